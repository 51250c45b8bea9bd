import { z } from 'zod';
import type { LocalizedText } from '../../commerce/index.ts';
import type { Promotion, PromotionScope } from '../types.ts';

/** What each kind of promotion says in its `rule`; amounts in minor units, percents of what is paid (98 = 2 % off). */
const text = z.string().min(1);
const amount = z.int().nonnegative();
const percent = z.int().min(1).max(100);
const instant = z.iso.datetime({ offset: true });

const rules = {
  'flash-price': z.object({ flashPrices: z.record(text, amount) }),
  'presale-deposit': z.object({
    depositFen: amount,
    worthFen: amount,
    tailFrom: instant,
    tailTo: instant,
    shipBy: instant.optional(),
  }),
  'member-discount': z.object({ percentByLevel: z.record(text, percent) }),
  'second-half': z.object({ secondPercent: percent }),
  'full-reduction': z.object({
    thresholdFen: amount.positive(),
    reductionFen: amount,
    repeat: z.boolean().default(false),
  }),
  coupon: z.object({
    coupon: z.object({
      code: text,
      thresholdFen: amount,
      reductionFen: amount,
      perCustomer: z.int().positive().default(1),
      claim: text.default('center'),
      newCustomersOnly: z.boolean().default(false),
    }),
  }),
  gift: z.object({
    thresholdFen: amount,
    giftProduct: z.object({ id: text, name: z.object({ 'zh-CN': text, 'zh-TW': text, en: text }) }),
    quantity: z.int().positive().default(1),
  }),
} as const;

type Rules = typeof rules;
/** A promotion whose rule was understood; `kind` tells which rule it is. */
export type PricedPromotion = {
  [Kind in keyof Rules]: { kind: Kind; rule: z.infer<Rules[Kind]>; promotion: Promotion };
}[keyof Rules];

/** Reads a promotion's rule, or says which field is wrong. */
export function readPromotion(promotion: Promotion): PricedPromotion | { kind: 'broken'; reason: string } {
  switch (promotion.kind) {
    case 'flash-price':
      return read(promotion, rules['flash-price'], (rule) => ({ kind: 'flash-price', rule, promotion }));
    case 'presale-deposit':
      return read(promotion, rules['presale-deposit'], (rule) => ({ kind: 'presale-deposit', rule, promotion }));
    case 'member-discount':
      return read(promotion, rules['member-discount'], (rule) => ({ kind: 'member-discount', rule, promotion }));
    case 'second-half':
      return read(promotion, rules['second-half'], (rule) => ({ kind: 'second-half', rule, promotion }));
    case 'full-reduction':
      return read(promotion, rules['full-reduction'], (rule) => ({ kind: 'full-reduction', rule, promotion }));
    case 'coupon':
      return read(promotion, rules.coupon, (rule) => ({ kind: 'coupon', rule, promotion }));
    case 'gift':
      return read(promotion, rules.gift, (rule) => ({ kind: 'gift', rule, promotion }));
  }
}

/** The promotions whose rules are understood; broken ones are never quoted. */
export function pricedPromotions(promotions: readonly Promotion[]): readonly PricedPromotion[] {
  return promotions.flatMap((promotion) => {
    const priced = readPromotion(promotion);
    return priced.kind === 'broken' ? [] : [priced];
  });
}

/** Does a product belong to a promotion's scope. */
export function isInScope(scope: PromotionScope, product: { productId: string; category: string }): boolean {
  if ('all' in scope) return true;
  if ('categories' in scope) return scope.categories.includes(product.category);
  return scope.products.includes(product.productId);
}

/** Name of a gift as the promotion gives it. */
export type GiftName = LocalizedText;

function read<Rule>(
  promotion: Promotion,
  schema: z.ZodType<Rule>,
  build: (rule: Rule) => PricedPromotion,
): PricedPromotion | { kind: 'broken'; reason: string } {
  const parsed = schema.safeParse(promotion.rule);
  if (parsed.success) return build(parsed.data);
  const issue = parsed.error.issues[0];
  return { kind: 'broken', reason: `rule.${issue?.path.join('.')}: ${issue?.message}` };
}

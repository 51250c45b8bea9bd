import { z } from 'zod';
import { type KnowledgeItem, stackingItemId } from './content.ts';
import { instantOf } from './facts/times.ts';

/** The knowledge files of a shop folder (see demo-shop/), already parsed as JSON. */
export type ShopFiles = {
  shop: unknown;
  faqs: readonly unknown[];
  policies: unknown;
  promotions?: unknown;
  shipping?: unknown;
};

/**
 * Turns the files of a shop folder into items for a release. Promotions may give their times relative to the day of
 * seeding (`{ day: 2, time: '20:00:00' }`, in the shop's time zone); those become instants counted from `seededAt`.
 * Throws a zod error where a file has another shape.
 */
export function itemsOfShop(files: ShopFiles, seededAt: Date): readonly KnowledgeItem[] {
  const shop = shopFile.parse(files.shop);
  const clock = { timeZone: shop.timeZone, seededAt };
  const promotions = promotionFile.parse(files.promotions ?? { promotions: [] });
  return [
    ...shop.categories.map((category) => item('category', category.id, category)),
    ...files.faqs.flatMap((file) => entriesFile.parse(file).map((entry) => item('faq', entry.id, entry))),
    ...entriesFile.parse(files.policies).map((entry) => item('policy', entry.id, entry)),
    ...promotions.promotions.map((promotion) => promotionItem(promotion, clock)),
    ...(promotions.stacking === undefined ? [] : [item('promotion', stackingItemId, promotions.stacking)]),
    ...(files.shipping === undefined ? [] : [item('shipping', 'shipping', files.shipping)]),
  ];
}

type SeedClock = { timeZone: string; seededAt: Date };

function item(kind: KnowledgeItem['kind'], itemId: string, document: unknown): KnowledgeItem {
  const validity = validityFields.parse(document);
  return { itemId, kind, document, validFrom: validity.validFrom ?? undefined, validTo: validity.validTo ?? undefined };
}

function promotionItem(promotion: z.infer<typeof promotionEntry>, clock: SeedClock): KnowledgeItem {
  const { from, to, ...rest } = promotion;
  const rule = Object.fromEntries(
    Object.entries(promotion.rule).map(([key, value]) => [key, absolute(key, value, clock)]),
  );
  const document = { ...rest, rule };
  return {
    itemId: promotion.id,
    kind: 'promotion',
    document,
    validFrom: from === undefined ? undefined : instantOfMoment(from, clock),
    validTo: to === undefined ? undefined : endOfMoment(to, clock),
  };
}

/** A moment in a rule becomes an instant; names ending in "To" are the last second, so the end lies one second later. */
function absolute(key: string, value: unknown, clock: SeedClock): unknown {
  const moment = relativeMoment.safeParse(value);
  if (!moment.success) return value;
  return key.endsWith('To') ? endOfMoment(moment.data, clock) : instantOfMoment(moment.data, clock);
}

function instantOfMoment(moment: z.infer<typeof relativeMoment>, { timeZone, seededAt }: SeedClock): string {
  return instantOf(seededAt, timeZone, moment.day, moment.time ?? '00:00:00').toISOString();
}

function endOfMoment(moment: z.infer<typeof relativeMoment>, clock: SeedClock): string {
  const lastSecond = Date.parse(instantOfMoment({ ...moment, time: moment.time ?? '23:59:59' }, clock));
  return new Date(lastSecond + 1000).toISOString();
}

const relativeMoment = z.object({
  day: z.int(),
  time: z
    .string()
    .regex(/^\d{2}:\d{2}:\d{2}$/)
    .optional(),
});
const validityFields = z.object({ validFrom: z.string().nullish(), validTo: z.string().nullish() });
const promotionEntry = z.looseObject({
  id: z.string(),
  from: relativeMoment.optional(),
  to: relativeMoment.optional(),
  rule: z.record(z.string(), z.unknown()),
});
const promotionFile = z.object({ promotions: z.array(promotionEntry), stacking: z.unknown().optional() });
const entriesFile = z.array(z.looseObject({ id: z.string() }));
const shopFile = z.object({ timeZone: z.string(), categories: entriesFile });

import type { Fact, LocalizedText, Product, Variant } from '../../commerce/index.ts';
import { moneyText } from '../facts/texts.ts';
import { type Here, lastMomentText, momentText } from '../facts/times.ts';
import { isInScope, type PricedPromotion } from '../price/promotion-rule.ts';
import { type Quote, quoteBasket } from '../price/quote-basket.ts';
import type { PromotionKind } from '../types.ts';
import { isUpcomingAt, isValidAt } from '../validity.ts';
import { phrase } from '../wording/packs.ts';
import type { Asked } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Promotions as answers tell them: which run or come, and a line with the facts behind it. */

/** Promotions that run at the moment of the question, by the shop's priority. */
export function runningPromotions(asked: Asked, shop: ShopKnowledge): readonly PricedPromotion[] {
  return shop.promotions.filter(({ promotion }) => isValidAt(promotion, asked.asOf)).toSorted(byPriority);
}

/** Promotions that have not begun, the next first. */
export function upcomingPromotions(asked: Asked, shop: ShopKnowledge): readonly PricedPromotion[] {
  const start = ({ promotion }: PricedPromotion) => Date.parse(promotion.validFrom ?? '');
  return shop.promotions
    .filter(({ promotion }) => isUpcomingAt(promotion, asked.asOf))
    .toSorted((first, second) => start(first) - start(second));
}

/** Only promotions that a product, one of these kinds, or a category takes part in. */
export function narrowed(
  promotions: readonly PricedPromotion[],
  by: { products?: readonly Product[]; kinds?: readonly PromotionKind[] | undefined; categories?: readonly string[] },
): readonly PricedPromotion[] {
  return promotions
    .filter((one) => by.kinds === undefined || by.kinds.includes(one.kind))
    .filter(({ promotion }) => {
      if (by.products === undefined || by.products.length === 0) return true;
      return by.products.some((product) => isInScope(promotion.scope, product));
    })
    .filter(({ promotion: { scope } }) => {
      if (by.categories === undefined || by.categories.length === 0) return true;
      return (
        'all' in scope ||
        ('categories' in scope && scope.categories.some((category) => by.categories?.includes(category)))
      );
    });
}

/** The shop's time zone and the moment of the question. */
export function hereOf(asked: Asked, shop: ShopKnowledge): Here {
  return { timeZone: shop.content.timeZone, now: asked.asOf };
}

/** A text with the facts that it names. */
export type Told = { line: LocalizedText; factIds: readonly string[]; facts: readonly Fact[] };

/** "全场满 300 减 50，11月24日 23:59 结束". */
export function runningLine({ promotion }: PricedPromotion, shop: ShopKnowledge, asked: Asked): Told {
  const end =
    promotion.validTo === undefined ? undefined : lastMomentText(new Date(promotion.validTo), hereOf(asked, shop));
  return {
    line: end === undefined ? promotion.title : phrase('answer.line.running', { title: promotion.title, ends: end }),
    ...promotionSources(promotion.id, 'ends', end, asked),
  };
}

/** "晚 8 点限时价，11月22日 20:00 开始". */
export function upcomingLine({ promotion }: PricedPromotion, shop: ShopKnowledge, asked: Asked): Told {
  const start = momentText(new Date(promotion.validFrom ?? 0), hereOf(asked, shop));
  return {
    line: phrase('answer.line.upcoming', { title: promotion.title, starts: start }),
    ...promotionSources(promotion.id, 'starts', start, asked),
  };
}

/** The line of an offer on one product; a flash sale tells what the product costs in it. */
export function lineFor(one: PricedPromotion, product: Product | undefined, asked: Asked, shop: ShopKnowledge): Told {
  const isRunning = isValidAt(one.promotion, asked.asOf);
  const told = isRunning ? runningLine(one, shop, asked) : upcomingLine(one, shop, asked);
  if (product === undefined || one.kind !== 'flash-price') return told;
  const asOf = isRunning ? asked.asOf : new Date(one.promotion.validFrom ?? asked.asOf);
  const isCheaper = (variant: Variant) =>
    quoteVariant(product, variant, { ...asked, asOf }, shop).total < variant.price;
  const price = priceRange(product, product.variants.filter(isCheaper), { ...asked, asOf }, shop);
  if (!Number.isFinite(price.low)) return told;
  return {
    line: phrase('answer.line.with-price', { offer: told.line, price: price.line }),
    factIds: [...told.factIds, ...price.factIds],
    facts: [...told.facts, ...price.facts],
  };
}

/** What one piece costs now: flash price and member discount; thresholds and coupons are offers beside the price. */
export function quoteVariant(product: Product, variant: Variant, asked: Asked, shop: ShopKnowledge): Quote {
  const priceOnly = { ...shop, promotions: shop.promotions.filter((one) => priceKinds.includes(one.kind)) };
  return quoteLines([{ product, variantId: variant.variantId, quantity: 1 }], asked, priceOnly, 'none');
}

/** What some lines cost now for this customer. */
export function quoteLines(
  lines: Parameters<typeof quoteBasket>[0]['lines'],
  asked: Asked,
  shop: ShopKnowledge,
  coupons: 'none' | 'claimable',
): Quote {
  const basket = {
    lines,
    coupons,
    isNewCustomer: isFirstOrder(asked),
    ...(asked.memberLevel === undefined ? {} : { memberLevel: asked.memberLevel }),
  };
  return quoteBasket(basket, shop.promotions, shop.stacking, asked.asOf);
}

/** Says, here or just before, that nothing was bought here yet ("头回来你家买"), and no purchase is known. */
function isFirstOrder({ boughtIds, memberSpent, plain, saidBefore = '' }: Asked): boolean {
  return (
    boughtIds === undefined && memberSpent === undefined && firstOrder.test(`${plain}\n${saidBefore}`.toLowerCase())
  );
}

const firstOrder =
  /头一?[回次].{0,6}[买来购逛]|第一[回次].{0,6}[买来购逛]|首单|首次(?:购|下)|新客|新用户|新会员|新人|刚注册|\b(?:first (?:order|purchase|time)|new customer)\b/;

/** Price now of the cheapest and the dearest of some variants, as one text, with the facts. */
export function priceRange(
  product: Product,
  variants: readonly Variant[],
  asked: Asked,
  shop: ShopKnowledge,
): Told & { low: number; high: number } {
  const totals = variants.map((variant) => ({ variant, total: quoteVariant(product, variant, asked, shop).total }));
  const low = Math.min(...totals.map((one) => one.total));
  const high = Math.max(...totals.map((one) => one.total));
  const { currency } = shop.content;
  const text =
    low === high
      ? moneyText(low, currency)
      : phrase('answer.line.range', { low: moneyText(low, currency), high: moneyText(high, currency) });
  const named = totals.filter((one) => one.total === low || one.total === high);
  return {
    low,
    high,
    line: text,
    factIds: named.map((one) => `variant:${one.variant.variantId}/price`),
    facts: uniqueAmounts(named.map((one) => currentPriceFact(product, one.variant, one.total, asked, shop))),
  };
}

/** The price of a variant at the moment of the question, as a computed fact. */
export function currentPriceFact(
  product: Product,
  variant: Variant,
  amount: number,
  asked: Asked,
  shop: ShopKnowledge,
): Fact {
  return {
    id: `variant:${variant.variantId}/price-now`,
    title: product.name[asked.language],
    kind: 'money',
    value: amount,
    currency: shop.content.currency,
  };
}

/** An amount that was computed from other facts. */
export function computedMoney(id: string, title: string, amount: number, shop: ShopKnowledge): Fact {
  return { id: `computed:${id}`, title, kind: 'money', value: amount, currency: shop.content.currency };
}

/** Joins what several lines tell. */
export function toldTogether(told: readonly Told[]): { factIds: readonly string[]; facts: readonly Fact[] } {
  return { factIds: told.flatMap((one) => one.factIds), facts: told.flatMap((one) => one.facts) };
}

const priceKinds: readonly PromotionKind[] = ['flash-price', 'member-discount'];

function promotionSources(id: string, bound: 'starts' | 'ends', words: LocalizedText | undefined, asked: Asked) {
  const title = words?.[asked.language];
  return {
    factIds: [`promotion:${id}`, `promotion:${id}/${bound}`],
    facts:
      title === undefined
        ? []
        : [{ id: `promotion:${id}/${bound}-text`, title: id, kind: 'text' as const, value: title }],
  };
}

function byPriority(first: PricedPromotion, second: PricedPromotion): number {
  return first.promotion.priority - second.promotion.priority;
}

function uniqueAmounts(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter((fact, index) => facts.findIndex((other) => other.value === fact.value) === index);
}

import type { Product } from '../../../commerce/index.ts';
import { aProduct, same } from '../../__fixtures__/a-shop.ts';
import type { Promotion, Stacking } from '../../types.ts';
import type { Basket } from '../quote-basket.ts';
import { type Offer, type OfferKind, offerKinds, type Purchase } from './by-hand.ts';

/** Chance that repeats itself: whole numbers, both bounds inclusive. */
export type Chance = (from: number, to: number) => number;

/** The same numbers for the same seed on every machine (xorshift of 32 bits). */
export function chanceOf(seed: number): Chance {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return (from, to) => {
    state ^= (state << 13) >>> 0;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= (state << 5) >>> 0;
    state >>>= 0;
    return from + (state % (to - from + 1));
  };
}

/** A shop's running offers with its stacking rule; few products, small amounts, so that thresholds are met and missed. */
export function randomOffers(chance: Chance): readonly Offer[] {
  return Array.from({ length: chance(1, 6) }, (_one, index) => randomOffer(chance, `o${index}`));
}

/** What somebody buys, under a stacking rule of its own. */
export function randomPurchase(chance: Chance): Purchase {
  const lines = Array.from({ length: chance(1, 3) }, () => {
    const [variantId = '', one = catalogue['a-1']] = Object.entries(catalogue)[chance(0, 4)] ?? [];
    return { productId: one.productId, variantId, price: one.price, quantity: chance(1, 2) };
  });
  const codes = offerIds.filter(() => chance(0, 2) > 0);
  return {
    lines,
    level: chance(0, 2) === 0 ? '' : 'gold',
    isNew: chance(0, 1) === 0,
    codes: chance(0, 3) === 0 ? codes : undefined,
    order: chance(0, 5) === 0 ? shuffled(chance, offerKinds) : offerKinds,
    never: randomPairs(chance),
    coupons: chance(0, 3),
  };
}

/** The same purchase and offers as the price engine reads them. */
export function forTheEngine(
  purchase: Purchase,
  offers: readonly Offer[],
): { basket: Basket; promotions: readonly Promotion[]; stacking: Stacking } {
  return {
    basket: {
      lines: purchase.lines.map(({ productId, variantId, quantity }) => ({
        product: products[productId] ?? aProduct(productId),
        variantId,
        quantity,
      })),
      memberLevel: purchase.level,
      isNewCustomer: purchase.isNew,
      coupons: purchase.codes ?? 'claimable',
    },
    promotions: offers.map(asPromotion),
    stacking: {
      order: purchase.order,
      exclusive: purchase.never,
      maxCoupons: purchase.coupons,
      text: same(''),
    },
  };
}

const catalogue = {
  'a-1': { productId: 'a', price: 37 },
  'a-2': { productId: 'a', price: 45 },
  'b-1': { productId: 'b', price: 101 },
  'c-1': { productId: 'c', price: 8 },
  'c-2': { productId: 'c', price: 64 },
} as const;
const productIds = ['a', 'b', 'c'] as const;
const offerIds = ['o0', 'o1', 'o2', 'o3', 'o4', 'o5'];

const products: Readonly<Record<string, Product>> = Object.fromEntries(
  productIds.map((productId) => {
    const prices = Object.values(catalogue).flatMap((one) => (one.productId === productId ? [one.price] : []));
    return [productId, aProduct(productId, { category: productId === 'c' ? 'food' : 'wear', prices })];
  }),
);

function randomOffer(chance: Chance, id: string): Offer {
  const reach = chance(0, 1) === 0 ? productIds : productIds.filter(() => chance(0, 1) === 0);
  const goesWith = offerKinds.filter(() => chance(0, 9) > 0);
  const common = { id, reach, goesWith };
  const kind = offerKinds[chance(0, 6)] ?? 'gift';
  return { ...common, ...ruleOf(kind, chance, id) };
}

type OfferRule = Offer extends infer One ? (One extends Offer ? Omit<One, 'id' | 'reach' | 'goesWith'> : never) : never;

function ruleOf(kind: OfferKind, chance: Chance, id: string): OfferRule {
  const from = chance(5, 220);
  switch (kind) {
    case 'flash-price':
      return { kind, prices: Object.fromEntries(Object.keys(catalogue).flatMap((one) => maybePrice(chance, one))) };
    case 'presale-deposit':
      return { kind, deposit: chance(1, 20), worth: chance(5, 50) };
    case 'member-discount':
      return { kind, percent: { gold: chance(50, 100) } };
    case 'second-half':
      return { kind, percent: chance(1, 100) };
    case 'full-reduction':
      return { kind, from, off: chance(0, 60), again: chance(0, 1) === 0 };
    case 'coupon':
      return { kind, code: id, from: chance(0, 5) === 0 ? 0 : from, off: chance(0, 60), newcomers: chance(0, 3) === 0 };
    case 'gift':
      return { kind, from };
  }
}

function maybePrice(chance: Chance, variantId: string): readonly (readonly [string, number])[] {
  return chance(0, 1) === 0 ? [] : [[variantId, chance(0, 110)]];
}

function randomPairs(chance: Chance): readonly (readonly [OfferKind, OfferKind])[] {
  return offerKinds.flatMap((one, index) =>
    offerKinds.slice(index + 1).flatMap((other) => (chance(0, 9) === 0 ? [[one, other] as const] : [])),
  );
}

function shuffled(chance: Chance, kinds: readonly OfferKind[]): readonly OfferKind[] {
  return kinds
    .map((kind) => ({ kind, at: chance(0, 1_000_000) }))
    .sort((first, second) => first.at - second.at)
    .map((one) => one.kind);
}

function asPromotion(offer: Offer): Promotion {
  const everything = offer.reach.length === productIds.length;
  return {
    id: offer.id,
    kind: offer.kind,
    title: same(offer.id),
    description: same(offer.id),
    scope: everything
      ? { all: true }
      : offer.reach.length === 1 && offer.reach[0] === 'c'
        ? { categories: ['food'] }
        : { products: offer.reach },
    rule: engineRule(offer),
    stacksWith: offer.goesWith,
    priority: 1,
  };
}

function engineRule(offer: Offer): Readonly<Record<string, unknown>> {
  switch (offer.kind) {
    case 'flash-price':
      return { flashPrices: offer.prices };
    case 'presale-deposit':
      return {
        depositFen: offer.deposit,
        worthFen: offer.worth,
        tailFrom: '2026-11-25T00:00:00Z',
        tailTo: '2026-11-27T00:00:00Z',
      };
    case 'member-discount':
      return { percentByLevel: offer.percent };
    case 'second-half':
      return { secondPercent: offer.percent };
    case 'full-reduction':
      return { thresholdFen: offer.from, reductionFen: offer.off, repeat: offer.again };
    case 'coupon':
      return {
        coupon: {
          code: offer.code,
          thresholdFen: offer.from,
          reductionFen: offer.off,
          newCustomersOnly: offer.newcomers,
        },
      };
    case 'gift':
      return { thresholdFen: offer.from, giftProduct: { id: offer.id, name: same(offer.id) } };
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Product } from '../../commerce/index.ts';
import { aProduct, same } from '../__fixtures__/a-shop.ts';
import type { Promotion, PromotionKind, Stacking } from '../types.ts';
import { pricedPromotions } from './promotion-rule.ts';
import { type Basket, plainStacking, quoteBasket } from './quote-basket.ts';

const asOf = new Date('2026-11-21T12:00:00Z');
const stacking: Stacking = {
  ...plainStacking,
  exclusive: [
    ['flash-price', 'member-discount'],
    ['presale-deposit', 'member-discount'],
    ['flash-price', 'presale-deposit'],
    ['flash-price', 'second-half'],
    ['presale-deposit', 'second-half'],
    ['presale-deposit', 'full-reduction'],
  ],
};
const allKinds = plainStacking.order;

function aPromotion(kind: PromotionKind, rule: Record<string, unknown>, more: Partial<Promotion> = {}): Promotion {
  return {
    id: `${kind}-1`,
    kind,
    title: same(kind),
    description: same(kind),
    scope: { all: true },
    rule,
    stacksWith: allKinds.filter((other) => other !== kind),
    priority: 1,
    ...more,
  };
}

const coat = aProduct('coat', { category: 'apparel', prices: [39900] });
const nuts = aProduct('nuts', { category: 'food', prices: [8890] });
const shirt = aProduct('shirt', { category: 'apparel', prices: [6900, 7900] });

function quote(lines: readonly [Product, number][], promotions: readonly Promotion[], more: Partial<Basket> = {}) {
  const basket: Basket = {
    lines: lines.map(([product, quantity]) => ({ product, variantId: product.variants[0]?.variantId ?? '', quantity })),
    coupons: 'claimable',
    ...more,
  };
  return quoteBasket(basket, pricedPromotions(promotions), stacking, asOf);
}

describe('each kind of promotion', () => {
  test.each<[string, Promotion, readonly [Product, number][], Partial<Basket>, number]>([
    [
      'a flash price replaces the price',
      aPromotion('flash-price', { flashPrices: { 'coat-1': 32900 } }),
      [[coat, 2]],
      {},
      65800,
    ],
    [
      'a flash price above the price is none',
      aPromotion('flash-price', { flashPrices: { 'coat-1': 49900 } }),
      [[coat, 1]],
      {},
      39900,
    ],
    [
      'a member pays the percent of the level',
      aPromotion('member-discount', { percentByLevel: { gold: 95 } }),
      [[nuts, 1]],
      { memberLevel: 'gold' },
      8446,
    ],
    [
      'without a level nothing is taken off',
      aPromotion('member-discount', { percentByLevel: { gold: 95 } }),
      [[nuts, 1]],
      {},
      8890,
    ],
    [
      'of three pieces one is the second',
      aPromotion('second-half', { secondPercent: 50 }),
      [[nuts, 3]],
      {},
      8890 * 2 + 4445,
    ],
    [
      'a full reduction counts once',
      aPromotion('full-reduction', { thresholdFen: 30000, reductionFen: 5000 }),
      [[coat, 2]],
      {},
      74800,
    ],
    [
      'a repeated reduction counts each time',
      aPromotion('full-reduction', { thresholdFen: 30000, reductionFen: 5000, repeat: true }),
      [[coat, 2]],
      {},
      69800,
    ],
    [
      'one fen below the threshold nothing is taken off',
      aPromotion('full-reduction', { thresholdFen: 39901, reductionFen: 5000 }),
      [[coat, 1]],
      {},
      39900,
    ],
    [
      'a coupon needs its threshold',
      aPromotion('coupon', { coupon: { code: 'A', thresholdFen: 8890, reductionFen: 1000 } }),
      [[nuts, 1]],
      {},
      7890,
    ],
    [
      'a coupon that is not held is not used',
      aPromotion('coupon', { coupon: { code: 'A', thresholdFen: 100, reductionFen: 1000 } }),
      [[nuts, 1]],
      { coupons: ['B'] },
      8890,
    ],
    [
      'a new customer coupon is for new customers',
      aPromotion('coupon', { coupon: { code: 'A', thresholdFen: 100, reductionFen: 1000, newCustomersOnly: true } }),
      [[nuts, 1]],
      {},
      8890,
    ],
    [
      'a pre-sale deposit of 100 that counts 200 saves 100',
      aPromotion('presale-deposit', {
        depositFen: 10000,
        worthFen: 20000,
        tailFrom: '2026-11-25T00:00:00Z',
        tailTo: '2026-11-27T00:00:00Z',
      }),
      [[coat, 1]],
      {},
      29900,
    ],
  ])('%s', (_name, promotion, lines, more, total) => {
    expect(quote(lines, [promotion], more).total).toBe(total);
  });
});

describe('stacking', () => {
  const flash = aPromotion(
    'flash-price',
    { flashPrices: { 'coat-1': 32900 } },
    { stacksWith: ['full-reduction', 'coupon', 'gift'] },
  );
  const member = aPromotion('member-discount', { percentByLevel: { gold: 95 } });
  const full = aPromotion('full-reduction', { thresholdFen: 30000, reductionFen: 5000 });
  const foodFull = aPromotion(
    'full-reduction',
    { thresholdFen: 8000, reductionFen: 2000 },
    { id: 'food', scope: { categories: ['food'] } },
  );
  const coupon = aPromotion('coupon', { coupon: { code: 'A', thresholdFen: 28000, reductionFen: 1500 } });

  test('flash price, full reduction and coupon meet; the member discount stays out of a flash price', () => {
    const result = quote([[coat, 1]], [flash, member, full, coupon], { memberLevel: 'gold' });
    expect(result.steps.map((step) => [step.kind, step.saved])).toEqual([
      ['flash-price', 7000],
      ['full-reduction', 5000],
    ]);
    expect(result.total).toBe(27900);
  });

  test('the coupon threshold is read after the full reduction', () => {
    expect(quote([[coat, 1]], [full, coupon]).total).toBe(39900 - 5000 - 1500);
    expect(quote([[coat, 1]], [flash, full, coupon]).next.map((step) => [step.kind, step.missing])).toContainEqual([
      'coupon',
      100,
    ]);
  });

  test('of two full reductions the larger one counts', () => {
    const result = quote(
      [
        [coat, 1],
        [nuts, 1],
      ],
      [full, foodFull],
    );
    expect(result.steps.map((step) => step.promotionId)).toEqual(['full-reduction-1']);
  });

  test('a step further is named with what is missing and gained, and gifts that are earned', () => {
    const gift = aPromotion('gift', { thresholdFen: 15900, giftProduct: { id: 'g', name: same('bib') }, quantity: 2 });
    const result = quote([[nuts, 2]], [full, gift]);
    expect(result.gifts).toEqual([{ promotionId: 'gift-1', name: same('bib'), quantity: 2 }]);
    expect(result.next).toMatchObject([{ kind: 'full-reduction', missing: 30000 - 17780, gain: 5000 }]);
  });
});

describe('the clock decides', () => {
  const campaign = aPromotion(
    'full-reduction',
    { thresholdFen: 30000, reductionFen: 5000 },
    {
      validFrom: '2026-11-21T12:00:00Z',
      validTo: '2026-11-24T16:00:00Z',
    },
  );
  test.each([
    ['2026-11-21T11:59:59.999Z', 39900],
    ['2026-11-21T12:00:00Z', 34900],
    ['2026-11-24T15:59:59.999Z', 34900],
    ['2026-11-24T16:00:00Z', 39900],
  ])('at %s the coat costs %i', (at, total) => {
    const basket: Basket = { lines: [{ product: coat, variantId: 'coat-1', quantity: 1 }], coupons: 'none' };
    expect(quoteBasket(basket, pricedPromotions([campaign]), stacking, new Date(at)).total).toBe(total);
  });
});

test('agrees with a calculator that does it step by step on paper', () => {
  fc.assert(
    fc.property(aBasket(), somePromotions(), (lines, promotions) => {
      const basket: Basket = { lines, memberLevel: 'gold', coupons: 'claimable' };
      const result = quoteBasket(basket, pricedPromotions(promotions), stacking, asOf);
      expect(result.total).toBe(onPaper(lines, promotions));
      expect(result.total).toBe(result.lines.reduce((sum, line) => sum + line.amount, 0));
      expect(result.total).toBe(result.listTotal - result.steps.reduce((sum, step) => sum + step.saved, 0));
      expect(result.total).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 400 },
  );
});

function aBasket() {
  const line = fc.record({
    product: fc.constantFrom(coat, nuts, shirt),
    pick: fc.nat(1),
    quantity: fc.integer({ min: 1, max: 3 }),
  });
  return fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) =>
    lines.map(({ product, pick, quantity }) => ({
      product,
      variantId: product.variants[pick % product.variants.length]?.variantId ?? '',
      quantity,
    })),
  );
}

function somePromotions() {
  const amount = fc.integer({ min: 1, max: 60000 });
  const scope = fc.constantFrom<Promotion['scope'][]>(
    { all: true },
    { categories: ['food'] },
    { products: ['coat', 'shirt'] },
  );
  const full = fc.record({
    thresholdFen: amount,
    reductionFen: fc.integer({ min: 1, max: 9000 }),
    repeat: fc.boolean(),
  });
  const build = fc.tuple(
    fc.option(fc.record({ 'coat-1': amount, 'shirt-2': amount })),
    fc.option(fc.integer({ min: 50, max: 99 })),
    fc.option(fc.integer({ min: 1, max: 99 })),
    fc.array(fc.tuple(full, scope), { maxLength: 2 }),
    fc.array(fc.tuple(fc.record({ thresholdFen: amount, reductionFen: fc.integer({ min: 1, max: 9000 }) }), scope), {
      maxLength: 2,
    }),
  );
  return build.map(([flashPrices, level, second, fulls, coupons]) => [
    ...(flashPrices === null
      ? []
      : [aPromotion('flash-price', { flashPrices }, { stacksWith: ['full-reduction', 'coupon', 'gift'] })]),
    ...(level === null ? [] : [aPromotion('member-discount', { percentByLevel: { gold: level } })]),
    ...(second === null ? [] : [aPromotion('second-half', { secondPercent: second })]),
    ...fulls.map(([rule, where], index) => aPromotion('full-reduction', rule, { id: `full-${index}`, scope: where })),
    ...coupons.map(([rule, where], index) =>
      aPromotion('coupon', { coupon: { ...rule, code: `c${index}` } }, { id: `coupon-${index}`, scope: where }),
    ),
  ]);
}

type PaperPiece = { id: string; product: Product; paid: number; flash: boolean };

/** The same sum as somebody would do it by hand: one list of pieces, one rule after the other. */
function onPaper(lines: Basket['lines'], promotions: readonly Promotion[]): number {
  const pieces: PaperPiece[] = [];
  for (const { product, variantId, quantity } of lines) {
    const price = product.variants.find((variant) => variant.variantId === variantId)?.price ?? 0;
    for (let count = 0; count < quantity; count += 1)
      pieces.push({ id: variantId, product, paid: price, flash: false });
  }
  const rule = (kind: PromotionKind) =>
    promotions
      .filter((one) => one.kind === kind)
      .map((one) => ({ scope: one.scope, ...JSON.parse(JSON.stringify(one.rule)) }));
  for (const piece of pieces) {
    const price = rule('flash-price')[0]?.flashPrices[piece.id];
    if (price !== undefined && price < piece.paid) Object.assign(piece, { paid: price, flash: true });
    const percent = rule('member-discount')[0]?.percentByLevel.gold;
    if (percent !== undefined && !piece.flash) piece.paid = Math.round((piece.paid * percent) / 100);
  }
  const second = rule('second-half')[0]?.secondPercent;
  for (const product of second === undefined ? [] : new Set(pieces.map((piece) => piece.product))) {
    const row = pieces.filter((piece) => piece.product === product && !piece.flash).sort((a, b) => b.paid - a.paid);
    for (let index = 1; index < row.length; index += 2) {
      const piece = row[index];
      if (piece !== undefined) piece.paid = Math.round((piece.paid * second) / 100);
    }
  }
  takeBest(pieces, rule('full-reduction'));
  takeBest(
    pieces,
    rule('coupon').map((one) => ({ ...one, ...one.coupon })),
  );
  return pieces.reduce((sum, piece) => sum + piece.paid, 0);
}

type PaperRule = { scope: Promotion['scope']; thresholdFen: number; reductionFen: number; repeat?: boolean };

function takeBest(pieces: PaperPiece[], rules: readonly PaperRule[]): void {
  let best: { off: number; row: PaperPiece[] } = { off: 0, row: [] };
  for (const rule of rules) {
    const row = pieces.filter((piece) => piece.paid > 0 && inScope(rule.scope, piece.product));
    const sum = row.reduce((total, piece) => total + piece.paid, 0);
    let off = 0;
    for (let left = sum; left >= rule.thresholdFen && (off === 0 || rule.repeat); left -= rule.thresholdFen)
      off += rule.reductionFen;
    off = Math.min(off, sum);
    if (off > best.off) best = { off, row };
  }
  const sum = best.row.reduce((total, piece) => total + piece.paid, 0);
  const shares = best.row.map((piece) => ({
    piece,
    exact: (best.off * piece.paid) / sum,
    cents: Math.floor((best.off * piece.paid) / sum),
  }));
  let left = best.off - shares.reduce((total, one) => total + one.cents, 0);
  for (const one of [...shares].sort((a, b) => ((best.off * b.piece.paid) % sum) - ((best.off * a.piece.paid) % sum))) {
    one.piece.paid -= one.cents + (left > 0 ? 1 : 0);
    left -= 1;
  }
}

function inScope(scope: Promotion['scope'], product: Product): boolean {
  if ('all' in scope) return true;
  return 'categories' in scope
    ? scope.categories.includes(product.category)
    : scope.products.includes(product.productId);
}

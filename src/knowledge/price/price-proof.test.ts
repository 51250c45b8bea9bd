import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pricedPromotions } from './promotion-rule.ts';
import { type Quote, quoteBasket } from './quote-basket.ts';
import { amountFor, type Offer, type Purchase, priceByHand, withMore } from './testing/by-hand.ts';
import { type Chance, chanceOf, forTheEngine, randomOffers, randomPurchase } from './testing/random-purchase.ts';

const asOf = new Date('2026-11-21T12:00:00Z');
const campaigns = 5_000;
const basketsEach = 20;

test('the price engine and a calculator that tries every choice agree on 100,000 random baskets', () => {
  const chance = chanceOf(20_261_121);
  const disagreements: string[] = [];
  let priced = 0;
  for (let campaign = 0; campaign < campaigns && disagreements.length < 3; campaign += 1) {
    const offers = randomOffers(chance);
    for (let count = 0; count < basketsEach; count += 1) {
      const purchase = randomPurchase(chance);
      const wrong = disagreement(purchase, offers, count % 4 === 0);
      if (wrong !== undefined) disagreements.push(wrong);
      priced += 1;
    }
  }
  expect(disagreements).toEqual([]);
  expect(priced).toBe(campaigns * basketsEach);
});

test('and where they would not, the smallest basket is found', () => {
  fc.assert(
    fc.property(
      fc.noShrink(fc.integer()),
      fc.subarray([0, 1, 2, 3, 4, 5]),
      fc.subarray([0, 1, 2]),
      (seed, kept, lines) => {
        const chance: Chance = chanceOf(seed);
        const purchase = randomPurchase(chance);
        const offers = randomOffers(chance).filter((_one, index) => kept.includes(index));
        const fewer = { ...purchase, lines: purchase.lines.filter((_one, index) => lines.includes(index)) };
        expect(disagreement(fewer, offers, true)).toBeUndefined();
      },
    ),
    { numRuns: 500 },
  );
});

/** In words, where the two differ; undefined where they agree. */
function disagreement(purchase: Purchase, offers: readonly Offer[], alsoNext: boolean): string | undefined {
  const { basket, promotions, stacking } = forTheEngine(purchase, offers);
  const quote = quoteBasket(basket, pricedPromotions(promotions), stacking, asOf);
  const bill = priceByHand(purchase, offers);
  const engine = JSON.stringify({
    total: quote.total,
    deposit: quote.deposit,
    lines: quote.lines.map((line) => line.amount),
    saved: quote.steps.map((step) => ({ id: step.promotionId, saved: step.saved })),
    gifts: quote.gifts.map((gift) => gift.promotionId),
  });
  const hand = JSON.stringify(bill);
  const about = () => JSON.stringify({ purchase, offers }, undefined, 1);
  if (engine !== hand) return `engine ${engine}\nby hand ${hand}\n${about()}`;
  const wrongStep = alsoNext ? wrongNextStep(purchase, offers, quote) : undefined;
  return wrongStep === undefined ? undefined : `${wrongStep}\n${about()}`;
}

/** "So much more and …" must come true to the minor unit, and must not be kept back. */
function wrongNextStep(purchase: Purchase, offers: readonly Offer[], quote: Quote): string | undefined {
  for (const step of quote.next) {
    const offer = offers.find((one) => one.id === step.promotionId);
    const then = offer && withMore(purchase, offers, offer, step.missing);
    if (then === undefined || !then.reached) return `not reached: ${JSON.stringify({ step, then })}`;
    if (step.kind !== 'gift' && step.gain !== Math.min(then.gain, then.gainOfKind))
      return `gains something else: ${JSON.stringify({ step, then })}`;
    if (step.kind === 'gift' && quote.gifts.some((gift) => gift.promotionId === step.promotionId))
      return `has the gift already: ${JSON.stringify(step)}`;
  }
  for (const offer of offers) {
    if (offer.kind !== 'full-reduction' && offer.kind !== 'gift') continue;
    const amount = amountFor(purchase, offers, offer);
    const missing = offer.from - amount;
    const then = amount > 0 && missing > 0 ? withMore(purchase, offers, offer, missing) : undefined;
    const pays = offer.kind === 'gift' || Math.min(then?.gain ?? 0, then?.gainOfKind ?? 0) > 0;
    const isTold = quote.next.some((step) => step.promotionId === offer.id && step.missing === missing);
    const exists = offer.kind === 'gift' || purchase.order.includes(offer.kind);
    if (then?.reached && pays && exists && !isTold) return `kept back: ${JSON.stringify({ offer, missing, then })}`;
  }
  return undefined;
}

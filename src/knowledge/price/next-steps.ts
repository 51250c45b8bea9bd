import type { LocalizedText } from '../../commerce/index.ts';
import type { PromotionKind } from '../types.ts';
import type { Piece } from './pieces.ts';
import type { PricedPromotion } from './promotion-rule.ts';
import type { Quote, QuoteStep } from './quote-basket.ts';
import { couponsFor, eligibleOf, reductionAt, type StepInput } from './steps.ts';

/** "Buy for `missing` more and …": a further reduction of `gain`, or a gift. Amounts in minor units. */
export type NextStep = {
  kind: Extract<PromotionKind, 'full-reduction' | 'coupon' | 'gift'>;
  promotionId: string;
  title: LocalizedText;
  missing: number;
  /** What is saved on top of now; 0 for a gift. */
  gain: number;
  gift?: LocalizedText;
};

/** The finished calculation, with the pieces as they were before each kind of promotion. */
export type NextInput = StepInput & {
  steps: readonly QuoteStep[];
  before: ReadonlyMap<PromotionKind, readonly Piece[]>;
};

/**
 * Gifts that the basket has earned, and the thresholds it has not reached, nearest first. Thresholds are read at the
 * amount left by the steps before them, a full reduction at the amount before any full reduction.
 */
export function nextSteps(input: NextInput): Pick<Quote, 'gifts' | 'next'> {
  const gifts = input.running
    .filter((one) => one.kind === 'gift')
    .map((one) => ({ one, amount: eligibleOf(input, one).amount }));
  const steps = [
    ...reductionsAhead(input),
    ...couponsAhead(input),
    ...gifts.flatMap(({ one, amount }) => giftAhead(one, amount)),
  ];
  return {
    gifts: gifts
      .filter(({ one, amount }) => amount >= one.rule.thresholdFen && amount > 0)
      .map(({ one }) => ({
        promotionId: one.promotion.id,
        name: one.rule.giftProduct.name,
        quantity: one.rule.quantity,
      })),
    next: steps.toSorted((first, second) => first.missing - second.missing || second.gain - first.gain),
  };
}

function reductionsAhead(input: NextInput): readonly NextStep[] {
  const before = input.before.get('full-reduction') ?? input.pieces;
  const now = input.steps.find((step) => step.kind === 'full-reduction')?.saved ?? 0;
  return input.running.flatMap((one) => {
    if (one.kind !== 'full-reduction') return [];
    const { amount } = eligibleOf({ ...input, pieces: before }, one);
    const { thresholdFen, repeat } = one.rule;
    const goal = repeat ? (Math.floor(amount / thresholdFen) + 1) * thresholdFen : thresholdFen;
    const gain = reductionAt(one.rule, goal) - now;
    return amount === 0 || amount >= goal || gain <= 0 ? [] : [stepAhead(one, goal - amount, gain)];
  });
}

function couponsAhead(input: NextInput): readonly NextStep[] {
  const before = input.before.get('coupon') ?? input.pieces;
  const now = input.steps.filter((step) => step.kind === 'coupon').reduce((sum, step) => sum + step.saved, 0);
  return couponsFor(input.basket, input.running).flatMap((one) => {
    const { amount } = eligibleOf({ ...input, pieces: before }, one);
    const { thresholdFen, reductionFen } = one.rule.coupon;
    const gain = reductionFen - now;
    return amount === 0 || amount >= thresholdFen || gain <= 0 ? [] : [stepAhead(one, thresholdFen - amount, gain)];
  });
}

function giftAhead(one: PricedPromotion & { kind: 'gift' }, amount: number): readonly NextStep[] {
  if (amount === 0 || amount >= one.rule.thresholdFen) return [];
  return [{ ...stepAhead(one, one.rule.thresholdFen - amount, 0), gift: one.rule.giftProduct.name }];
}

function stepAhead(one: PricedPromotion & { kind: NextStep['kind'] }, missing: number, gain: number): NextStep {
  return { kind: one.kind, promotionId: one.promotion.id, title: one.promotion.title, missing, gain };
}

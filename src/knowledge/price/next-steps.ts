import type { LocalizedText } from '../../commerce/index.ts';
import type { PromotionKind } from '../types.ts';
import type { Piece } from './pieces.ts';
import type { PricedPromotion } from './promotion-rule.ts';
import type { Quote, QuoteStep } from './quote-basket.ts';
import type { StepInput } from './step.ts';
import { couponsFor, eligibleOf, stepOf } from './steps.ts';

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

type Threshold = Extract<PricedPromotion, { kind: NextStep['kind'] }>;

/**
 * Gifts that the basket has earned, and the thresholds it has not reached, nearest first. Each step was tried: goods for exactly
 * `missing` more in the promotion's scope (which take no price promotion themselves) reach the threshold, although full
 * reductions and coupons are worked out anew with them, and the whole order then saves `gain` more. What would cost another
 * reduction as much as it brings is not told.
 */
export function nextSteps(input: StepInput): Pick<Quote, 'gifts' | 'next'> {
  const now = workOut(input);
  const ahead = thresholdsOf(input).flatMap((one) => stepAhead(one, input, now));
  const gifts = input.running
    .filter((one) => one.kind === 'gift')
    .filter((one) => {
      const { amount } = eligibleOf({ ...input, pieces: now.pieces }, one);
      return amount > 0 && amount >= one.rule.thresholdFen;
    });
  return {
    gifts: gifts.map(({ promotion, rule }) => ({
      promotionId: promotion.id,
      name: rule.giftProduct.name,
      quantity: rule.quantity,
    })),
    next: ahead.toSorted((first, second) => first.missing - second.missing || second.gain - first.gain),
  };
}

/** The basket after its price steps, worked out to the end. */
type WorkedOut = {
  pieces: readonly Piece[];
  steps: readonly QuoteStep[];
  before: ReadonlyMap<string, readonly Piece[]>;
};

/** All steps of the calculation from the first threshold on. */
function workOut(input: StepInput): WorkedOut {
  const { order } = input.stacking;
  const first = order.findIndex(isThresholdKind);
  let { pieces } = input;
  let steps: readonly QuoteStep[] = [];
  const before = new Map<string, readonly Piece[]>();
  for (const kind of first < 0 ? [] : order.slice(first)) {
    if (kind !== 'gift') before.set(kind, pieces);
    const outcome = stepOf(kind, { ...input, pieces });
    pieces = outcome.pieces;
    steps = [...steps, ...outcome.steps];
  }
  return { pieces, steps, before: before.set('gift', pieces) };
}

/** Kinds of promotions from which on goods on top count. */
export function isThresholdKind(kind: PromotionKind): boolean {
  return kind === 'full-reduction' || kind === 'coupon';
}

function thresholdsOf({ running, basket }: StepInput): readonly Threshold[] {
  const reductions = running.filter((one) => one.kind === 'full-reduction');
  const gifts = running.filter((one) => one.kind === 'gift');
  return [...reductions, ...couponsFor(basket, running), ...gifts];
}

function stepAhead(one: Threshold, input: StepInput, now: WorkedOut): readonly NextStep[] {
  const found = missingFor(one, input, now);
  if (found === undefined) return [];
  const { missing, then } = found;
  const step = { kind: one.kind, promotionId: one.promotion.id, title: one.promotion.title, missing };
  if (one.kind === 'gift') return [{ ...step, gain: 0, gift: one.rule.giftProduct.name }];
  const gain = Math.min(
    savedBy(then.steps) - savedBy(now.steps),
    savedBy(then.steps, one.kind) - savedBy(now.steps, one.kind),
  );
  return gain > 0 ? [{ ...step, gain }] : [];
}

/**
 * The nearest amount that reaches the next threshold when everything is worked out with it: a reduction that is reached on the
 * way may take the rest below the threshold again, and then a little more is missing.
 */
function missingFor(
  one: Threshold,
  input: StepInput,
  now: WorkedOut,
): { missing: number; then: WorkedOut } | undefined {
  const pieces = now.before.get(one.kind);
  const { touched, amount } = eligibleOf({ ...input, pieces: pieces ?? [] }, one);
  const [like] = touched;
  const goal = goalOf(one, amount);
  if (like === undefined || amount >= goal) return undefined;
  let missing = goal - amount;
  for (let tried = 0; tried < mostTried; tried += 1) {
    const more: Piece = { line: -1, product: like.product, variantId: '', amount: missing, deposit: 0, taken: [] };
    const then = workOut({ ...input, pieces: [...input.pieces, more] });
    const reached = eligibleOf({ ...input, pieces: then.before.get(one.kind) ?? [] }, one).amount;
    if (reached >= goal) return { missing, then };
    missing += goal - reached;
  }
  return undefined;
}

/** Each new attempt adds what a reduction took away; more than a few are never needed. */
const mostTried = 6;

function goalOf(one: Threshold, amount: number): number {
  if (one.kind === 'coupon') return one.rule.coupon.thresholdFen;
  if (one.kind === 'gift' || !one.rule.repeat) return one.rule.thresholdFen;
  return (Math.floor(amount / one.rule.thresholdFen) + 1) * one.rule.thresholdFen;
}

function savedBy(steps: readonly QuoteStep[], kind?: PromotionKind): number {
  return steps.reduce((sum, step) => sum + (kind === undefined || step.kind === kind ? step.saved : 0), 0);
}

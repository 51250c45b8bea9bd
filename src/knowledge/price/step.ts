import type { Stacking } from '../types.ts';
import type { Piece } from './pieces.ts';
import type { PricedPromotion } from './promotion-rule.ts';
import type { Basket, QuoteStep } from './quote-basket.ts';

/** What one step sees of the calculation. */
export type StepInput = {
  pieces: readonly Piece[];
  running: readonly PricedPromotion[];
  basket: Basket;
  stacking: Stacking;
};
export type StepOutcome = { pieces: readonly Piece[]; steps: readonly QuoteStep[] };

/** A percent of an amount, rounded half up to the minor unit. */
export function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + 50) / 100);
}

/** What each promotion took off, with what is left after it. */
export function stepsOf(saved: ReadonlyMap<PricedPromotion, number>, before: readonly Piece[]): readonly QuoteStep[] {
  let rest = before.reduce((sum, piece) => sum + piece.amount, 0);
  return [...saved]
    .filter(([, amount]) => amount > 0)
    .map(([{ kind, promotion }, amount]) => {
      rest -= amount;
      return { kind, promotionId: promotion.id, title: promotion.title, saved: amount, rest };
    });
}

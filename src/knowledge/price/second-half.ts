import { mayTake, openAmount, type Piece } from './pieces.ts';
import type { PricedPromotion } from './promotion-rule.ts';
import { percentOf, type StepInput, type StepOutcome, stepsOf } from './step.ts';

/**
 * Pieces of one product by price, dearest first, in pairs: the second of each pair pays the percent. Of several such promotions
 * a product takes the one that saves most. A deposit is paid in full.
 */
export function applySecondHalf(input: StepInput): StepOutcome {
  const offers = input.running.filter((one) => one.kind === 'second-half');
  if (offers.length === 0) return { pieces: input.pieces, steps: [] };
  const saved = new Map<PricedPromotion, number>();
  const changed = new Map<Piece, Piece>();
  for (const productId of new Set(input.pieces.map((piece) => piece.product.productId))) {
    const own = input.pieces.filter((piece) => piece.product.productId === productId);
    const best = offers
      .map((offer) => pairsUnder(offer, own, input))
      .filter((one) => one.saved > 0)
      .toSorted((first, second) => second.saved - first.saved)[0];
    if (best === undefined) continue;
    saved.set(best.offer, (saved.get(best.offer) ?? 0) + best.saved);
    for (const { piece, off } of best.pieces) {
      const taken = [...piece.taken, best.offer.promotion];
      changed.set(piece, { ...piece, amount: piece.amount - off, taken });
    }
  }
  return { pieces: input.pieces.map((piece) => changed.get(piece) ?? piece), steps: stepsOf(saved, input.pieces) };
}

type SecondHalf = PricedPromotion & { kind: 'second-half' };

/** The pieces of one product that a promotion pairs, with what each saves. */
function pairsUnder(offer: SecondHalf, own: readonly Piece[], input: StepInput) {
  const row = own
    .filter((piece) => mayTake(piece, offer.promotion, input.stacking))
    .toSorted((first, second) => openAmount(second) - openAmount(first));
  const pieces = row.slice(0, row.length - (row.length % 2)).map((piece, index) => ({
    piece,
    off: index % 2 === 0 ? 0 : openAmount(piece) - percentOf(openAmount(piece), offer.rule.secondPercent),
  }));
  return { offer, pieces, saved: pieces.reduce((sum, one) => sum + one.off, 0) };
}

import type { PromotionKind } from '../types.ts';
import { mayTake, openAmount, type Piece, spread, sumOf } from './pieces.ts';
import type { PricedPromotion } from './promotion-rule.ts';
import type { Basket } from './quote-basket.ts';
import { applySecondHalf } from './second-half.ts';
import { percentOf, type StepInput, type StepOutcome, stepsOf } from './step.ts';

/**
 * Applies the running promotions of one kind: of all that a piece or the basket may take, what takes most off, of equal ones
 * the first. Gifts change no amount and are looked at in the end.
 */
export function stepOf(kind: PromotionKind, input: StepInput): StepOutcome {
  return kind === 'gift' ? { pieces: input.pieces, steps: [] } : stepTable[kind](input);
}

/** What a full reduction takes off an amount: once, or once for each time the threshold is reached. */
export function reductionAt(
  rule: { thresholdFen: number; reductionFen: number; repeat?: boolean },
  amount: number,
): number {
  if (amount < rule.thresholdFen) return 0;
  const times = rule.repeat === true ? Math.floor(amount / rule.thresholdFen) : 1;
  return Math.min(rule.reductionFen * times, amount);
}

/** Coupons that this basket may use: claimable by anybody, or named by their codes; new customers' coupons only for them. */
export function couponsFor(
  basket: Basket,
  running: readonly PricedPromotion[],
): readonly (PricedPromotion & { kind: 'coupon' })[] {
  return running
    .filter((one) => one.kind === 'coupon')
    .filter(({ rule: { coupon } }) => !coupon.newCustomersOnly || basket.isNewCustomer === true)
    .filter(({ rule: { coupon } }) => {
      if (basket.coupons === 'none') return false;
      return basket.coupons === 'claimable' || basket.coupons.includes(coupon.code);
    });
}

const stepTable: Record<Exclude<PromotionKind, 'gift'>, (input: StepInput) => StepOutcome> = {
  'flash-price': (input) =>
    eachPiece(input, 'flash-price', (piece, { kind, rule }) =>
      kind === 'flash-price'
        ? Math.max(rule.flashPrices[piece.variantId] ?? piece.amount, piece.deposit)
        : piece.amount,
    ),
  'presale-deposit': applyPresale,
  'member-discount': (input) =>
    eachPiece(input, 'member-discount', (piece, { kind, rule }) =>
      kind === 'member-discount'
        ? piece.deposit + percentOf(openAmount(piece), rule.percentByLevel[input.basket.memberLevel ?? ''] ?? 100)
        : piece.amount,
    ),
  'second-half': applySecondHalf,
  'full-reduction': applyFullReduction,
  coupon: applyCoupons,
};

/** Each piece takes the promotion of this kind that makes it cheapest. */
function eachPiece(
  input: StepInput,
  kind: PromotionKind,
  price: (piece: Piece, promotion: PricedPromotion) => number,
): StepOutcome {
  const candidates = input.running.filter((one) => one.kind === kind);
  if (candidates.length === 0) return { pieces: input.pieces, steps: [] };
  const saved = new Map<PricedPromotion, number>();
  const pieces = input.pieces.map((piece) => {
    const best = candidates
      .filter(({ promotion }) => mayTake(piece, promotion, input.stacking))
      .map((promotion) => ({ promotion, amount: price(piece, promotion) }))
      .filter((one) => one.amount < piece.amount)
      .toSorted((first, second) => first.amount - second.amount)[0];
    if (best === undefined) return piece;
    saved.set(best.promotion, (saved.get(best.promotion) ?? 0) + piece.amount - best.amount);
    return { ...piece, amount: best.amount, taken: [...piece.taken, best.promotion.promotion] };
  });
  return { pieces, steps: stepsOf(saved, input.pieces) };
}

/** A deposit counts for more than itself; the rest of the price is the tail payment, on which a coupon may be used. */
function applyPresale(input: StepInput): StepOutcome {
  const presales = input.running.filter((one) => one.kind === 'presale-deposit');
  if (presales.length === 0) return { pieces: input.pieces, steps: [] };
  const saved = new Map<PricedPromotion, number>();
  const pieces = input.pieces.map((piece) => {
    const best = presales
      .filter(({ promotion }) => mayTake(piece, promotion, input.stacking))
      .map((one) => ({ one, bonus: Math.min(one.rule.worthFen, openAmount(piece)) - one.rule.depositFen }))
      .filter(({ bonus }) => bonus >= 0)
      .toSorted((first, second) => second.bonus - first.bonus)[0];
    if (best === undefined) return piece;
    saved.set(best.one, (saved.get(best.one) ?? 0) + best.bonus);
    return {
      ...piece,
      amount: piece.amount - best.bonus,
      deposit: piece.deposit + best.one.rule.depositFen,
      taken: [...piece.taken, best.one.promotion],
    };
  });
  return { pieces, steps: stepsOf(saved, input.pieces) };
}

/** Of all full reductions the one that takes most off; they never add up. */
function applyFullReduction(input: StepInput): StepOutcome {
  const best = input.running
    .flatMap((one) => (one.kind === 'full-reduction' ? [{ one, ...eligibleOf(input, one) }] : []))
    .map((candidate) => ({ ...candidate, reduction: reductionAt(candidate.one.rule, candidate.amount) }))
    .filter((candidate) => candidate.reduction > 0)
    .toSorted((first, second) => second.reduction - first.reduction)[0];
  return best === undefined ? { pieces: input.pieces, steps: [] } : taken(input.pieces, best);
}

/**
 * As many coupons as an order may use, one after the other, in the choice and order that save most: the largest first is not
 * always the best, as it may take the next one below its threshold.
 */
function applyCoupons(input: StepInput): StepOutcome {
  let best: StepOutcome & { saved: number } = { pieces: input.pieces, steps: [], saved: 0 };
  let tries = 0;
  const tryOn = (here: typeof best, open: readonly (PricedPromotion & { kind: 'coupon' })[], room: number): void => {
    if (here.saved > best.saved) best = here;
    if (room <= 0) return;
    for (const one of open) {
      if (tries >= mostTries) return;
      tries += 1;
      const candidate = { one, ...eligibleOf({ ...input, pieces: here.pieces }, one) };
      const reduction = reductionAt(one.rule.coupon, candidate.amount);
      if (reduction === 0) continue;
      const next = taken(here.pieces, { ...candidate, reduction });
      tryOn(
        { pieces: next.pieces, steps: [...here.steps, ...next.steps], saved: here.saved + reduction },
        open.filter((other) => other !== one),
        room - 1,
      );
    }
  };
  tryOn(best, couponsFor(input.basket, input.running), input.stacking.maxCoupons);
  return { pieces: best.pieces, steps: best.steps };
}

/** A shop with dozens of stackable coupons gets the best of this many choices. */
const mostTries = 20_000;

function taken(
  pieces: readonly Piece[],
  { one, touched, reduction }: { one: PricedPromotion; touched: ReadonlySet<Piece>; reduction: number },
): StepOutcome {
  return {
    pieces: spread(pieces, touched, reduction, one.promotion),
    steps: stepsOf(new Map([[one, reduction]]), pieces),
  };
}

/** The pieces a promotion may touch and what they cost now. */
export function eligibleOf(
  input: Pick<StepInput, 'pieces' | 'stacking'>,
  one: PricedPromotion,
): { touched: ReadonlySet<Piece>; amount: number } {
  const touched = input.pieces.filter(
    (piece) => openAmount(piece) > 0 && mayTake(piece, one.promotion, input.stacking),
  );
  return { touched: new Set(touched), amount: sumOf(touched) };
}

import type { PromotionKind, Stacking } from '../types.ts';
import { mayTake, openAmount, type Piece, spread, sumOf } from './pieces.ts';
import type { PricedPromotion } from './promotion-rule.ts';
import type { Basket, QuoteStep } from './quote-basket.ts';

/** What one step sees of the calculation. */
export type StepInput = {
  pieces: readonly Piece[];
  running: readonly PricedPromotion[];
  basket: Basket;
  stacking: Stacking;
};
type StepOutcome = { pieces: readonly Piece[]; steps: readonly QuoteStep[] };

/** Applies the running promotions of one kind; gifts change no amount and are looked at in the end. */
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
      kind === 'flash-price' ? Math.min(rule.flashPrices[piece.variantId] ?? piece.amount, piece.amount) : piece.amount,
    ),
  'presale-deposit': applyPresale,
  'member-discount': (input) =>
    eachPiece(input, 'member-discount', (piece, { kind, rule }) =>
      kind === 'member-discount'
        ? percentOf(piece.amount, rule.percentByLevel[input.basket.memberLevel ?? ''] ?? 100)
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
  const saved = new Map<PricedPromotion, number>();
  const pieces = input.pieces.map((piece) => {
    const best = candidates
      .filter(({ promotion }) => mayTake(piece, promotion, input.stacking))
      .map((promotion) => ({ promotion, amount: price(piece, promotion) }))
      .filter((one) => one.amount < piece.amount)
      .toSorted((first, second) => first.amount - second.amount)[0];
    if (best === undefined) return piece;
    saved.set(best.promotion, (saved.get(best.promotion) ?? 0) + piece.amount - best.amount);
    return { ...piece, amount: best.amount, taken: [...piece.taken, kind] };
  });
  return { pieces, steps: stepsOf(saved, input.pieces) };
}

/** A deposit counts for more than itself; the rest of the price is the tail payment, on which a coupon may be used. */
function applyPresale(input: StepInput): StepOutcome {
  const saved = new Map<PricedPromotion, number>();
  const pieces = input.pieces.map((piece) => {
    const found = input.running.find(
      (one) => one.kind === 'presale-deposit' && mayTake(piece, one.promotion, input.stacking),
    );
    if (found?.kind !== 'presale-deposit') return piece;
    const bonus = Math.min(found.rule.worthFen - found.rule.depositFen, piece.amount - found.rule.depositFen);
    if (bonus < 0) return piece;
    saved.set(found, (saved.get(found) ?? 0) + bonus);
    return {
      ...piece,
      amount: piece.amount - bonus,
      deposit: found.rule.depositFen,
      taken: [...piece.taken, 'presale-deposit' as const],
    };
  });
  return { pieces, steps: stepsOf(saved, input.pieces) };
}

/** Pieces of one product by price, dearest first, in pairs: the second of each pair pays the percent. */
function applySecondHalf(input: StepInput): StepOutcome {
  const saved = new Map<PricedPromotion, number>();
  let pieces = input.pieces;
  for (const found of input.running) {
    if (found.kind !== 'second-half') continue;
    const eligible = pieces.filter((piece) => mayTake(piece, found.promotion, input.stacking));
    const products = new Set(eligible.map((piece) => piece.product));
    const pairs = [...products].flatMap((product) => inPairs(eligible.filter((piece) => piece.product === product)));
    const halved = new Set(pairs.map(([, cheaper]) => cheaper));
    const paired = new Set(pairs.flat());
    saved.set(
      found,
      [...halved].reduce((sum, piece) => sum + piece.amount - percentOf(piece.amount, found.rule.secondPercent), 0),
    );
    pieces = pieces.map((piece) => {
      if (!paired.has(piece)) return piece;
      const amount = halved.has(piece) ? percentOf(piece.amount, found.rule.secondPercent) : piece.amount;
      return { ...piece, amount, taken: [...piece.taken, 'second-half' as const] };
    });
  }
  return { pieces, steps: stepsOf(saved, input.pieces) };
}

function inPairs(pieces: readonly Piece[]): readonly (readonly [Piece, Piece])[] {
  const sorted = pieces.toSorted((first, second) => second.amount - first.amount);
  return sorted.flatMap((piece, index) => {
    const next = sorted[index + 1];
    return index % 2 === 0 && next !== undefined ? [[piece, next] as const] : [];
  });
}

/** Of all full reductions the one that takes most off; they never add up. */
function applyFullReduction(input: StepInput): StepOutcome {
  const best = input.running
    .flatMap((one) => (one.kind === 'full-reduction' ? [{ one, ...eligibleOf(input, one) }] : []))
    .map((candidate) => ({ ...candidate, reduction: reductionAt(candidate.one.rule, candidate.amount) }))
    .filter((candidate) => candidate.reduction > 0)
    .toSorted((first, second) => second.reduction - first.reduction)[0];
  if (best === undefined) return { pieces: input.pieces, steps: [] };
  return {
    pieces: spread(input.pieces, best.touched, best.reduction, 'full-reduction'),
    steps: stepsOf(new Map([[best.one, best.reduction]]), input.pieces),
  };
}

/** The best coupons one after the other, as many as an order may use. */
function applyCoupons(input: StepInput): StepOutcome {
  let { pieces } = input;
  let steps: readonly QuoteStep[] = [];
  let open = couponsFor(input.basket, input.running);
  for (let used = 0; used < input.stacking.maxCoupons; used += 1) {
    const best = open
      .map((one) => ({ one, ...eligibleOf({ ...input, pieces }, one) }))
      .map((candidate) => ({ ...candidate, reduction: reductionAt(candidate.one.rule.coupon, candidate.amount) }))
      .filter((candidate) => candidate.reduction > 0)
      .toSorted((first, second) => second.reduction - first.reduction)[0];
    if (best === undefined) break;
    steps = [...steps, ...stepsOf(new Map([[best.one, best.reduction]]), pieces)];
    pieces = spread(pieces, best.touched, best.reduction, 'coupon');
    open = open.filter((one) => one !== best.one);
  }
  return { pieces, steps };
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

/** A percent of an amount, rounded half up to the minor unit. */
function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + 50) / 100);
}

function stepsOf(saved: ReadonlyMap<PricedPromotion, number>, before: readonly Piece[]): readonly QuoteStep[] {
  let rest = before.reduce((sum, piece) => sum + piece.amount, 0);
  return [...saved]
    .filter(([, amount]) => amount > 0)
    .map(([{ kind, promotion }, amount]) => {
      rest -= amount;
      return { kind, promotionId: promotion.id, title: promotion.title, saved: amount, rest };
    });
}

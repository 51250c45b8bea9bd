import type { Product } from '../../commerce/index.ts';
import type { Promotion, PromotionKind, Stacking } from '../types.ts';
import { isInScope } from './promotion-rule.ts';

/** One piece of one basket line while promotions are applied to it. Amounts in minor units. */
export type Piece = {
  line: number;
  product: Product;
  variantId: string;
  /** What is paid for this piece after the steps so far. */
  amount: number;
  /** Part of `amount` that was or is paid in advance and takes no further reduction. */
  deposit: number;
  /** Promotions that this piece has taken. */
  taken: readonly Promotion[];
};

/** What later thresholds and reductions see of a piece. */
export function openAmount(piece: Piece): number {
  return piece.amount - piece.deposit;
}

export function sumOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + openAmount(piece), 0);
}

/** May this promotion touch this piece: in scope, and it and everything that the piece has taken allow each other. */
export function mayTake(piece: Piece, promotion: Promotion, stacking: Stacking): boolean {
  return (
    isInScope(promotion.scope, piece.product) &&
    piece.taken.every(
      (taken) =>
        promotion.stacksWith.includes(taken.kind) &&
        taken.stacksWith.includes(promotion.kind) &&
        !isExclusive(stacking, taken.kind, promotion.kind),
    )
  );
}

/**
 * Takes a reduction off the pieces in proportion to their amounts, exact to the minor unit: rounded down, and what is
 * left goes to the largest remainders, earlier pieces first.
 */
export function spread(
  pieces: readonly Piece[],
  touched: ReadonlySet<Piece>,
  reduction: number,
  promotion: Promotion,
): readonly Piece[] {
  const whole = pieces.filter((piece) => touched.has(piece));
  const total = sumOf(whole);
  if (total === 0 || reduction === 0) return pieces;
  const shares = whole.map((piece) => {
    const product = BigInt(reduction) * BigInt(openAmount(piece));
    return { piece, share: Number(product / BigInt(total)), remainder: Number(product % BigInt(total)) };
  });
  const left = reduction - shares.reduce((sum, one) => sum + one.share, 0);
  const lucky = new Set(
    shares
      .toSorted((first, second) => second.remainder - first.remainder)
      .slice(0, left)
      .map((one) => one.piece),
  );
  const shareOf = new Map(shares.map((one) => [one.piece, one.share + (lucky.has(one.piece) ? 1 : 0)]));
  return pieces.map((piece) => {
    const share = shareOf.get(piece);
    return share === undefined ? piece : { ...piece, amount: piece.amount - share, taken: [...piece.taken, promotion] };
  });
}

function isExclusive(stacking: Stacking, first: PromotionKind, second: PromotionKind): boolean {
  return stacking.exclusive.some(
    ([one, other]) => (one === first && other === second) || (one === second && other === first),
  );
}

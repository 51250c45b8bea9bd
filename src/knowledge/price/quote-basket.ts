import type { LocalizedText, Product } from '../../commerce/index.ts';
import type { PromotionKind, Stacking } from '../types.ts';
import { isValidAt } from '../validity.ts';
import { isThresholdKind, type NextStep, nextSteps } from './next-steps.ts';
import { openAmount, type Piece } from './pieces.ts';
import type { PricedPromotion } from './promotion-rule.ts';
import { stepOf } from './steps.ts';

/** What somebody wants to buy, and who they are as far as prices depend on it. */
export type Basket = {
  lines: readonly { product: Product; variantId: string; quantity: number }[];
  memberLevel?: string;
  isNewCustomer?: boolean;
  /** Codes of the coupons to try; `claimable` are those that anybody may fetch now. */
  coupons: 'none' | 'claimable' | readonly string[];
};

/** One step of the calculation: what a promotion took off the basket. Amounts in minor units. */
export type QuoteStep = { kind: PromotionKind; promotionId: string; title: LocalizedText; saved: number; rest: number };

export type Quote = {
  lines: readonly { variantId: string; quantity: number; listAmount: number; amount: number }[];
  listTotal: number;
  /** In the order of the shop's stacking rule; without the steps that saved nothing. */
  steps: readonly QuoteStep[];
  /** All that is to be paid for the goods, deposits included, freight not. */
  total: number;
  /** Part of `total` that is paid as a pre-sale deposit. */
  deposit: number;
  gifts: readonly { promotionId: string; name: LocalizedText; quantity: number }[];
  /** What a little more would bring, nearest first. */
  next: readonly NextStep[];
};

/**
 * What a basket costs at a moment: promotions that run at `asOf`, in the shop's order, under its stacking rule.
 * Of promotions that would save the same the shop's priority decides, then the order in which they are listed.
 * Pure; promotions that ended or have not begun do not exist here. Unknown variants throw nothing and cost nothing.
 */
export function quoteBasket(
  basket: Basket,
  promotions: readonly PricedPromotion[],
  stacking: Stacking,
  asOf: Date,
): Quote {
  const running = promotions
    .filter(({ promotion }) => isValidAt(promotion, asOf))
    .toSorted((first, second) => first.promotion.priority - second.promotion.priority);
  const start = piecesOf(basket);
  let pieces: readonly Piece[] = start;
  let beforeThresholds: readonly Piece[] | undefined;
  let steps: readonly QuoteStep[] = [];
  for (const kind of stacking.order) {
    if (isThresholdKind(kind)) beforeThresholds ??= pieces;
    const outcome = stepOf(kind, { pieces, running, basket, stacking });
    pieces = outcome.pieces;
    steps = [...steps, ...outcome.steps];
  }
  return {
    lines: basket.lines.map((line, index) => ({
      variantId: line.variantId,
      quantity: line.quantity,
      listAmount: amountOf(start.filter((piece) => piece.line === index)),
      amount: amountOf(pieces.filter((piece) => piece.line === index)),
    })),
    listTotal: amountOf(start),
    steps,
    total: amountOf(pieces),
    deposit: pieces.reduce((sum, piece) => sum + piece.deposit, 0),
    ...nextSteps({ pieces: beforeThresholds ?? pieces, running, basket, stacking }),
  };
}

/** The price rule of a shop that says nothing about stacking. */
export const plainStacking: Stacking = {
  order: ['flash-price', 'presale-deposit', 'member-discount', 'second-half', 'full-reduction', 'coupon', 'gift'],
  exclusive: [],
  maxCoupons: 1,
  text: { 'zh-CN': '', 'zh-TW': '', en: '' },
};

function piecesOf(basket: Basket): readonly Piece[] {
  return basket.lines.flatMap((line, index) => {
    const variant = line.product.variants.find((one) => one.variantId === line.variantId);
    if (variant === undefined) return [];
    const piece: Piece = {
      line: index,
      product: line.product,
      variantId: line.variantId,
      amount: variant.price,
      deposit: 0,
      taken: [],
    };
    return Array.from({ length: line.quantity }, () => ({ ...piece }));
  });
}

function amountOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + openAmount(piece) + piece.deposit, 0);
}

import { isFinal } from '../case-machine.ts';
import type { AfterSalesCase, Order, OrderLine } from '../types.ts';
import { piecesGoneBack } from './plan-refund.ts';

/** How many applications an order may see; the reference platform allows five for each line. */
export type CaseLimits = { perLine: number; runningPerOrder: number };

/** Goods of these cases are back, on their way back, or paid without coming back. */
const takesPieces: ReadonlySet<string> = new Set(['refund', 'return', 'exchange', 'repair', 'reship']);

/** Pieces of a line for which nothing runs and that were not paid back; a finished exchange or repair gives its pieces free. */
export function freePieces(order: Order, line: OrderLine, cases: readonly AfterSalesCase[]): number {
  const taken = piecesGoneBack(order, cases, (one) => {
    if (!takesPieces.has(one.kind)) return false;
    return !isFinal(one.state) || (one.state === 'success' && (one.kind === 'refund' || one.kind === 'return'));
  });
  return Math.max(0, line.quantity - (taken.get(line.lineId) ?? 0));
}

/** Pieces that were paid back or are about to be, by line: what the next refund has to count from. */
export function paidBackPieces(order: Order, cases: readonly AfterSalesCase[]): Map<string, number> {
  return piecesGoneBack(order, cases, (one) => {
    const isRefund = one.kind === 'refund' || one.kind === 'return';
    const isReplaced = one.history.some((entry) => entry.state === 'refunding');
    return (
      (isRefund || (one.kind !== 'price-protection' && isReplaced)) && (!isFinal(one.state) || one.state === 'success')
    );
  });
}

/** The limit that one more case for a line would break, if any. */
export function brokenLimit(
  order: Order,
  line: OrderLine,
  cases: readonly AfterSalesCase[],
  limits: CaseLimits,
): 'per-line' | 'running' | undefined {
  const ofOrder = cases.filter((one) => one.orderId === order.orderId && one.kind !== 'invoice');
  if (ofOrder.filter((one) => one.lineIds.includes(line.lineId)).length >= limits.perLine) return 'per-line';
  if (ofOrder.filter((one) => !isFinal(one.state)).length >= limits.runningPerOrder) return 'running';
  return undefined;
}

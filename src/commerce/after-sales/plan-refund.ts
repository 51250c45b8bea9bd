import type { AfterSalesCase, GiveBack, Order, OrderLine, PaymentEntry } from '../types.ts';
import { allocate, pieces } from './allocate.ts';

/** Pieces of a line. */
export type Pieces = { lineId: string; quantity: number };

/** What goes back for some pieces of an order. */
export type RefundPlan = {
  /** Minor units of money, goods and freight. */
  amount: number;
  freight: number;
  /** Money for each wanted line, in their order. */
  perLine: readonly number[];
  giveBack: GiveBack;
};

/**
 * What pieces of an order were paid with: their price less their part of every discount, the points spent on them and earned
 * by them, and the coupons of which nothing is used any more. `before` are pieces that have gone back already. Freight goes
 * back only with the last pieces, where `withFreight` says so. Pure.
 */
export function planRefund(
  order: Order,
  wanted: readonly Pieces[],
  { before, withFreight }: { before: ReadonlyMap<string, number>; withFreight: boolean },
): RefundPlan {
  const net = netOfLines(order);
  const spent = pointsOfLines(order);
  const earned = allocate(order.pointsEarned ?? 0, order.lines.map(priceOf));
  const part = (amounts: readonly number[], { lineId, quantity }: Pieces) => {
    const index = order.lines.findIndex((line) => line.lineId === lineId);
    const line = order.lines[index];
    if (line === undefined) return 0;
    return pieces(amounts[index] ?? 0, { before: before.get(lineId) ?? 0, quantity, of: line.quantity });
  };
  const sumOf = (amounts: readonly number[]) => wanted.reduce((sum, one) => sum + part(amounts, one), 0);
  const after = addPieces(before, wanted);
  const isAll = order.lines.every((line) => (after.get(line.lineId) ?? 0) >= line.quantity);
  const freight = withFreight && isAll ? order.freight : 0;
  return {
    amount: sumOf(net) + freight,
    freight,
    perLine: wanted.map((one) => part(net, one)),
    giveBack: { points: sumOf(spent), pointsTaken: sumOf(earned), coupons: freedCoupons(order, before, after) },
  };
}

/** Pieces that are spoken for by cases that pay or will pay for goods: running ones, and those that ended well. */
export function piecesGoneBack(
  order: Pick<Order, 'orderId' | 'lines'>,
  cases: readonly AfterSalesCase[],
  counts: (one: AfterSalesCase) => boolean,
): Map<string, number> {
  let gone = new Map<string, number>();
  for (const one of cases) {
    if (one.orderId !== order.orderId || !counts(one)) continue;
    gone = addPieces(gone, piecesOf(order, one));
  }
  return gone;
}

/** The pieces that a case is about. */
export function piecesOf(order: Pick<Order, 'lines'>, one: Pick<AfterSalesCase, 'lineIds' | 'quantities'>): Pieces[] {
  return one.lineIds.map((lineId) => ({
    lineId,
    quantity: one.quantities?.[lineId] ?? order.lines.find((line) => line.lineId === lineId)?.quantity ?? 1,
  }));
}

/**
 * Refund entries for an amount: to the ways it was paid, in proportion to what is left on each, never more on one than was
 * paid with it. Less than asked for where less is left. Pure.
 */
export function splitRefund(payments: readonly PaymentEntry[], amount: number, at: Date): PaymentEntry[] {
  const left = balances(payments);
  const methods = [...left.keys()];
  const total = [...left.values()].reduce((sum, one) => sum + one, 0);
  const parts = allocate(Math.min(amount, total), [...left.values()]);
  return methods.flatMap((methodId, index) => {
    const part = parts[index] ?? 0;
    return part > 0 ? [{ kind: 'refund' as const, amount: part, methodId, at: at.toISOString() }] : [];
  });
}

/** What is left of what was paid, by way of payment; ways with nothing left are not named. */
export function balances(payments: readonly PaymentEntry[]): Map<string, number> {
  const left = new Map<string, number>();
  for (const { kind, amount, methodId } of payments) {
    left.set(methodId, (left.get(methodId) ?? 0) + (kind === 'payment' ? amount : -amount));
  }
  return new Map([...left].filter(([, amount]) => amount > 0));
}

/** What each line was paid with after its part of every discount; the sum is the price of the goods. */
export function netOfLines(order: Pick<Order, 'lines' | 'discounts'>): number[] {
  const net = order.lines.map(priceOf);
  for (const discount of order.discounts ?? []) {
    // By what is left of each line, so that no line falls below nothing.
    const weights = order.lines.map((line, index) => (isFor(discount, line) ? (net[index] ?? 0) : 0));
    const most = weights.reduce((sum, one) => sum + one, 0);
    allocate(Math.min(discount.amount, most), weights).forEach((part, index) => {
      net[index] = (net[index] ?? 0) - part;
    });
  }
  return net;
}

function pointsOfLines(order: Pick<Order, 'lines' | 'discounts'>): number[] {
  const points = order.lines.map(() => 0);
  for (const discount of order.discounts ?? []) {
    const weights = order.lines.map((line) => (isFor(discount, line) ? priceOf(line) : 0));
    allocate(discount.points ?? 0, weights).forEach((part, index) => {
      points[index] = (points[index] ?? 0) + part;
    });
  }
  return points;
}

/** Coupons for whose lines everything has now gone back, and had not before. */
function freedCoupons(
  order: Pick<Order, 'lines' | 'discounts'>,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string[] {
  const isFreed = (lines: readonly OrderLine[], gone: ReadonlyMap<string, number>) =>
    lines.length > 0 && lines.every((line) => (gone.get(line.lineId) ?? 0) >= line.quantity);
  return (order.discounts ?? []).flatMap((discount) => {
    const lines = order.lines.filter((line) => isFor(discount, line));
    return discount.kind === 'coupon' && isFreed(lines, after) && !isFreed(lines, before) ? [discount.discountId] : [];
  });
}

function isFor(discount: { lineIds?: readonly string[] }, line: OrderLine): boolean {
  return discount.lineIds === undefined || discount.lineIds.includes(line.lineId);
}

function addPieces(gone: ReadonlyMap<string, number>, more: readonly Pieces[]): Map<string, number> {
  const sum = new Map(gone);
  for (const { lineId, quantity } of more) sum.set(lineId, (sum.get(lineId) ?? 0) + quantity);
  return sum;
}

function priceOf(line: OrderLine): number {
  return line.unitPrice * line.quantity;
}

import type { Advanced } from '../../after-sales/case-effects.ts';
import { piecesOf } from '../../after-sales/plan-refund.ts';
import { isFinal, paidBalance, settle } from '../../case-machine.ts';
import {
  type AfterSalesCase,
  type CaseEffect,
  type GiveBack,
  type Order,
  type OrderLine,
  orderStatuses,
  type PaymentEntry,
  type StoreCustomer,
} from '../../types.ts';
import type { HostedEffect, HostedSituation, StockMove } from './hosted-situation.ts';

/** What a hosted shop does because of a case: stock, money, points, and the order's own state. Pure. */
export function caseEffect(
  situation: HostedSituation,
  { case: one, effects }: Advanced,
  { isOpening = false }: { isOpening?: boolean } = {},
): HostedEffect {
  const { order, customer, now } = situation;
  if (order === undefined) return { case: one };
  const settled = effects.includes('refund') ? settle(order, one, now) : order;
  const refunds = settled.payments.slice(order.payments.length);
  const credited = effects.includes('refund') ? credit(customer, refunds, one.giveBack) : customer;
  const sent =
    effects.includes('send-replacement') && one.kind === 'exchange' ? replaced(situation, settled, one) : settled;
  const changed = isOpening ? sent : statusAfter(situation, sent, one);
  const stock = effects.flatMap((effect) => movesFor(effect, order, one));
  return {
    case: one,
    ...(isOpening || changed !== order ? { order: changed } : {}),
    ...(credited === customer ? {} : { customer: credited }),
    ...(stock.length > 0 ? { stock } : {}),
  };
}

/** The customer with refunds on gift cards and balances, with points given and taken back, and with coupons again. */
export function credit(customer: StoreCustomer, refunds: readonly PaymentEntry[], giveBack?: GiveBack): StoreCustomer {
  const paymentMethods = customer.paymentMethods.map((method) => {
    const back = refunds.filter((one) => one.methodId === method.methodId).reduce((sum, one) => sum + one.amount, 0);
    return method.balance === undefined || back === 0 ? method : { ...method, balance: method.balance + back };
  });
  const points = (giveBack?.points ?? 0) - (giveBack?.pointsTaken ?? 0);
  const coupons = giveBack?.coupons ?? [];
  const isSame = paymentMethods.every((method, index) => method === customer.paymentMethods[index]);
  if (isSame && points === 0 && coupons.length === 0) return customer;
  return {
    ...customer,
    paymentMethods,
    ...(points === 0 ? {} : { points: (customer.points ?? 0) + points }),
    ...(coupons.length === 0 ? {} : { coupons: [...(customer.coupons ?? []), ...coupons] }),
  };
}

/** Pieces of an order's lines that go back into stock, for example when it is cancelled. */
export function backInStock(lines: readonly OrderLine[]): StockMove[] {
  return lines.map(({ productId, variantId, quantity }) => ({ productId, variantId, by: quantity }));
}

function movesFor(effect: CaseEffect, order: Order, one: AfterSalesCase): StockMove[] {
  const sign = effect === 'reserve-replacement' ? -1 : effect === 'release-replacement' || effect === 'restock' ? 1 : 0;
  if (sign === 0) return [];
  const wanted = (one.details.newVariantIds ?? '').split(',');
  return piecesOf(order, one).flatMap(({ lineId, quantity }, index) => {
    const line = order.lines.find((each) => each.lineId === lineId);
    const variantId = effect === 'restock' || one.kind === 'reship' ? line?.variantId : wanted[index];
    if (line === undefined || variantId === undefined || variantId === '') return [];
    return [{ productId: line.productId, variantId, by: sign * quantity }];
  });
}

/** The order with the variants that the customer now has; a line of which only some pieces were exchanged stays as it is. */
function replaced({ findProduct }: HostedSituation, order: Order, one: AfterSalesCase): Order {
  const wanted = (one.details.newVariantIds ?? '').split(',');
  const lines = order.lines.map((line) => {
    const variantId = wanted[one.lineIds.indexOf(line.lineId)];
    const variant = findProduct(line.productId)?.variants.find((each) => each.variantId === variantId);
    const isWhole = (one.quantities?.[line.lineId] ?? line.quantity) === line.quantity;
    if (!one.lineIds.includes(line.lineId) || variant === undefined || !isWhole) return line;
    return { ...line, variantId: variant.variantId, options: variant.options };
  });
  return { ...order, lines };
}

/** An order that waits for a return is what it was before, unless another case still runs; one that is all paid back is closed. */
function statusAfter({ cases }: HostedSituation, order: Order, one: AfterSalesCase): Order {
  if (!isFinal(one.state)) return order;
  const isAllBack = one.kind === 'refund' && one.state === 'success' && paidBalance(order) === 0;
  if (isAllBack) return { ...order, status: 'cancelled', statusText: '已退款，交易关闭' };
  const isMarked = order.status === 'return-requested' || order.status === 'exchange-requested';
  const isBusy = cases.some(
    (each) => each.orderId === order.orderId && each.caseId !== one.caseId && !isFinal(each.state),
  );
  const before = orderStatuses.find((status) => status === one.details.statusBefore);
  if (!isMarked || isBusy || before === undefined || before === order.status) return order;
  return { ...order, status: before, statusText: statusTexts[before] ?? order.statusText };
}

const statusTexts: Readonly<Record<string, string>> = { delivered: '已签收', completed: '交易完成', shipped: '已发货' };

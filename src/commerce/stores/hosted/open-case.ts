import { isFinal, type NewCase, openCase, takeStep } from '../../case-machine.ts';
import { dayFact } from '../../facts.ts';
import { dayOf, lastDayAfter } from '../../policy/shop-days.ts';
import type { AfterSalesCase, CaseKind, Order, OrderLine, OrderStatus } from '../../types.ts';
import { type Refused, refused, type VerdictParameters } from '../../verdict-keys.ts';
import { deliveredAt, type HostedEffect, itemOf, type OwnOrder, runningCase } from './hosted-situation.ts';

/** What all rules after the sale share: whether a line is free, in its period and returnable, and opening its case. Pure. */

type Wanted = {
  kind: CaseKind;
  reason: string;
  lineIds: readonly string[];
  amount: number;
  details?: NewCase['details'];
};

/** A new case; what the rules alone can decide is approved at once. */
export function open(situation: OwnOrder, wanted: Wanted, isApproved: boolean): AfterSalesCase {
  const { order, now, newCaseId } = situation;
  const details = { statusBefore: order.status, ...wanted.details };
  const { orderId, storeCustomerId } = order;
  const applied = openCase({ ...wanted, caseId: newCaseId, orderId, storeCustomerId, details }, now);
  if (!isApproved) return applied;
  const approved = takeStep(applied, 'approve', 'system', now, 'within the rules') ?? applied;
  return wanted.kind === 'invoice' ? approved : (takeStep(approved, 'proceed', 'system', now) ?? approved);
}

/** The effect of opening a case, and what the customer can be told about it. */
export function withCase(
  { order }: OwnOrder,
  opened: AfterSalesCase,
  status?: OrderStatus,
): { effect: HostedEffect; more: VerdictParameters } {
  const statusText = status === undefined ? order.statusText : (statusTexts[status] ?? order.statusText);
  const changed: Order = {
    ...order,
    caseIds: [...order.caseIds, opened.caseId],
    status: status ?? order.status,
    statusText,
  };
  return {
    effect: { order: changed, case: opened },
    more: { caseId: opened.caseId, deadline: opened.deadline ?? '', state: opened.state },
  };
}

const statusTexts: Readonly<Partial<Record<OrderStatus, string>>> = {
  'return-requested': '退货中',
  'exchange-requested': '换货中',
};

/** One case at a time for a line. */
export function notFree({ cases, order }: OwnOrder, line: OrderLine): Refused | undefined {
  const running = runningCase(cases, order, line, (one) => !isFinal(one.state) && one.kind !== 'invoice');
  if (running === undefined) return undefined;
  return refused('refused.case-running', { ...itemOf(line), caseId: running.caseId, state: running.state });
}

export function notReturnable(
  { findProduct, policy }: OwnOrder,
  line: OrderLine,
  isFault: boolean,
): Refused | undefined {
  const returnClass = findProduct(line.productId)?.returnClass ?? 'standard';
  if (isFault || !policy.noReturnClasses.includes(returnClass)) return undefined;
  return refused('refused.return-class', { ...itemOf(line), returnClass });
}

export function late(
  { order, now, timeZone }: OwnOrder,
  line: OrderLine,
  days: number,
  reasonKey: 'refused.return-period-over' | 'refused.exchange-period-over',
): Refused | undefined {
  const arrived = deliveredAt(order, line);
  if (arrived === undefined) return notDelivered(order);
  const lastDay = lastDayAfter(arrived, days, timeZone);
  if (dayOf(now, timeZone) <= lastDay) return undefined;
  return refused(reasonKey, { ...itemOf(line), days, lastDay }, [lastDayFact(lastDay)]);
}

export function notDelivered(order: Order): Refused {
  return refused('refused.order-not-delivered', { orderId: order.orderId, status: order.status });
}

export function lastDayFact(lastDay: string) {
  return dayFact('policy:last-day', '截止日期', lastDay);
}

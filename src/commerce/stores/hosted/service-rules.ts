import type { ArgumentsOf } from '../../action-arguments.ts';
import { isFinal, paidBalance, takeStep } from '../../case-machine.ts';
import { numberFact, textFact } from '../../facts.ts';
import { addDays, dayOf } from '../../policy/shop-days.ts';
import type { Order, OrderStatus } from '../../types.ts';
import { orderStatuses } from '../../types.ts';
import { permitted, refused } from '../../verdict-keys.ts';
import {
  amountFact,
  deliveredAt,
  type HostedDecision,
  type HostedSituation,
  type OwnOrder,
  orderFact,
} from './hosted-situation.ts';
import { open, withCase } from './open-case.ts';

/** Rules for invoices and for taking an application back. Pure. */

/** An electronic invoice over what was really paid, sent after the goods have arrived. */
export function decideInvoice(situation: OwnOrder, given: ArgumentsOf<'request-invoice'>): HostedDecision {
  const { order, policy, timeZone, now, cases } = situation;
  const { orderId } = order;
  if (order.status === 'unpaid') return refused('refused.order-not-paid', { orderId });
  if (order.status === 'cancelled') return refused('refused.order-closed', { orderId, status: order.status });
  const lastDay = addDays(dayOf(order.placedAt, timeZone), policy.invoiceDays);
  if (dayOf(now, timeZone) > lastDay)
    return refused('refused.invoice-period-over', { days: policy.invoiceDays, lastDay });
  if (given.titleType === 'company' && !isTaxNumber(given.taxNumber ?? '')) return refused('refused.tax-number', {});
  const before = cases.find(
    (one) => one.orderId === orderId && one.kind === 'invoice' && (one.state === 'success' || !isFinal(one.state)),
  );
  if (before !== undefined) return refused('refused.invoice-exists', { caseId: before.caseId, state: before.state });
  const amount = paidBalance(order);
  if (amount === 0) return refused('refused.nothing-to-invoice', { orderId });
  const hasArrived = order.lines.every((line) => deliveredAt(order, line) !== undefined);
  const parameters = {
    orderId,
    title: given.title,
    amount,
    currency: order.currency,
    email: given.email,
    arrival: hasArrived ? '24-hours' : 'after-receipt',
  };
  const facts = [
    orderFact(order),
    amountFact(order, 'invoice', '开票金额', amount),
    textFact(`order:${orderId}:invoice-title`, '发票抬头', given.title),
    textFact(`order:${orderId}:invoice-email`, '接收邮箱', given.email),
    numberFact('policy:invoice-hours', '开票时限(小时)', policy.invoiceHours),
  ];
  const { titleType, title, taxNumber = '', email } = given;
  const details = { titleType, title, taxNumber, email };
  const wanted = {
    kind: 'invoice' as const,
    reason: 'invoice',
    lineIds: order.lines.map((line) => line.lineId),
    amount: 0,
    details,
  };
  const verdict = permitted('request-invoice', parameters, facts);
  return { ...verdict, ...withCase(situation, open(situation, wanted, hasArrived)) };
}

/** A customer may take an application back until goods or money are on their way. */
export function decideWithdraw(
  situation: HostedSituation & { order: Order | undefined },
  caseId: string,
): HostedDecision {
  const { cases, now, order } = situation;
  const one = cases.find((each) => each.caseId === caseId);
  if (one === undefined) return refused('refused.unknown-case', { caseId });
  const withdrawn = takeStep(one, 'withdraw', 'customer', now);
  if (withdrawn === undefined) return refused('refused.case-not-open', { caseId, state: one.state });
  const parameters = { caseId, orderId: one.orderId, kind: one.kind, state: withdrawn.state };
  const facts = order === undefined ? [] : [orderFact(order)];
  const verdict = permitted('withdraw-case', parameters, facts);
  const before = orderStatuses.find((status) => status === one.details.statusBefore);
  const others = cases.filter((each) => each.orderId === one.orderId && each.caseId !== caseId && !isFinal(each.state));
  const status = order === undefined ? undefined : restored(order.status, before, others.length > 0);
  const effect = {
    case: withdrawn,
    ...(order === undefined || status === undefined ? {} : { order: { ...order, status } }),
  };
  return { ...verdict, effect };
}

/** An order that waits for a return is what it was before, unless another application still runs. */
function restored(status: OrderStatus, before: OrderStatus | undefined, isBusy: boolean): OrderStatus {
  const isMarked = status === 'return-requested' || status === 'exchange-requested';
  return isMarked && !isBusy && before !== undefined ? before : status;
}

/** 15, 17, 18 or 20 characters on the mainland, 8 digits (統一編號) in Taiwan. */
function isTaxNumber(text: string): boolean {
  return /^(?:[0-9A-Z]{15}|[0-9A-Z]{17,18}|[0-9A-Z]{20}|\d{8})$/.test(text.trim().toUpperCase());
}

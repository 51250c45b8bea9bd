import type { ArgumentsOf } from '../../action-arguments.ts';
import { advance } from '../../after-sales/case-effects.ts';
import { isFinal, paidBalance } from '../../case-machine.ts';
import { numberFact, textFact } from '../../facts.ts';
import { ruleOf } from '../../policy/policy-rules.ts';
import { addDays, dayOf } from '../../policy/shop-days.ts';
import { permitted, refused } from '../../verdict-keys.ts';
import { caseEffect } from './case-effect.ts';
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
  const days =
    ruleOf(situation.policies, 'invoice', { at: Date.parse(order.placedAt) || 0 })?.period ?? policy.invoiceDays;
  const lastDay = addDays(dayOf(order.placedAt, timeZone), days);
  if (dayOf(now, timeZone) > lastDay) return refused('refused.invoice-period-over', { days, lastDay });
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
    pieces: order.lines.map(({ lineId, quantity }) => ({ lineId, quantity })),
    amount: 0,
    details,
  };
  const verdict = permitted('request-invoice', parameters, facts);
  return { ...verdict, ...withCase(situation, open(situation, wanted, hasArrived)) };
}

/** A customer may take an application back until goods or money are on their way. */
export function decideWithdraw(situation: HostedSituation, caseId: string): HostedDecision {
  const { cases, now, order } = situation;
  const one = cases.find((each) => each.caseId === caseId);
  if (one === undefined) return refused('refused.unknown-case', { caseId });
  const withdrawn = advance(one, { step: 'withdraw', by: 'customer' }, now);
  if (withdrawn === undefined) return refused('refused.case-not-open', { caseId, state: one.state });
  const { kind, orderId } = one;
  const facts = order === undefined ? [] : [orderFact(order)];
  const verdict = permitted('withdraw-case', { caseId, orderId, kind, state: withdrawn.case.state }, facts);
  return { ...verdict, effect: caseEffect(situation, withdrawn) };
}

/** 15, 17, 18 or 20 characters on the mainland, 8 digits (統一編號) in Taiwan. */
function isTaxNumber(text: string): boolean {
  return /^(?:[0-9A-Z]{15}|[0-9A-Z]{17,18}|[0-9A-Z]{20}|\d{8})$/.test(text.trim().toUpperCase());
}

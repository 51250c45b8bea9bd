import type { ArgumentsOf } from '../../action-arguments.ts';
import { isFinal, type NewCase, openCase, refundable, takeStep } from '../../case-machine.ts';
import { dayFact, numberFact } from '../../facts.ts';
import type { AfterSalesCase, CaseKind, Order, OrderLine, OrderStatus } from '../../types.ts';
import { permitted, type Refused, refused, type VerdictParameters } from '../../verdict-keys.ts';
import { isShopsFault, refundReasons, returnReasons } from './after-sales-policy.ts';
import {
  amountFact,
  deliveredAt,
  findLines,
  type HostedDecision,
  type HostedEffect,
  itemOf,
  itemsParameter,
  lineFact,
  linePrice,
  type OwnOrder,
  orderFact,
  refundFacts,
  refundWay,
  runningCase,
} from './hosted-situation.ts';
import { changesParameter, findReplacement, hoursBetween, variantFacts } from './order-rules.ts';
import { dayOf, lastDayAfter } from './shop-days.ts';

/** Rules for goods that have been sent: return, exchange, refund, problem, price protection. Pure. */

/** 7 天无理由退货 within its period; longer, for all goods and at the shop's cost where the shop is at fault. */
export function decideReturn(situation: OwnOrder, given: ArgumentsOf<'request-return'>): HostedDecision {
  const { order, policy } = situation;
  if (!returnReasons.some((reason) => reason.value === given.reason)) {
    return refused('refused.invalid-reason', {
      reasons: returnReasons.map((reason) => reason.label['zh-CN']).join('、'),
    });
  }
  const found = findLines(order, given.lineIds);
  if (!found.ok) return found;
  const isFault = isShopsFault(given.reason);
  const days = isFault ? policy.qualityReturnDays : policy.returnDays;
  for (const line of found.lines) {
    const fault =
      notFree(situation, line) ??
      notReturnable(situation, line, isFault) ??
      late(situation, line, days, 'refused.return-period-over');
    if (fault !== undefined) return fault;
  }
  const amount = Math.min(
    found.lines.reduce((sum, line) => sum + linePrice(line), 0),
    refundable(order, situation.cases),
  );
  const refund = refundWay(situation);
  const parameters = {
    orderId: order.orderId,
    ...itemsParameter(found.lines),
    amount,
    currency: order.currency,
    freightBy: isFault ? 'shop' : 'buyer',
    ...refund,
  };
  const facts = [
    orderFact(order),
    ...found.lines.map(lineFact),
    amountFact(order, 'refund', '退款金额', amount),
    ...refundFacts(situation, refund),
    numberFact('policy:return-days', '退货天数', days),
  ];
  // Without a reason there is nothing to judge; a fault is looked at by a person first.
  const opened = open(situation, { kind: 'return', reason: given.reason, lineIds: given.lineIds, amount }, !isFault);
  const verdict = permitted('request-return', parameters, facts);
  return { ...verdict, ...withCase(situation, opened, 'return-requested') };
}

/** 15 天换货 for another variant at the same price, once per line. */
export function decideExchange(situation: OwnOrder, given: ArgumentsOf<'request-exchange'>): HostedDecision {
  const { order, policy, cases } = situation;
  const found = findLines(order, given.lines);
  if (!found.ok) return found;
  if (found.lines.length !== given.newVariantIds.length) return refused('refused.item-count', {});
  const swaps = [];
  for (const [index, line] of found.lines.entries()) {
    const before = runningCase(cases, order, line, (one) => one.kind === 'exchange' && one.state === 'success');
    if (before !== undefined) return refused('refused.exchanged-before', itemOf(line));
    const fault =
      notFree(situation, line) ??
      notReturnable(situation, line, false) ??
      late(situation, line, policy.exchangeDays, 'refused.exchange-period-over');
    if (fault !== undefined) return fault;
    const variant = findReplacement(situation, line, given.newVariantIds[index] ?? '');
    if (!('price' in variant)) return variant;
    // What was paid may be less than the list price; what counts is whether the two variants cost the same.
    const present = situation.findProduct(line.productId)?.variants.find((one) => one.variantId === line.variantId);
    if (variant.price > Math.max(present?.price ?? 0, line.unitPrice))
      return refused('refused.price-differs', itemOf(line));
    swaps.push({ line, variant });
  }
  const refund = refundWay(situation);
  const parameters = {
    orderId: order.orderId,
    ...changesParameter(swaps),
    difference: 0,
    direction: 'none',
    currency: order.currency,
    freightBy: 'buyer',
    ...refund,
  };
  const facts = [
    orderFact(order),
    ...swaps.flatMap(({ line, variant }) => [lineFact(line), ...variantFacts(line, variant, order)]),
    numberFact('policy:exchange-days', '换货天数', policy.exchangeDays),
  ];
  const details = { newVariantIds: given.newVariantIds.join(',') };
  const opened = open(
    situation,
    { kind: 'exchange', reason: 'other-variant', lineIds: given.lines, amount: 0, details },
    true,
  );
  return { ...permitted('request-exchange', parameters, facts), ...withCase(situation, opened, 'exchange-requested') };
}

/** 仅退款: nothing has arrived yet, and where a parcel is on its way it is stuck, lost or overdue. */
export function decideRefund(situation: OwnOrder, given: ArgumentsOf<'request-refund'>): HostedDecision {
  const { order, cases, policy, now } = situation;
  const { orderId, status } = order;
  if (!refundReasons.some((reason) => reason.value === given.reason)) {
    return refused('refused.invalid-reason', {
      reasons: refundReasons.map((reason) => reason.label['zh-CN']).join('、'),
    });
  }
  if (status === 'unpaid') return refused('refused.order-not-paid', { orderId });
  if (status === 'cancelled') return refused('refused.order-closed', { orderId, status });
  const missing = order.lines.filter((line) => deliveredAt(order, line) === undefined);
  if (missing.length === 0) return refused('refused.already-delivered', { orderId });
  const onTime = order.parcels.find((parcel) => parcel.status === 'in-transit' || parcel.status === 'out-for-delivery');
  if (onTime !== undefined && (onTime.promisedAt === undefined || onTime.promisedAt > now.toISOString())) {
    return refused('refused.parcel-on-its-way', { orderId, promisedAt: onTime.promisedAt ?? '' });
  }
  for (const line of missing) {
    const fault = notFree(situation, line);
    if (fault !== undefined) return fault;
  }
  const isAll = missing.length === order.lines.length;
  const left = refundable(order, cases);
  const amount = isAll
    ? left
    : Math.min(
        left,
        missing.reduce((sum, line) => sum + linePrice(line), 0),
      );
  if (amount === 0) return refused('refused.nothing-to-refund', { orderId });
  const refund = refundWay(situation);
  const parameters = { orderId, amount, currency: order.currency, decisionHours: policy.decisionHours, ...refund };
  const facts = [
    orderFact(order),
    amountFact(order, 'refund', '退款金额', amount),
    ...refundFacts(situation, refund),
    numberFact('policy:decision-hours', '审核时限(小时)', policy.decisionHours),
  ];
  const lineIds = missing.map((line) => line.lineId);
  const opened = open(situation, { kind: 'refund', reason: given.reason, lineIds, amount }, false);
  return { ...permitted('request-refund', parameters, facts), ...withCase(situation, opened) };
}

/** Broken, wrong or missing goods within 48 hours and with a photo; faults within their longer period. */
export function decideProblem(situation: OwnOrder, given: ArgumentsOf<'report-problem'>): HostedDecision {
  const { order, policy, cases, now } = situation;
  const found = findLines(order, given.lineIds);
  if (!found.ok) return found;
  for (const line of found.lines) {
    const arrived = deliveredAt(order, line);
    const fault = notFree(situation, line);
    if (fault !== undefined) return fault;
    if (arrived === undefined) return notDelivered(order);
    if (given.problem === 'quality') {
      const over = late(situation, line, policy.qualityReturnDays, 'refused.return-period-over');
      if (over !== undefined) return over;
    } else if (hoursBetween(arrived, now) > policy.reportWithinHours) {
      return refused('refused.report-period-over', { hours: policy.reportWithinHours, deliveredAt: arrived });
    }
  }
  if (given.images.length === 0) return refused('refused.photo-missing', {});
  const isRefund = given.wish === 'refund';
  const price = found.lines.reduce((sum, line) => sum + linePrice(line), 0);
  const amount = isRefund ? Math.min(price, refundable(order, cases)) : 0;
  const parameters = {
    orderId: order.orderId,
    ...itemsParameter(found.lines),
    problem: given.problem,
    wish: given.wish,
    amount,
    currency: order.currency,
    decisionHours: policy.decisionHours,
  };
  const facts = [
    orderFact(order),
    ...found.lines.map(lineFact),
    ...(isRefund ? [amountFact(order, 'refund', '退款金额', amount)] : []),
    numberFact('policy:decision-hours', '审核时限(小时)', policy.decisionHours),
  ];
  const details = { description: given.description, images: given.images.join(',') };
  const wanted = { reason: given.problem, lineIds: given.lineIds, amount, details };
  const opened = open(situation, { kind: isRefund ? 'refund' : 'reship', ...wanted }, false);
  return { ...permitted('report-problem', parameters, facts), ...withCase(situation, opened) };
}

/** 价保: the same variant costs less now; prices of a flash sale or a pre-sale do not count. */
export function decidePriceProtection(
  situation: OwnOrder,
  given: ArgumentsOf<'request-price-protection'>,
): HostedDecision {
  const { order, policy, cases, now, timeZone, findProduct } = situation;
  const found = findLines(order, [given.lineId]);
  if (!found.ok) return found;
  const [line] = found.lines;
  if (line === undefined || order.paidAt === undefined)
    return refused('refused.order-not-paid', { orderId: order.orderId });
  if (order.status === 'cancelled')
    return refused('refused.order-closed', { orderId: order.orderId, status: order.status });
  const lastDay = lastDayAfter(order.paidAt, policy.priceProtectionDays, timeZone);
  if (dayOf(now, timeZone) > lastDay) {
    return refused('refused.price-protection-over', { days: policy.priceProtectionDays, lastDay }, [
      lastDayFact(lastDay),
    ]);
  }
  if (line.priceKind !== undefined) return refused('refused.price-not-covered', itemOf(line));
  const fault = notFree(situation, line);
  if (fault !== undefined) return fault;
  const current = findProduct(line.productId)?.variants.find((one) => one.variantId === line.variantId)?.price;
  const spared = cases
    .filter((one) => one.kind === 'price-protection' && one.state === 'success' && one.lineIds.includes(line.lineId))
    .reduce((sum, one) => sum + one.amount, 0);
  const lower = current === undefined ? 0 : (line.unitPrice - current) * line.quantity - spared;
  const amount = Math.min(lower, refundable(order, cases));
  if (current === undefined || amount <= 0) {
    const prices = { paid: line.unitPrice, current: current ?? line.unitPrice, currency: order.currency };
    return refused('refused.price-not-lower', { ...itemOf(line), ...prices });
  }
  const refund = refundWay(situation);
  const parameters = {
    orderId: order.orderId,
    ...itemOf(line),
    amount,
    paid: line.unitPrice,
    current,
    currency: order.currency,
    decisionHours: policy.decisionHours,
    ...refund,
  };
  const facts = [
    orderFact(order),
    lineFact(line),
    amountFact(order, 'difference', '差价', amount),
    amountFact(order, 'paid-price', '购买价', line.unitPrice),
    amountFact(order, 'current-price', '现价', current),
    ...refundFacts(situation, refund),
  ];
  const wanted = { kind: 'price-protection' as const, reason: 'price-dropped', lineIds: [line.lineId], amount };
  const verdict = permitted('request-price-protection', parameters, facts);
  return { ...verdict, ...withCase(situation, open(situation, wanted, true)) };
}

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
function notFree({ cases, order }: OwnOrder, line: OrderLine): Refused | undefined {
  const running = runningCase(cases, order, line, (one) => !isFinal(one.state) && one.kind !== 'invoice');
  if (running === undefined) return undefined;
  return refused('refused.case-running', { ...itemOf(line), caseId: running.caseId, state: running.state });
}

function notReturnable({ findProduct, policy }: OwnOrder, line: OrderLine, isFault: boolean): Refused | undefined {
  const returnClass = findProduct(line.productId)?.returnClass ?? 'standard';
  if (isFault || !policy.noReturnClasses.includes(returnClass)) return undefined;
  return refused('refused.return-class', { ...itemOf(line), returnClass });
}

function late(
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

function notDelivered(order: Order): Refused {
  return refused('refused.order-not-delivered', { orderId: order.orderId, status: order.status });
}

function lastDayFact(lastDay: string) {
  return dayFact('policy:last-day', '截止日期', lastDay);
}

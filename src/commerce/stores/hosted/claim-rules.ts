import type { ArgumentsOf } from '../../action-arguments.ts';
import { refundable } from '../../case-machine.ts';
import { numberFact } from '../../facts.ts';
import { dayOf, lastDayAfter } from '../../policy/shop-days.ts';
import type { OrderLine } from '../../types.ts';
import { permitted, type Refused, refused } from '../../verdict-keys.ts';
import { refundReasons } from './after-sales-policy.ts';
import {
  amountFact,
  deliveredAt,
  findLines,
  type HostedDecision,
  itemOf,
  itemsParameter,
  lineFact,
  linePrice,
  type OwnOrder,
  orderFact,
  refundFacts,
  refundWay,
} from './hosted-situation.ts';
import { lastDayFact, late, notDelivered, notFree, open, withCase } from './open-case.ts';
import { hoursBetween } from './order-rules.ts';

/** Rules for money without a return: nothing has come, it came broken, or it costs less now. Pure. */

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
  const { order, policy, now, timeZone } = situation;
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
  const drop = priceDrop(situation, line);
  if (!('amount' in drop)) return drop;
  const { amount, current } = drop;
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

/** How much less the line costs now, less what was made good before. */
function priceDrop(situation: OwnOrder, line: OrderLine): { amount: number; current: number } | Refused {
  const { order, cases, findProduct } = situation;
  if (line.priceKind !== undefined) return refused('refused.price-not-covered', itemOf(line));
  const fault = notFree(situation, line);
  if (fault !== undefined) return fault;
  const current =
    findProduct(line.productId)?.variants.find((one) => one.variantId === line.variantId)?.price ?? line.unitPrice;
  const spared = cases
    .filter((one) => one.orderId === order.orderId && one.kind === 'price-protection' && one.state === 'success')
    .filter((one) => one.lineIds.includes(line.lineId))
    .reduce((sum, one) => sum + one.amount, 0);
  const amount = Math.min((line.unitPrice - current) * line.quantity - spared, refundable(order, cases));
  if (amount > 0) return { amount, current };
  return refused('refused.price-not-lower', {
    ...itemOf(line),
    paid: line.unitPrice,
    current,
    currency: order.currency,
  });
}

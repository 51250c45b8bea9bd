import type { ArgumentsOf } from '../../action-arguments.ts';
import { freePieces } from '../../after-sales/case-limits.ts';
import { refundable } from '../../case-machine.ts';
import { numberFact } from '../../facts.ts';
import { askPeriod } from '../../policy/ask-policy.ts';
import { ruleOf } from '../../policy/policy-rules.ts';
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
  type OwnOrder,
  orderFact,
  refundFacts,
  refundWay,
} from './hosted-situation.ts';
import { busy, notDelivered, open, protectedAmount, refundFor, wantedPieces, withCase } from './open-case.ts';
import { hoursBetween } from './order-rules.ts';
import { factsOf, periodOf, ruleFacts, ruleParameter, warrantyFault } from './period-rules.ts';

/** Rules for money without a return: nothing has come, it came broken, or it costs less now. Pure. */

/** 仅退款: nothing has arrived yet, and where a parcel is on its way it is stuck, lost or overdue. */
export function decideRefund(situation: OwnOrder, given: ArgumentsOf<'request-refund'>): HostedDecision {
  const { order, policy, now } = situation;
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
  const wanted = wantedPieces(situation, missing, undefined);
  if (!wanted.ok) return wanted;
  // Nothing of an order has come: its freight goes back, too.
  const { amount, giveBack } = refundFor(situation, wanted.pieces, true);
  if (amount === 0) return refused('refused.nothing-to-refund', { orderId });
  const refund = refundWay(situation);
  const parameters = { orderId, amount, currency: order.currency, decisionHours: policy.decisionHours, ...refund };
  const facts = [
    orderFact(order),
    amountFact(order, 'refund', '退款金额', amount),
    ...refundFacts(situation, refund),
    numberFact('policy:decision-hours', '审核时限(小时)', policy.decisionHours),
  ];
  const about = { kind: 'refund' as const, reason: given.reason, pieces: wanted.pieces, amount, giveBack };
  const opened = open(situation, about, false);
  return { ...permitted('request-refund', parameters, facts), ...withCase(situation, opened) };
}

/** Broken, wrong or missing goods within 48 hours and with a photo; faults within their longer period. */
export function decideProblem(situation: OwnOrder, given: ArgumentsOf<'report-problem'>): HostedDecision {
  const { order, policy, now } = situation;
  const found = findLines(order, given.lineIds);
  if (!found.ok) return found;
  const wanted = wantedPieces(situation, found.lines, given.quantities);
  if (!wanted.ok) return wanted;
  const hours = reportHours(situation);
  for (const line of found.lines) {
    const arrived = deliveredAt(order, line);
    if (arrived === undefined) return notDelivered(order);
    if (given.wish === 'repair') {
      const over = warrantyFault(situation, line, arrived);
      if (over !== undefined) return over;
    } else if (given.problem === 'quality') {
      const period = periodOf(situation, line, 'fault');
      if ('reasonKey' in period) return period;
    } else if (hoursBetween(arrived, now) > hours) {
      return refused('refused.report-period-over', { hours, deliveredAt: arrived });
    }
  }
  if (given.images.length === 0) return refused('refused.photo-missing', {});
  const isRefund = given.wish === 'refund';
  const plan = refundFor(situation, wanted.pieces, true);
  const amount = isRefund ? plan.amount : 0;
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
  const about = { reason: given.problem, pieces: wanted.pieces, amount, details };
  const back = isRefund ? { giveBack: plan.giveBack } : { worth: plan.amount };
  const opened = open(situation, { kind: given.wish, ...about, ...back }, false);
  return { ...permitted('report-problem', parameters, facts), ...withCase(situation, opened) };
}

/** 价保: the same variant costs less now; prices of a flash sale or a pre-sale do not count. */
export function decidePriceProtection(
  situation: OwnOrder,
  given: ArgumentsOf<'request-price-protection'>,
): HostedDecision {
  const { order, policy } = situation;
  const found = findLines(order, [given.lineId]);
  if (!found.ok) return found;
  const [line] = found.lines;
  if (line === undefined || order.paidAt === undefined)
    return refused('refused.order-not-paid', { orderId: order.orderId });
  if (order.status === 'cancelled')
    return refused('refused.order-closed', { orderId: order.orderId, status: order.status });
  const period = askPeriod(situation.policies, 'price-protection', factsOf(situation, line, order.paidAt));
  if (!period.isAllowed) {
    const { days, lastDay, rule } = period;
    return refused('refused.price-protection-over', { days, lastDay, ...ruleParameter(rule) }, ruleFacts(period));
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
  const kept = [{ lineId: line.lineId, quantity: line.quantity }];
  const wanted = { kind: 'price-protection' as const, reason: 'price-dropped', pieces: kept, amount };
  const verdict = permitted('request-price-protection', parameters, facts);
  return { ...verdict, ...withCase(situation, open(situation, wanted, true)) };
}

/** How much less the line costs now, less what was made good before. */
function priceDrop(situation: OwnOrder, line: OrderLine): { amount: number; current: number } | Refused {
  const { order, cases, findProduct } = situation;
  if (line.priceKind !== undefined) return refused('refused.price-not-covered', itemOf(line));
  const fault = busy(situation, line);
  if (fault !== undefined) return fault;
  const current =
    findProduct(line.productId)?.variants.find((one) => one.variantId === line.variantId)?.price ?? line.unitPrice;
  const spared = protectedAmount(situation, line.lineId);
  const kept = freePieces(order, line, cases);
  const amount = Math.min((line.unitPrice - current) * kept - spared, refundable(order, cases));
  if (amount > 0) return { amount, current };
  return refused('refused.price-not-lower', {
    ...itemOf(line),
    paid: line.unitPrice,
    current,
    currency: order.currency,
  });
}

/** Hours in which broken, wrong or missing goods are reported, by the shop's policy. */
function reportHours({ policies, policy, order }: OwnOrder): number {
  return ruleOf(policies, 'damage', { at: Date.parse(order.placedAt) || 0 })?.period ?? policy.reportWithinHours;
}

import type { ArgumentsOf } from '../../action-arguments.ts';
import { refundable } from '../../case-machine.ts';
import { numberFact } from '../../facts.ts';
import type { OrderLine, Variant } from '../../types.ts';
import { permitted, type Refused, refused } from '../../verdict-keys.ts';
import { isShopsFault, returnReasons } from './after-sales-policy.ts';
import {
  amountFact,
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
  runningCase,
} from './hosted-situation.ts';
import { late, notFree, notReturnable, open, withCase } from './open-case.ts';
import { changesParameter, findReplacement, variantFacts } from './order-rules.ts';

/** Rules for goods that come back: return and exchange. Pure. */

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
  const { order, policy } = situation;
  const found = findLines(order, given.lines);
  if (!found.ok) return found;
  if (found.lines.length !== given.newVariantIds.length) return refused('refused.item-count', {});
  const swaps: Swap[] = [];
  for (const [index, line] of found.lines.entries()) {
    const variant = exchangeFor(situation, line, given.newVariantIds[index] ?? '');
    if (!('price' in variant)) return variant;
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

type Swap = { line: OrderLine; variant: Variant };

function exchangeFor(situation: OwnOrder, line: OrderLine, variantId: string): Variant | Refused {
  const { order, cases, policy, findProduct } = situation;
  const before = runningCase(cases, order, line, (one) => one.kind === 'exchange' && one.state === 'success');
  if (before !== undefined) return refused('refused.exchanged-before', itemOf(line));
  const fault =
    notFree(situation, line) ??
    notReturnable(situation, line, false) ??
    late(situation, line, policy.exchangeDays, 'refused.exchange-period-over');
  if (fault !== undefined) return fault;
  const variant = findReplacement(situation, line, variantId);
  if (!('price' in variant)) return variant;
  // What was paid may be less than the list price; what counts is whether the two variants cost the same.
  const present = findProduct(line.productId)?.variants.find((one) => one.variantId === line.variantId);
  return variant.price > Math.max(present?.price ?? 0, line.unitPrice)
    ? refused('refused.price-differs', itemOf(line))
    : variant;
}

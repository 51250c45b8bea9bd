import type { ArgumentsOf } from '../../action-arguments.ts';
import { numberFact, textFact } from '../../facts.ts';
import { askReturnFreight, type PolicyAnswer } from '../../policy/ask-policy.ts';
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
  type OwnOrder,
  orderFact,
  refundFacts,
  refundWay,
  runningCase,
} from './hosted-situation.ts';
import { open, refundFor, wantedPieces, withCase } from './open-case.ts';

import { periodOf, ruleFacts } from './period-rules.ts';
import { changesParameter, findReplacement, type Swap, variantFacts } from './replacements.ts';

/** Rules for goods that come back: return and exchange. Pure. */

/** 7 天无理由退货 within its period; longer, for all goods and at the shop's cost where the shop is at fault. */
export function decideReturn(situation: OwnOrder, given: ArgumentsOf<'request-return'>): HostedDecision {
  const { order } = situation;
  if (!returnReasons.some((reason) => reason.value === given.reason)) {
    return refused('refused.invalid-reason', {
      reasons: returnReasons.map((reason) => reason.label['zh-CN']).join('、'),
    });
  }
  const found = findLines(order, given.lineIds);
  if (!found.ok) return found;
  const wanted = wantedPieces(situation, found.lines, given.quantities);
  if (!wanted.ok) return wanted;
  const isFault = isShopsFault(given.reason);
  const periods: PolicyAnswer[] = [];
  for (const line of found.lines) {
    const period = periodOf(situation, line, isFault ? 'fault' : 'no-reason', given.condition);
    if ('reasonKey' in period) return period;
    periods.push(period);
  }
  const plan = refundFor(situation, wanted.pieces, isFault);
  const { amount, giveBack } = plan;
  const refund = refundWay(situation);
  const way = freightOf(situation, found.lines, given.reason);
  const parameters = {
    orderId: order.orderId,
    ...itemsParameter(found.lines),
    amount,
    currency: order.currency,
    freightBy: way.paidBy,
    ...refund,
  };
  const facts = [
    orderFact(order),
    ...found.lines.map(lineFact),
    amountFact(order, 'refund', '退款金额', amount),
    ...refundFacts(situation, refund),
    numberFact('policy:return-days', '退货天数', periods[0]?.days ?? 0),
    ...periods.slice(0, 1).flatMap(ruleFacts),
    ...(way.isInsured ? [textFact('policy:freight-insurance', '运费险', '退货运费由保险赔付')] : []),
  ];
  // Without a reason there is nothing to judge; a fault is looked at by a person first.
  const about = { kind: 'return' as const, reason: given.reason, pieces: wanted.pieces, amount, giveBack };
  const opened = open(situation, about, !isFault);
  const verdict = permitted('request-return', parameters, facts);
  return { ...verdict, ...withCase(situation, opened, 'return-requested') };
}

/** Who pays for the way back by the shop's policy; one faulty piece makes the parcel the shop's. */
function freightOf(situation: OwnOrder, lines: readonly OrderLine[], reason: string) {
  const [line] = lines;
  const category = line && situation.findProduct(line.productId)?.category;
  const boughtAt = Date.parse(situation.order.placedAt) || situation.now.getTime();
  return askReturnFreight(situation.policies, freightReason(reason), {
    boughtAt,
    category,
    province: situation.order.address.province,
  });
}

function freightReason(reason: string) {
  if (!isShopsFault(reason)) return 'no-reason';
  return reason === 'damaged'
    ? 'damaged'
    : reason === 'wrong-item'
      ? 'wrong'
      : reason === 'missing-parts'
        ? 'missing'
        : 'quality';
}

/** 15 天换货 for another variant at the same price, once per line. */
export function decideExchange(situation: OwnOrder, given: ArgumentsOf<'request-exchange'>): HostedDecision {
  const { order } = situation;
  const found = findLines(order, given.lines);
  if (!found.ok) return found;
  if (found.lines.length !== given.newVariantIds.length) return refused('refused.item-count', {});
  const again = exchangedBefore(situation, found.lines);
  if (again !== undefined) return again;
  const wanted = wantedPieces(situation, found.lines, given.quantities);
  if (!wanted.ok) return wanted;
  const swaps: Swap[] = [];
  for (const [index, line] of found.lines.entries()) {
    const variant = exchangeFor(situation, line, given.newVariantIds[index] ?? '', wanted.pieces[index]?.quantity ?? 1);
    if (!('price' in variant)) return variant;
    swaps.push({ line, variant });
  }
  const refund = refundWay(situation);
  const parameters = {
    orderId: order.orderId,
    ...changesParameter(swaps, situation.findProduct),
    difference: 0,
    direction: 'none',
    currency: order.currency,
    freightBy: 'buyer',
    ...refund,
  };
  const facts = [
    orderFact(order),
    ...swaps.flatMap(({ line, variant }) => [lineFact(line), ...variantFacts(line, variant, order)]),
    numberFact('policy:exchange-days', '换货天数', exchangeDays(situation, found.lines)),
  ];
  const about = {
    kind: 'exchange' as const,
    reason: 'other-variant',
    pieces: wanted.pieces,
    amount: 0,
    worth: refundFor(situation, wanted.pieces, false).amount,
    details: { newVariantIds: given.newVariantIds.join(',') },
  };
  const opened = open(situation, about, true);
  return { ...permitted('request-exchange', parameters, facts), ...withCase(situation, opened, 'exchange-requested') };
}

/** An exchanged line is not exchanged again. */
function exchangedBefore({ order, cases }: OwnOrder, lines: readonly OrderLine[]): Refused | undefined {
  const again = lines.find((line) =>
    runningCase(cases, order, line, (one) => one.kind === 'exchange' && one.state === 'success'),
  );
  return again && refused('refused.exchanged-before', itemOf(again));
}

function exchangeDays(situation: OwnOrder, lines: readonly OrderLine[]): number {
  const [line] = lines;
  const period = line && periodOf(situation, line, 'exchange');
  return period === undefined || 'reasonKey' in period ? 0 : period.days;
}

function exchangeFor(situation: OwnOrder, line: OrderLine, variantId: string, quantity: number): Variant | Refused {
  const period = periodOf(situation, line, 'exchange');
  if ('reasonKey' in period) return period;
  const variant = findReplacement(situation, { ...line, quantity }, variantId);
  if (!('price' in variant)) return variant;
  // What was paid may be less than the list price; what counts is whether the two variants cost the same.
  const { findProduct } = situation;
  const present = findProduct(line.productId)?.variants.find((one) => one.variantId === line.variantId);
  return variant.price > Math.max(present?.price ?? 0, line.unitPrice)
    ? refused('refused.price-differs', itemOf(line))
    : variant;
}

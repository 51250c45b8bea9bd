import { pieces } from '../../after-sales/allocate.ts';
import { type Advanced, advance, withEffects } from '../../after-sales/case-effects.ts';
import { brokenLimit, freePieces, paidBackPieces } from '../../after-sales/case-limits.ts';
import { type Pieces, planRefund, type RefundPlan } from '../../after-sales/plan-refund.ts';
import { isFinal, type NewCase, openCase, refundable } from '../../case-machine.ts';
import type { CaseKind, GiveBack, Order, OrderLine, OrderStatus } from '../../types.ts';
import { type Refused, refused, type VerdictParameters } from '../../verdict-keys.ts';
import { caseEffect } from './case-effect.ts';
import { type HostedEffect, itemOf, type OwnOrder, runningCase } from './hosted-situation.ts';

/** What all rules after the sale share: how many pieces are free, what they were paid with, and opening their case. Pure. */

type Wanted = {
  kind: CaseKind;
  reason: string;
  pieces: readonly Pieces[];
  amount: number;
  worth?: number;
  giveBack?: GiveBack;
  details?: NewCase['details'];
};

/** A new case; what the rules alone can decide is approved at once. */
export function open(situation: OwnOrder, { pieces: wanted, ...rest }: Wanted, isApproved: boolean): Advanced {
  const { order, now, newCaseId } = situation;
  const details = { statusBefore: order.status, ...rest.details };
  const { orderId, storeCustomerId } = order;
  const lineIds = wanted.map((one) => one.lineId);
  const quantities = Object.fromEntries(wanted.map((one) => [one.lineId, one.quantity]));
  const about = { ...rest, caseId: newCaseId, orderId, storeCustomerId, lineIds, quantities, details };
  const applied = openCase(about, now);
  if (!isApproved) return withEffects(applied, applied);
  const approved = advance(applied, { step: 'approve', by: 'system', note: 'within the rules' }, now);
  if (approved === undefined || rest.kind === 'invoice') return approved ?? withEffects(applied, applied);
  const going = advance(approved.case, { step: 'proceed', by: 'system' }, now);
  return going === undefined ? approved : { case: going.case, effects: [...approved.effects, ...going.effects] };
}

/** The effect of opening a case, and what the customer can be told about it. */
export function withCase(
  situation: OwnOrder,
  opened: Advanced,
  status?: OrderStatus,
): { effect: HostedEffect; more: VerdictParameters } {
  const { order } = situation;
  const statusText = status === undefined ? order.statusText : (statusTexts[status] ?? order.statusText);
  const changed: Order = {
    ...order,
    caseIds: [...order.caseIds, opened.case.caseId],
    status: status ?? order.status,
    statusText,
  };
  const { caseId, deadline = '', state } = opened.case;
  return {
    effect: caseEffect({ ...situation, order: changed }, opened, { isOpening: true }),
    more: { caseId, deadline, state },
  };
}

const statusTexts: Readonly<Partial<Record<OrderStatus, string>>> = {
  'return-requested': '退货中',
  'exchange-requested': '换货中',
};

/** The wanted pieces of each line, or why there may be no (further) case for them. */
export function wantedPieces(
  situation: OwnOrder,
  lines: readonly OrderLine[],
  quantities: readonly number[] | undefined,
): { ok: true; pieces: Pieces[] } | Refused {
  const wanted: Pieces[] = [];
  if (quantities !== undefined && quantities.length !== lines.length) return refused('refused.item-count', {});
  for (const [index, line] of lines.entries()) {
    const free = freePieces(situation.order, line, situation.cases);
    const quantity = quantities?.[index] ?? free;
    const fault = notFree(situation, line, quantity, free);
    if (fault !== undefined) return fault;
    wanted.push({ lineId: line.lineId, quantity });
  }
  return { ok: true, pieces: wanted };
}

function notFree(situation: OwnOrder, line: OrderLine, quantity: number, free: number): Refused | undefined {
  const { order, cases, policy } = situation;
  if (free === 0) return busy(situation, line) ?? refused('refused.quantity', { ...itemOf(line), free });
  if (quantity > free) return refused('refused.quantity', { ...itemOf(line), free });
  const broken = brokenLimit(order, line, cases, policy.caseLimits);
  if (broken === undefined) return undefined;
  const count = broken === 'per-line' ? policy.caseLimits.perLine : policy.caseLimits.runningPerOrder;
  return refused('refused.case-limit', { ...itemOf(line), count });
}

/** A running case of the line. */
export function busy({ cases, order }: OwnOrder, line: OrderLine): Refused | undefined {
  const running = runningCase(cases, order, line, (one) => !isFinal(one.state) && one.kind !== 'invoice');
  if (running === undefined) return undefined;
  return refused('refused.case-running', { ...itemOf(line), caseId: running.caseId, state: running.state });
}

/** What pieces were paid with, less what price protection has given back for them already. */
export function refundFor(situation: OwnOrder, wanted: readonly Pieces[], withFreight: boolean): RefundPlan {
  const { order, cases } = situation;
  const before = paidBackPieces(order, cases);
  const plan = planRefund(order, wanted, { before, withFreight });
  const spared = wanted.reduce((sum, { lineId, quantity }) => {
    const of = order.lines.find((line) => line.lineId === lineId)?.quantity ?? 1;
    return sum + pieces(protectedAmount(situation, lineId), { before: before.get(lineId) ?? 0, quantity, of });
  }, 0);
  return { ...plan, amount: Math.max(0, Math.min(plan.amount - spared, refundable(order, cases))) };
}

/** What price protection has paid, or is about to pay, for a line. */
export function protectedAmount({ order, cases }: OwnOrder, lineId: string): number {
  return cases
    .filter((one) => one.orderId === order.orderId && one.kind === 'price-protection' && one.lineIds.includes(lineId))
    .filter((one) => one.state === 'success' || !isFinal(one.state))
    .reduce((sum, one) => sum + one.amount, 0);
}

export function notDelivered(order: Order): Refused {
  return refused('refused.order-not-delivered', { orderId: order.orderId, status: order.status });
}

import type { Actor } from '../store-connector.ts';
import { type Refused, refused } from '../verdict-keys.ts';
import type { SafetySettings } from './safety-settings.ts';

/** What was done today, with the money that it gave out (minor units). */
export type Usage = Readonly<Record<'order' | 'customer' | 'shop', { count: number; amount: number }>>;

/** An action that the shop's rules permit, as limits see it. */
export type Judged = {
  action: keyof SafetySettings['approvalAboveFor'];
  actor: Actor;
  amount: number;
  currency: string;
};

/** Whether a permitted action may be done now: proof first, then limits, then the second pair of eyes. Pure. */
export function judgeAction(
  judged: Judged,
  settings: SafetySettings,
  usage: Usage,
): Refused | { isApprovalNeeded: boolean } {
  return (
    stopFault(judged, settings) ??
    identityFault(judged, settings) ??
    limitFault(judged, settings, usage) ?? { isApprovalNeeded: needsApproval(judged, settings) }
  );
}

/** Whether an action's usage has to be counted at all. */
export function countsUsage({ limits }: SafetySettings): { own: boolean; shop: boolean } {
  const isSet = ({ count, amount }: { count: number | null; amount: number | null }) =>
    count !== null || amount !== null;
  return { own: isSet(limits.perOrderDay) || isSet(limits.perCustomerDay), shop: isSet(limits.perShopDay) };
}

/** What a person has decided is done all the same. */
function stopFault({ actor }: Judged, { isStopped }: SafetySettings): Refused | undefined {
  const isDecided = actor.identity === 'staff' || actor.approvedBy !== undefined;
  return isStopped && !isDecided ? refused('refused.stopped', {}) : undefined;
}

function identityFault({ action, actor, amount }: Judged, settings: SafetySettings): Refused | undefined {
  if (actor.identity !== 'matched') return undefined;
  const isHigh = settings.verifiedAbove !== null && amount > 0 && amount >= settings.verifiedAbove;
  if (settings.identity[action] !== 'verified' && !isHigh) return undefined;
  return refused('refused.identity-needed', { level: 'verified' });
}

function limitFault({ amount, currency }: Judged, { limits }: SafetySettings, usage: Usage): Refused | undefined {
  if (limits.perAction.amount !== null && amount > limits.perAction.amount) {
    return refused('refused.limit-reached', { limit: 'action', amount: limits.perAction.amount, currency });
  }
  const scopes = [
    ['order', limits.perOrderDay],
    ['customer', limits.perCustomerDay],
    ['shop', limits.perShopDay],
  ] as const;
  for (const [scope, limit] of scopes) {
    const used = usage[scope];
    const isOver =
      (limit.count !== null && used.count + 1 > limit.count) ||
      (limit.amount !== null && amount > 0 && used.amount + amount > limit.amount);
    if (isOver) return refused('refused.limit-reached', { limit: scope, amount: limit.amount ?? 0, currency });
  }
  return undefined;
}

function needsApproval({ action, actor, amount }: Judged, settings: SafetySettings): boolean {
  if (actor.approvedBy !== undefined || amount <= 0) return false;
  const own = settings.approvalAboveFor[action];
  const line = own === undefined ? settings.approvalAbove : own;
  return line !== null && amount >= line;
}

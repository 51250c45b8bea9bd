import type { CheckedAction } from '../../action-arguments.ts';
import type { EffectRow } from '../../perform-once.ts';
import type { ActionName, Actor } from '../../store-connector.ts';
import { type Permitted, type Refused, refused, type VerdictParameters } from '../../verdict-keys.ts';
import { cancelReasons } from '../hosted/after-sales-policy.ts';
import { decideHosted } from '../hosted/decide-hosted.ts';
import type { HostedEffect } from '../hosted/hosted-situation.ts';
import { loadFor } from '../hosted/load-situation.ts';
import type { RulesReader } from '../hosted/shop-rules.ts';
import { findStoreCase, findStoreOrder, type RecordTransaction } from '../records/shop-records.ts';
import type { RemotePlatform } from './remote-platform.ts';

/** What our rules say about an action in a shop elsewhere; `effect` is what they would do, for the platform to do. */
export type RemoteDecision = Refused | (Permitted & { effect: HostedEffect; more?: VerdictParameters });

type Wanted = { actor: Actor; action: CheckedAction; now: Date; row: EffectRow | undefined };

/** Decides on the mirror by the shop's rules, the same as for shops that Peakdesk hosts, within what the platform offers. */
export async function decideRemote(
  transaction: RecordTransaction,
  { platform, readRules }: { platform: RemotePlatform; readRules: RulesReader },
  { actor, action, now, row }: Wanted,
): Promise<RemoteDecision> {
  if (!isOffered(platform, action.name)) return refused('refused.not-offered', { action: action.name });
  const orderId = await orderIdOf(transaction, action);
  const { storeCustomerId } = actor;
  const caseId = 'caseId' in action.given ? action.given.caseId : undefined;
  const situation = await loadFor(transaction, readRules, { storeCustomerId, orderId, caseId, now, row });
  return 'reasonKey' in situation ? situation : decideHosted(situation, inOurWords(platform, action));
}

/** A platform's own reason for cancelling is as good as any of ours; which one it is decides nothing. Pure. */
function inOurWords({ descriptor }: RemotePlatform, action: CheckedAction): CheckedAction {
  if (action.name !== 'cancel-order') return action;
  const isOwn = descriptor.reasons['cancel-order']?.some((reason) => reason.value === action.given.reason) ?? false;
  return isOwn ? { ...action, given: { ...action.given, reason: cancelReasons[0].value } } : action;
}

export function isOffered(platform: RemotePlatform, name: ActionName): boolean {
  return platform.descriptor.actions.includes(name);
}

/** The order that an action is about, under the number that the mirror has it by. */
export async function orderIdOf(transaction: RecordTransaction, action: CheckedAction): Promise<string | undefined> {
  if ('orderId' in action.given) return (await findMirroredOrder(transaction, action.given.orderId))?.orderId;
  if (!('caseId' in action.given)) return undefined;
  return (await findStoreCase(transaction, action.given.caseId))?.orderId;
}

/** An order of the mirror by a number as somebody writes it. */
export async function findMirroredOrder(transaction: RecordTransaction, orderId: string) {
  for (const candidate of spellings(orderId)) {
    const found = await findStoreOrder(transaction, candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The ways in which a platform may have written a number that a customer types. Pure. */
export function spellings(orderId: string): readonly string[] {
  const plain = orderId.trim();
  const bare = plain.replace(/^#/, '');
  return [...new Set([plain, bare, bare.toUpperCase(), bare.toLowerCase()])];
}

import { type Advanced, advance, advanceLate } from '../../after-sales/case-effects.ts';
import { type CaseRole, type CaseStep, payoutOf } from '../../case-machine.ts';
import { performOnce, type SideEffect } from '../../perform-once.ts';
import { admitAction } from '../../safety/admit-action.ts';
import type { ActionOutcome, Actor } from '../../store-connector.ts';
import type { AfterSalesCase } from '../../types.ts';
import { refused } from '../../verdict-keys.ts';
import { findStoreCase, type RecordTransaction } from '../records/shop-records.ts';
import { caseEffect } from './case-effect.ts';
import { loadFor } from './load-situation.ts';
import { changedBy, saveEffect } from './save-effect.ts';
import type { RulesReader } from './shop-rules.ts';

/** A step that somebody wants of a case, or what its deadline brings (`step` 'timeout'). */
export type WantedStep = {
  caseId: string;
  step: CaseStep | 'timeout';
  by: CaseRole;
  note?: string;
  staffId?: string;
  approvedBy?: string;
};

type Options = { idempotencyKey: string; now: Date };

/**
 * Takes a step of a case with everything that follows from it (money, stock, the order's state, the next alarm), once per key.
 * Money leaves only through the shop's limits and, above its line, with a second person's yes. Undefined for an unknown case.
 */
export async function stepHostedCase(
  transaction: RecordTransaction,
  readRules: RulesReader,
  wanted: WantedStep,
  { idempotencyKey, now }: Options,
): Promise<ActionOutcome> {
  const { sql, shopId, secrets } = transaction;
  const { caseId, step, by, note = '' } = wanted;
  const known = await findStoreCase(transaction, caseId);
  if (known === undefined) return refused('refused.unknown-case', { caseId });
  const effect: SideEffect = {
    shopId,
    idempotencyKey,
    action: 'step-case',
    argumentsOfAction: { caseId, step, by, note },
    actor: actorOf(wanted, known),
  };
  return performOnce(sql, effect, async (row) => {
    const { storeCustomerId, orderId } = known;
    const situation = await loadFor(transaction, readRules, { storeCustomerId, orderId, now, row });
    if ('reasonKey' in situation) return situation;
    const one = situation.cases.find((each) => each.caseId === caseId) ?? known;
    const after = step === 'timeout' ? advanceLate(one, now) : advance(one, { step, by, note }, now);
    if (after === undefined) return refused('refused.case-not-open', { caseId, state: one.state });
    const parameters = parametersOf(after, wanted, situation.order?.currency ?? '');
    const stopped =
      by === 'system' ? undefined : await admitAction(sql, { ok: true, parameters }, { effect, row, secrets, now });
    if (stopped !== undefined) return stopped;
    const change = caseEffect(situation, after);
    const written = saveEffect(transaction, change);
    const changed = changedBy(change);
    return { outcome: { ok: true, facts: [], resultKey: 'step-case.done', parameters, changed }, written };
  });
}

function actorOf({ by, staffId, approvedBy }: WantedStep, { storeCustomerId }: AfterSalesCase): Actor {
  return {
    storeCustomerId,
    identity: by === 'customer' ? 'matched' : 'staff',
    ...(staffId === undefined ? {} : { staffId }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
  };
}

/** Money counts where it leaves: with the step that pays it. */
function parametersOf({ case: one, effects }: Advanced, { step }: WantedStep, currency: string) {
  const amount = effects.includes('refund') ? payoutOf(one) : 0;
  return { caseId: one.caseId, orderId: one.orderId, kind: one.kind, step, state: one.state, amount, currency };
}

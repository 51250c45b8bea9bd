import { z } from 'zod';
import { advance } from '../../after-sales/case-effects.ts';
import { type CaseRole, type CaseStep, caseSteps, payoutOf } from '../../case-machine.ts';
import type { SideEffect } from '../../perform-once.ts';
import { admitAction } from '../../safety/admit-action.ts';
import type { ActionOutcome, Actor } from '../../store-connector.ts';
import { refused } from '../../verdict-keys.ts';
import { findStoreCase, findStoreOrder } from '../records/shop-records.ts';
import { openLiveShop } from './live-shop.ts';
import { mirrorCases } from './mirror-rows.ts';
import type { Mirrored } from './mirrored-store.ts';
import { notOffered, settle } from './perform-remote.ts';
import { writeOnce } from './write-once.ts';

type WantedStep = {
  caseId: string;
  step: CaseStep;
  by: CaseRole;
  note?: string;
  staffId?: string;
  approvedBy?: string;
};
type Plan = { caseId: string; orderId: string; step: CaseStep; note: string };
const planSchema = z.object({ caseId: z.string(), orderId: z.string(), step: z.enum(caseSteps), note: z.string() });

/** Takes a step of a case in the platform's system, once per key: our state machine says whether, the platform does it. */
export async function stepRemoteCase(
  mirrored: Mirrored,
  wanted: WantedStep,
  { idempotencyKey, now }: { idempotencyKey: string; now: Date },
): Promise<ActionOutcome> {
  const { parts, platform, inShop } = mirrored;
  const { shopId } = parts;
  const { caseId, step, by, note = '' } = wanted;
  const known = await inShop((transaction) => findStoreCase(transaction, caseId));
  if (known === undefined) return refused('refused.unknown-case', { caseId });
  const secrets = await parts.secrets.forShop(shopId);
  const purpose = `side_effects/planned/${idempotencyKey}`;
  const effect: SideEffect = {
    shopId,
    idempotencyKey,
    action: 'step-case',
    argumentsOfAction: { caseId, step, by, note },
    actor: actorOf(wanted, known.storeCustomerId),
  };
  const remote = async () => (await openLiveShop(parts, platform, shopId)).shop;
  const wantedOf = async (plan: Plan) => ({
    case: (await inShop((transaction) => findStoreCase(transaction, plan.caseId))) ?? known,
    note: plan.note,
    idempotencyKey,
  });
  /** Cases that the platform tells one by one. */
  const refreshCase = async () => {
    const fresh = await (await remote()).findCase?.(caseId);
    if (fresh !== undefined) await inShop((transaction) => mirrorCases(transaction, [fresh], { tells: true }));
  };
  return writeOnce<Plan>((work) => parts.database.inShop(shopId, work), effect, {
    prepare: async () => {
      await mirrored.refresh(known.orderId);
      await refreshCase();
    },
    decide: async (sql, row) => {
      const transaction = { sql, shopId, secrets };
      const one = (await findStoreCase(transaction, caseId)) ?? known;
      const after = advance(one, { step, by, note }, now);
      if (after === undefined) return { outcome: refused('refused.case-not-open', { caseId, state: one.state }) };
      const order = await findStoreOrder(transaction, one.orderId);
      const parameters = {
        caseId,
        orderId: one.orderId,
        kind: one.kind,
        step,
        state: after.case.state,
        amount: after.effects.includes('refund') ? payoutOf(after.case) : 0,
        currency: order?.currency ?? '',
      };
      const stopped = await admitAction(sql, { ok: true, parameters }, { effect, row, secrets, now });
      if (stopped !== undefined) return { outcome: stopped };
      const done: ActionOutcome = { ok: true, facts: [], resultKey: 'step-case.done', parameters, changed: [] };
      return { plan: { caseId, orderId: one.orderId, step, note }, done };
    },
    keep: (plan) => secrets.seal(purpose, JSON.stringify(plan)).toString('base64'),
    recall: (kept) => planSchema.parse(JSON.parse(secrets.open(purpose, Buffer.from(kept, 'base64')))),
    alreadyDone: async (plan) => {
      await mirrored.refresh(plan.orderId);
      await refreshCase();
      return (await (await remote()).steps?.[plan.step]?.alreadyDone(await wantedOf(plan))) ?? false;
    },
    write: async (plan) => {
      const one = (await remote()).steps?.[plan.step];
      return one === undefined ? notOffered(plan.step) : one.write(await wantedOf(plan));
    },
    settle: async (plan, answer, done) => {
      await refreshCase().catch(() => {});
      return settle(mirrored, { ...plan, opened: null }, answer, done);
    },
  });
}

function actorOf({ by, staffId, approvedBy }: WantedStep, storeCustomerId: string): Actor {
  return {
    storeCustomerId,
    identity: by === 'customer' ? 'matched' : 'staff',
    ...(staffId === undefined ? {} : { staffId }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
  };
}

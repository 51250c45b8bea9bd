import { z } from 'zod';
import {
  AppError,
  type Database,
  enqueueJob,
  type JobHandler,
  type Secrets,
  type ShopId,
  type Sql,
} from '../../platform/index.ts';
import { caseSteps } from '../case-machine.ts';
import { openStore } from '../open-store.ts';
import { type ActionOutcome, actionNames } from '../store-connector.ts';
import {
  type Approval,
  lockApproval,
  readApprovalArguments,
  saveApprovalOutcome,
  saveDecision,
} from './approval-rows.ts';

/** Name of the job that does what a second person has allowed. */
export const performApprovalJob = 'perform-approval';

/** How long an entry may wait; what nobody decided by then has to be asked for anew. */
export const approvalDays = 7;

/** Why an entry cannot be decided by somebody: it is gone, decided already, too old, or the person asked for it. */
export type ApprovalFault = 'unknown' | 'decided' | 'expired' | 'own';

export type ApprovalDecision = {
  shopId: ShopId;
  approvalId: string;
  staffId: string;
  decision: 'approve' | 'reject';
  note: string;
  now: Date;
};

/**
 * Writes a second person's yes or no, in the caller's transaction. A yes is carried out by a job, so that it also happens when
 * the process dies right after.
 */
export async function decideApproval(
  sql: Sql,
  { shopId, approvalId, staffId, decision, note, now }: ApprovalDecision,
): Promise<{ ok: true; approval: Approval } | { ok: false; fault: ApprovalFault }> {
  const approval = await lockApproval(sql, shopId, approvalId);
  const fault = approval === undefined ? 'unknown' : faultOf(approval, staffId, now);
  if (approval === undefined || fault !== undefined) return { ok: false, fault: fault ?? 'unknown' };
  const state = decision === 'approve' ? ('approved' as const) : ('rejected' as const);
  const decided = { ...approval, state, decidedAt: now, decidedBy: staffId, note };
  await saveDecision(sql, shopId, decided);
  if (state === 'approved') {
    const uniqueKey = `${performApprovalJob}/${approvalId}`;
    await enqueueJob(sql, { shopId, name: performApprovalJob, payload: { approvalId }, runAt: now, uniqueKey });
  }
  return { ok: true, approval: decided };
}

function faultOf(approval: Approval, staffId: string, now: Date): ApprovalFault | undefined {
  if (approval.state !== 'pending') return 'decided';
  if (approval.actor.staffId === staffId) return 'own';
  const age = now.getTime() - approval.requestedAt.getTime();
  return age > approvalDays * 86_400_000 ? 'expired' : undefined;
}

type Parts = {
  database: Database;
  secrets: Secrets;
  now: () => Date;
  /** Tells whoever asked what came of it; runs at least once. */
  onDone?: (shopId: ShopId, approval: Approval, outcome: ActionOutcome) => Promise<void>;
};

/** Does what was approved, in the shop's system, with the customer's own arguments; once, however often it runs. */
export function performApprovalHandler(parts: Parts): JobHandler {
  return {
    handle: async ({ shopId, payload }) => {
      const { approvalId } = z.object({ approvalId: z.string() }).parse(payload);
      const found = await parts.database.inShop(shopId, (sql) => lockApproval(sql, shopId, approvalId));
      if (found === undefined || found.state !== 'approved') return;
      const outcome = await performApproved(parts, shopId, found);
      await parts.database.inShop(shopId, (sql) => saveApprovalOutcome(sql, shopId, approvalId, outcome));
      await parts.onDone?.(shopId, found, outcome);
    },
  };
}

async function performApproved(parts: Parts, shopId: ShopId, approval: Approval): Promise<ActionOutcome> {
  const { database, secrets } = parts;
  const shopSecrets = await secrets.forShop(shopId);
  const { platform, given } = await database.inShop(shopId, async (sql) => ({
    platform: await platformOf(sql, shopId),
    given: await readApprovalArguments(sql, shopSecrets, { shopId, approvalId: approval.approvalId }),
  }));
  const store = await openStore({ database, secrets, shopId, platform });
  const options = { idempotencyKey: `approval/${approval.approvalId}`, now: parts.now() };
  const approvedBy = approval.decidedBy ?? '';
  const step = approval.action === 'step-case' ? stepArguments.parse(given) : undefined;
  if (step !== undefined && store.stepCase !== undefined)
    return store.stepCase(step.by, { ...step, approvedBy }, options);
  return store.perform({ ...approval.actor, approvedBy }, z.enum(actionNames).parse(approval.action), given, options);
}

const stepArguments = z.object({
  caseId: z.string(),
  step: z.enum(caseSteps),
  by: z.enum(['customer', 'shop', 'system']),
  note: z.string(),
});

async function platformOf(sql: Sql, shopId: ShopId): Promise<string> {
  const [row] = await sql<{ platform: string }[]>`select platform from shops where shop_id = ${shopId}`;
  if (row === undefined) throw new AppError('not-found', `there is no shop ${shopId}`);
  return row.platform;
}

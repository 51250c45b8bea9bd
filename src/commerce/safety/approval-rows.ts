import { v7 } from 'uuid';
import { z } from 'zod';
import type { ShopId, ShopSecrets, Sql } from '../../platform/index.ts';
import type { SideEffect } from '../perform-once.ts';
import { type ActionOutcome, type Actor, actionNames } from '../store-connector.ts';

export const approvalStates = ['pending', 'approved', 'rejected', 'done', 'failed'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Something that waits for a second person, as the queue shows it; the arguments stay sealed until it is done. */
export type Approval = {
  approvalId: string;
  action: string;
  orderId: string | null;
  /** Minor units. */
  amount: number;
  currency: string;
  state: ApprovalState;
  actor: Actor;
  requestedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  note: string;
  /** Key of the action that was stopped; begins with the conversation's id where a customer asked. */
  idempotencyKey: string;
};

/** Puts a stopped action into the queue, once per key; returns the approval's id. */
export async function requestApproval(
  sql: Sql,
  secrets: ShopSecrets,
  wanted: SideEffect & { orderId: string | null; amount: number; currency: string; now: Date },
): Promise<string> {
  const approvalId = v7();
  const { shopId, idempotencyKey, action, actor, orderId, amount, currency, now } = wanted;
  const sealed = secrets.seal(`action_approvals/arguments/${approvalId}`, JSON.stringify(wanted.argumentsOfAction));
  const [row] = await sql<{ approvalId: string }[]>`
    insert into action_approvals (shop_id, approval_id, idempotency_key, action, actor, arguments_sealed, order_id, amount, currency, requested_at)
    values (${shopId}, ${approvalId}, ${idempotencyKey}, ${action}, ${sql.json(actor)}, ${sealed}, ${orderId}, ${amount}, ${currency}, ${now})
    on conflict (shop_id, idempotency_key) do update set currency = excluded.currency
    returning approval_id as "approvalId"`;
  return row?.approvalId ?? approvalId;
}

/** The queue, newest first: what waits, or all of it. */
export async function listApprovals(
  sql: Sql,
  shopId: ShopId,
  { state, limit = 100 }: { state?: ApprovalState; limit?: number } = {},
): Promise<Approval[]> {
  const rows = await sql<ApprovalRow[]>`
    select ${columns(sql)} from action_approvals
    where shop_id = ${shopId} and ${state === undefined ? sql`true` : sql`state = ${state}`}
    order by requested_at desc limit ${limit}`;
  return rows.map(approvalOf);
}

/** One entry, locked for the rest of the transaction. */
export async function lockApproval(sql: Sql, shopId: ShopId, approvalId: string): Promise<Approval | undefined> {
  const rows = await sql<ApprovalRow[]>`
    select ${columns(sql)} from action_approvals where shop_id = ${shopId} and approval_id = ${approvalId} for update`;
  return rows[0] && approvalOf(rows[0]);
}

export async function saveDecision(
  sql: Sql,
  shopId: ShopId,
  one: Pick<Approval, 'approvalId' | 'state' | 'decidedAt' | 'decidedBy' | 'note'>,
): Promise<void> {
  await sql`
    update action_approvals set state = ${one.state}, decided_at = ${one.decidedAt}, decided_by = ${one.decidedBy}, note = ${one.note}
    where shop_id = ${shopId} and approval_id = ${one.approvalId}`;
}

/** Keeps what came of an approved action. */
export async function saveApprovalOutcome(
  sql: Sql,
  shopId: ShopId,
  approvalId: string,
  outcome: ActionOutcome,
): Promise<void> {
  await sql`
    update action_approvals set state = ${outcome.ok ? 'done' : 'failed'}, outcome = ${sql.json(JSON.parse(JSON.stringify(outcome)))}
    where shop_id = ${shopId} and approval_id = ${approvalId} and state = 'approved'`;
}

/** The arguments of a stopped action, unsealed. */
export async function readApprovalArguments(
  sql: Sql,
  secrets: ShopSecrets,
  { shopId, approvalId }: { shopId: ShopId; approvalId: string },
): Promise<unknown> {
  const [row] = await sql<{ sealed: Uint8Array }[]>`
    select arguments_sealed as sealed from action_approvals where shop_id = ${shopId} and approval_id = ${approvalId}`;
  return row === undefined
    ? undefined
    : JSON.parse(secrets.open(`action_approvals/arguments/${approvalId}`, row.sealed));
}

type ApprovalRow = Omit<Approval, 'actor'> & { actor: unknown };

function columns(sql: Sql) {
  return sql`
    approval_id as "approvalId", action, order_id as "orderId", amount, currency, state, actor, requested_at as "requestedAt",
    decided_at as "decidedAt", decided_by as "decidedBy", note, idempotency_key as "idempotencyKey"`;
}

const actorDocument: z.ZodType<Actor> = z.object({
  storeCustomerId: z.string(),
  identity: z.enum(['matched', 'verified', 'staff']),
  staffId: z.string().exactOptional(),
  approvedBy: z.string().exactOptional(),
});

function approvalOf(row: ApprovalRow): Approval {
  return { ...row, actor: actorDocument.parse(row.actor) };
}

/** Actions that can wait in the queue. */
export const approvableActions = actionNames;

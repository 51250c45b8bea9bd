import type { ConversationId, Database, ShopId, Sql } from '../platform/index.ts';
import type { TurnRead } from './read-turns.ts';

/** A turn that this worker may take until `leaseUntil`; nobody else touches the conversation's turn before. */
export type TurnClaim = {
  shopId: ShopId;
  conversationId: ConversationId;
  firstSeq: number;
  attempts: number;
  /** What was read in the claim's own transaction, where the worker has read it there. */
  read?: TurnRead;
};

/** Seconds a worker may work on a turn before another may take it over. */
export const leaseSeconds = 30;

/** A turn that has waited for longer is not put off by further words, and keeps its place before those that came later. */
const overdueSeconds = 5;

/** Marks turns due for conversations that have just received a customer's message; a running turn keeps its lease. */
export async function markTurnsDue(
  sql: Sql,
  shopId: ShopId,
  turns: readonly { conversationId: ConversationId; firstSeq: number; dueAt: Date }[],
): Promise<void> {
  if (turns.length === 0) return;
  const rows = turns.map((turn) => ({
    conversation_id: turn.conversationId,
    first_seq: turn.firstSeq,
    due_at: turn.dueAt.toISOString(),
  }));
  await sql`
    insert into turns_due (shop_id, conversation_id, first_seq, due_at)
    select ${shopId}, conversation_id, first_seq, due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given(conversation_id uuid, first_seq bigint, due_at timestamptz)
    on conflict (shop_id, conversation_id) do update set due_at = excluded.due_at
    where turns_due.lease_until is null and turns_due.due_at > excluded.due_at - ${overdueSeconds}::float * interval '1 second'`;
}

/** Takes the lease of one conversation's due turn, or undefined where nothing is due or somebody else works on it. */
export async function claimTurn(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; owner: string; now: Date },
): Promise<TurnClaim | undefined> {
  const { shopId, conversationId } = input;
  return (await claimTurns(sql, shopId, [conversationId], input)).get(conversationId);
}

/** Takes the leases of due turns of a shop; those that are not due or that somebody else works on are missing. */
export async function claimTurns(
  sql: Sql,
  shopId: ShopId,
  conversationIds: readonly ConversationId[],
  by: { owner: string; now: Date },
): Promise<Map<ConversationId, TurnClaim>> {
  const leaseUntil = new Date(by.now.getTime() + leaseSeconds * 1_000);
  // The inner question is asked once, whatever the planner believes: it locks what it finds.
  const rows = await sql<{ conversation_id: ConversationId; first_seq: number; attempts: number }[]>`
    update turns_due set lease_until = ${leaseUntil}, lease_owner = ${by.owner}, attempts = attempts + 1
    where shop_id = ${shopId} and conversation_id = any(array(
      select conversation_id from turns_due
      where shop_id = ${shopId} and conversation_id = any(array(select unnest(${[...conversationIds]}::uuid[]))) and due_at <= ${by.now}
        and (lease_until is null or lease_until < ${by.now})
      order by conversation_id for update skip locked))
    returning conversation_id, first_seq, attempts`;
  return new Map(
    rows.map(({ conversation_id, first_seq, attempts }) => [
      conversation_id,
      { shopId, conversationId: conversation_id, firstSeq: first_seq, attempts },
    ]),
  );
}

/** Ends a turn: gone if nothing newer came, else due again at once for the newer messages. */
export async function settleTurn(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; answeredSeq: number; now: Date },
): Promise<{ isDueAgain: boolean }> {
  const [row] = await sql<{ is_due_again: boolean }[]>`
    with next as (
      select min(seq) as seq from messages
      where shop_id = ${input.shopId} and conversation_id = ${input.conversationId} and seq > ${input.answeredSeq}
        and author_kind = 'customer'
    ), kept as (
      update turns_due set first_seq = next.seq, due_at = ${input.now}, lease_until = null, lease_owner = null, attempts = 0
      from next where shop_id = ${input.shopId} and conversation_id = ${input.conversationId} and next.seq is not null
    ), gone as (
      delete from turns_due using next
      where shop_id = ${input.shopId} and conversation_id = ${input.conversationId} and next.seq is null
    )
    select seq is not null as is_due_again from next`;
  return { isDueAgain: row?.is_due_again ?? false };
}

/** Gives a lease back, so that the turn is taken again at `dueAt`. */
export async function releaseTurn(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; owner: string; dueAt: Date },
): Promise<void> {
  await sql`
    update turns_due set lease_until = null, lease_owner = null, due_at = ${input.dueAt}
    where shop_id = ${input.shopId} and conversation_id = ${input.conversationId} and lease_owner = ${input.owner}`;
}

/** Turns that wait and that nobody holds, over all shops: what a crashed process left behind. */
export async function listAbandonedTurns(
  database: Database,
  now: Date,
  limit: number,
): Promise<{ shopId: ShopId; conversationId: ConversationId }[]> {
  return await database.asScheduler(async (sql) => {
    const rows = await sql<{ shop_id: ShopId; conversation_id: ConversationId }[]>`
      select shop_id, conversation_id from turns_due
      where due_at <= ${now} and (lease_until is null or lease_until < ${now})
      order by due_at limit ${limit}`;
    return rows.map((row) => ({ shopId: row.shop_id, conversationId: row.conversation_id }));
  });
}

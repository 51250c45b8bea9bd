import { v7 } from 'uuid';
import type { ConversationId, ShopId, Sql, StaffId } from '../platform/index.ts';
import type { WaitingEntry } from './assign.ts';

/** A hand-off that is put in the queue; `summary` is what the agent reads first. */
export type NewQueueEntry = {
  shopId: ShopId;
  conversationId: ConversationId;
  groupId: string;
  priority: number;
  reason: string;
  summary: unknown;
  language: string;
  wantedStaffId?: StaffId;
  now: Date;
};

/** A queue entry with all it tells. */
export type QueueEntry = WaitingEntry & {
  reason: string;
  summary: unknown;
  status: 'waiting' | 'assigned' | 'left';
  assignmentReason?: string;
  toldPosition?: number;
};

type EntryRow = {
  entry_id: string;
  conversation_id: ConversationId;
  group_id: string;
  priority: number;
  reason: string;
  summary: unknown;
  status: QueueEntry['status'];
  language: string;
  wanted_staff_id: StaffId | null;
  queued_at: Date;
  assignment_reason: string | null;
  told_position: number | null;
};

/** Puts a conversation in the queue; one that waits already keeps its place and gets the newer reason. */
export async function enterQueue(sql: Sql, entry: NewQueueEntry): Promise<void> {
  await sql`
    insert into queue_entries (shop_id, entry_id, conversation_id, group_id, priority, reason, summary, language, wanted_staff_id, queued_at)
    values (${entry.shopId}, ${v7()}, ${entry.conversationId}, ${entry.groupId}, ${entry.priority}, ${entry.reason},
            ${sql.json(JSON.parse(JSON.stringify(entry.summary)))}, ${entry.language}, ${entry.wantedStaffId ?? null}, ${entry.now})
    on conflict (shop_id, conversation_id) where status = 'waiting'
    do update set reason = excluded.reason, summary = excluded.summary, priority = least(queue_entries.priority, excluded.priority),
      group_id = excluded.group_id, wanted_staff_id = excluded.wanted_staff_id`;
}

/** Takes a conversation out of the queue without an agent (back to the AI, closed). */
export async function leaveQueue(sql: Sql, shopId: ShopId, conversationId: ConversationId): Promise<void> {
  await sql`
    update queue_entries set status = 'left'
    where shop_id = ${shopId} and conversation_id = ${conversationId} and status = 'waiting'`;
}

/** Marks the waiting entry as served by this person; `reason` is kept for "why this agent". */
export async function markAssigned(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; staffId: StaffId; reason: string; now: Date },
): Promise<void> {
  await sql`
    update queue_entries set status = 'assigned', assigned_at = ${input.now}, assigned_to = ${input.staffId},
      assignment_reason = ${input.reason}
    where shop_id = ${input.shopId} and conversation_id = ${input.conversationId} and status = 'waiting'`;
}

/** Everything that waits in a shop, unsorted. */
export async function listWaiting(sql: Sql, shopId: ShopId): Promise<QueueEntry[]> {
  const rows = await sql<EntryRow[]>`
    select * from queue_entries where shop_id = ${shopId} and status = 'waiting' order by priority, queued_at limit 5000`;
  return rows.map(toEntry);
}

/** The latest queue entry of a conversation, waiting or served; tells why a person was asked for. */
export async function latestEntry(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
): Promise<QueueEntry | undefined> {
  const rows = await sql<EntryRow[]>`
    select * from queue_entries where shop_id = ${shopId} and conversation_id = ${conversationId}
    order by queued_at desc limit 1`;
  return rows[0] && toEntry(rows[0]);
}

/** Remembers which places customers were told, so that the next one told is never further back. */
export async function rememberTold(
  sql: Sql,
  shopId: ShopId,
  told: readonly { entryId: string; position: number; waitSeconds: number }[],
): Promise<void> {
  if (told.length === 0) return;
  await sql`
    update queue_entries set told_position = given.position, told_wait_seconds = given.wait_seconds
    from jsonb_to_recordset(${sql.json(
      told.map((one) => ({ entry_id: one.entryId, position: one.position, wait_seconds: one.waitSeconds })),
    )}::jsonb) as given(entry_id uuid, position int, wait_seconds int)
    where queue_entries.shop_id = ${shopId} and queue_entries.entry_id = given.entry_id
      and queue_entries.told_position is distinct from given.position`;
}

/** Mean seconds from assignment to close over the last conversations, and how many were seen. */
export async function measureHandleTime(sql: Sql, shopId: ShopId): Promise<{ meanSeconds: number; sample: number }> {
  const rows = await sql<{ mean: number | null; sample: number }[]>`
    select avg(seconds)::float as mean, count(*)::int as sample from (
      select extract(epoch from (conversations.closed_at - queue_entries.assigned_at)) as seconds
      from queue_entries join conversations using (shop_id, conversation_id)
      where shop_id = ${shopId} and queue_entries.status = 'assigned' and conversations.closed_at > queue_entries.assigned_at
      order by queue_entries.assigned_at desc limit 200) as lately`;
  return { meanSeconds: rows[0]?.mean ?? 0, sample: rows[0]?.sample ?? 0 };
}

function toEntry(row: EntryRow): QueueEntry {
  return {
    entryId: row.entry_id,
    conversationId: row.conversation_id,
    groupId: row.group_id,
    priority: row.priority,
    reason: row.reason,
    summary: row.summary,
    status: row.status,
    language: row.language,
    ...(row.wanted_staff_id ? { wantedStaffId: row.wanted_staff_id } : {}),
    queuedAt: row.queued_at,
    ...(row.assignment_reason ? { assignmentReason: row.assignment_reason } : {}),
    ...(row.told_position === null ? {} : { toldPosition: row.told_position }),
  };
}

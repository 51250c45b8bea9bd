import { v7 } from 'uuid';
import { z } from 'zod';
import type { ConversationId, ShopId, Sql, StaffId } from '../platform/index.ts';
import { serveByOf, type UrgencyPart } from './core/urgency.ts';
import { serveByMillis, type WaitingEntry } from './waiting-entry.ts';

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
  /** What it is about, an intent's id; for the personal match. */
  intent?: string;
  /** Reasons that move it forward; made of the priority where absent. */
  urgency?: readonly UrgencyPart[];
  now: Date;
};

/** A queue entry with all it tells. */
export type QueueEntry = WaitingEntry & {
  reason: string;
  summary: unknown;
  status: 'waiting' | 'assigned' | 'left';
  assignmentReason?: string;
  assignmentDetails?: z.infer<typeof detailsSchema>;
  assignedTo?: StaffId;
  assignedAt?: Date;
  toldPosition?: number;
  /** What was told last in seconds; a wait that is told never grows. */
  toldWaitSeconds?: number;
  toldWaitP90?: number;
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
  told_wait_seconds: number | null;
  told_wait_p90: number | null;
  serve_by: Date | null;
  urgency: unknown;
  intent: string;
  channel_id: string;
  regular_staff_id: StaffId | null;
  regular_at: Date | null;
  excluded_staff_ids: StaffId[];
  assigned_to: StaffId | null;
  assigned_at: Date | null;
  assignment_details: unknown;
  is_call_back?: boolean;
};

/**
 * Puts a conversation in the queue; one that waits already keeps its place and gets the newer reason. The customer's own agent and who
 * served the customer last are noted with it.
 */
export async function enterQueue(sql: Sql, entry: NewQueueEntry): Promise<void> {
  const urgency = entry.urgency ?? [];
  const serveBy =
    entry.urgency === undefined
      ? new Date(serveByMillis({ queuedAt: entry.now, priority: entry.priority }))
      : new Date(serveByOf(entry.now.getTime(), entry.urgency));
  await sql`
    insert into queue_entries (shop_id, entry_id, conversation_id, group_id, priority, reason, summary, language, wanted_staff_id,
      queued_at, serve_by, urgency, intent, channel_id, regular_staff_id, regular_at)
    select ${entry.shopId}, ${v7()}, conversations.conversation_id, ${entry.groupId}, ${entry.priority}, ${entry.reason},
      ${sql.json(JSON.parse(JSON.stringify(entry.summary)))}, ${entry.language},
      coalesce(${entry.wantedStaffId ?? null}::uuid, own.staff_id), ${entry.now}, ${serveBy},
      ${sql.json(urgency.map((part) => ({ ...part })))}, ${entry.intent ?? ''}, conversations.channel_id,
      regular.assigned_to, regular.at
    from conversations
    left join customer_agents own on own.shop_id = ${entry.shopId} and own.customer_id = conversations.customer_id
    left join lateral (
      select served.assigned_to, coalesce(earlier.closed_at, earlier.last_message_at) as at
      from conversations earlier join queue_entries served
        on served.shop_id = ${entry.shopId} and served.conversation_id = earlier.conversation_id
      where earlier.shop_id = ${entry.shopId} and earlier.customer_id = conversations.customer_id and served.status = 'assigned'
        and served.assigned_at > ${entry.now}::timestamptz - interval '6 days'
      order by served.assigned_at desc limit 1
    ) regular on true
    where conversations.shop_id = ${entry.shopId} and conversations.conversation_id = ${entry.conversationId}
    on conflict (shop_id, conversation_id) where status = 'waiting'
    do update set reason = excluded.reason, summary = excluded.summary, priority = least(queue_entries.priority, excluded.priority),
      serve_by = least(queue_entries.serve_by, excluded.serve_by), urgency = excluded.urgency, intent = excluded.intent,
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

/** Entries of each group that one look takes in; the rest is looked at when these are served. */
const entriesOfGroup = 2_000;

/** Everything that waits in a shop, of each group those served first; without the summaries, which only agents read. */
export async function listWaiting(sql: Sql, shopId: ShopId): Promise<QueueEntry[]> {
  const rows = await sql<EntryRow[]>`
    select * from (
      select entry_id, conversation_id, group_id, priority, reason, status, language, wanted_staff_id, queued_at, assignment_reason,
        told_position, told_wait_seconds, told_wait_p90, serve_by, urgency, intent, channel_id, regular_staff_id, regular_at,
        excluded_staff_ids, null as summary, null as assigned_to, null as assigned_at, null as assignment_details,
        exists (select 1 from call_backs where call_backs.shop_id = ${shopId} and state = 'asked'
          and call_backs.conversation_id = queue_entries.conversation_id) as is_call_back,
        row_number() over (partition by group_id order by serve_by, queued_at) as place
      from queue_entries where shop_id = ${shopId} and status = 'waiting'
    ) ranked where place <= ${entriesOfGroup}`;
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

/** Gives a silent agent's conversation back to its old place; that agent does not get it again soon. */
export async function returnToPlace(
  sql: Sql,
  input: { shopId: ShopId; entryId: string; staffId: StaffId; reason: string },
): Promise<void> {
  await sql`
    update queue_entries set status = 'waiting', assigned_at = null, assigned_to = null, assignment_reason = null,
      assignment_details = null, reason = ${input.reason}, wanted_staff_id = nullif(wanted_staff_id, ${input.staffId}),
      excluded_staff_ids = array_append(excluded_staff_ids, ${input.staffId}::uuid)
    where shop_id = ${input.shopId} and entry_id = ${input.entryId}`;
}

const partsSchema = z.array(z.object({ key: z.string(), seconds: z.number() })).catch([]);
const detailsSchema = z.object({
  stage: z.string(),
  step: z.string(),
  candidates: z.number(),
  waitedSeconds: z.number(),
  leftWaiting: z.number(),
  urgency: partsSchema,
  level: z.number(),
});

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
    ...(row.told_wait_seconds === null ? {} : { toldWaitSeconds: row.told_wait_seconds }),
    ...(row.told_wait_p90 === null ? {} : { toldWaitP90: row.told_wait_p90 }),
    ...(row.serve_by ? { serveBy: row.serve_by } : {}),
    urgency: partsSchema.parse(row.urgency),
    intent: row.intent,
    channelId: row.channel_id,
    ...(row.is_call_back ? { kind: 'call-back' as const } : {}),
    ...(row.regular_staff_id && row.regular_at
      ? { regular: { staffId: row.regular_staff_id, at: row.regular_at } }
      : {}),
    excludedStaffIds: row.excluded_staff_ids,
    ...(row.assigned_to ? { assignedTo: row.assigned_to } : {}),
    ...(row.assigned_at ? { assignedAt: row.assigned_at } : {}),
    ...readOptional('assignmentDetails', detailsSchema, row.assignment_details),
  };
}

/** A field that may have been written by another version: left out where it cannot be read. */
function readOptional<Name extends string, Schema extends z.ZodType>(
  name: Name,
  schema: Schema,
  given: unknown,
): { [Key in Name]?: z.infer<Schema> } {
  const read = schema.safeParse(given);
  const found: { [Key in Name]?: z.infer<Schema> } = {};
  if (read.success) found[name] = read.data;
  return found;
}

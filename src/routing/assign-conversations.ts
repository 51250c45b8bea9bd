import { lockConversations } from '../conversations/index.ts';
import {
  appendOutbox,
  type ConversationId,
  MessageId,
  type ShopId,
  type Sql,
  type StaffId,
} from '../platform/index.ts';

/** Who gets a conversation and why; `reason` as a key, `details` for "why this one, why this agent". */
export type AssignmentInput = {
  conversationId: ConversationId;
  staffId: StaffId;
  staffName: string;
  reason: string;
  details?: unknown;
};

/**
 * Gives conversations to people, any number in a few statements: owner, queue entry, the line in the thread and the events, in the caller's
 * transaction. Returns those that were given; a conversation that somebody else has by now, or that no longer waits, is missing. `from`:
 * whose conversations may be given.
 */
export async function assignConversations(
  sql: Sql,
  shopId: ShopId,
  inputs: readonly AssignmentInput[],
  now: Date,
  from: readonly ('queue' | 'ai')[] = ['queue'],
): Promise<ConversationId[]> {
  if (inputs.length === 0) return [];
  const given = inputs.map((input) => ({
    conversation_id: input.conversationId,
    staff_id: input.staffId,
    reason: input.reason,
    details: input.details ?? null,
    message_id: MessageId.make(),
    content: [{ kind: 'event', event: 'assigned', parameters: { name: input.staffName } }],
  }));
  await lockConversations(
    sql,
    shopId,
    inputs.map((input) => input.conversationId),
  );
  // The conversation's row is written once, for its owner and for the line in the thread.
  const rows = await sql<AssignedRow[]>`
    with given as (
      select * from jsonb_to_recordset(${sql.json(JSON.parse(JSON.stringify(given)))}::jsonb)
        as given(conversation_id uuid, staff_id uuid, reason text, details jsonb, message_id uuid, content jsonb)
    ), noted as (
      update staff set last_assigned_at = ${now} where shop_id = ${shopId} and staff_id in (select staff_id from given)
    ), owned as (
      update conversations set handler = 'agent', staff_id = given.staff_id, status = 'open', closed_at = null, version = version + 1,
        last_seq = last_seq + 1, last_message_at = greatest(last_message_at, ${now})
      from given where conversations.shop_id = ${shopId} and conversations.conversation_id = given.conversation_id
        and conversations.handler = any(${[...from]}::text[])
      returning conversations.conversation_id, channel_id, version, conversations.staff_id, last_seq as seq, given.message_id, given.content
    ), said as (
      insert into messages (shop_id, conversation_id, seq, message_id, channel_id, author_kind, content, created_at)
      select ${shopId}, conversation_id, seq, message_id, channel_id, 'system', content, ${now} from owned
    ), served as (
      update queue_entries set status = 'assigned', assigned_at = ${now}, assigned_to = given.staff_id,
        assignment_reason = given.reason, assignment_details = given.details
      from given join owned using (conversation_id)
      where queue_entries.shop_id = ${shopId} and queue_entries.conversation_id = given.conversation_id
        and queue_entries.status = 'waiting'
    ) select conversation_id, version, staff_id, seq, message_id from owned`;
  await tell(sql, shopId, rows);
  return rows.map((row) => row.conversation_id);
}

/** Gives one conversation to a person, from the queue or from the AI; false where it is gone or somebody else has it by now. */
export async function assignConversation(
  sql: Sql,
  input: AssignmentInput & { shopId: ShopId; now: Date },
): Promise<boolean> {
  return (await assignConversations(sql, input.shopId, [input], input.now, ['queue', 'ai'])).length > 0;
}

type AssignedRow = {
  conversation_id: ConversationId;
  version: string;
  staff_id: StaffId;
  seq: number;
  message_id: MessageId;
};

async function tell(sql: Sql, shopId: ShopId, rows: readonly AssignedRow[]): Promise<void> {
  await appendOutbox(sql, [
    ...rows.map((row) => ({
      type: 'message.sent' as const,
      shopId,
      conversationId: row.conversation_id,
      payload: { messageId: row.message_id, seq: row.seq, author: 'system' as const },
    })),
    ...rows.flatMap((row) => [
      {
        type: 'conversation.assigned' as const,
        shopId,
        conversationId: row.conversation_id,
        payload: { staffId: row.staff_id },
      },
      {
        type: 'conversation.updated' as const,
        shopId,
        conversationId: row.conversation_id,
        payload: { version: Number(row.version) },
      },
    ]),
  ]);
}

import { lockConversations, type Message, textOf } from '../conversations/index.ts';
import {
  appendOutbox,
  type Batches,
  type ConversationId,
  createBatches,
  type Database,
  type ShopEvent,
  type ShopId,
  type Sql,
  toOutboxRows,
} from '../platform/index.ts';
import type { Turn } from './gather.ts';
import type { TurnRecord } from './turn-record.ts';

/** A turn that can be written if its conversation is still as it was read. */
export type ReadyTurn = {
  turn: Turn;
  record: TurnRecord;
  events: readonly ShopEvent[];
  /** What else belongs to it, written in the same transaction once it is known that the turn counts; returns the events of it. */
  also?: (sql: Sql) => Promise<readonly ShopEvent[]>;
};

/** Turns of one shop that are ready at the same time share a transaction; true for each that was written. */
export type TurnCommits = Batches<ShopId, ReadyTurn, boolean>;

/** Most turns in one transaction. */
const turnsAtMost = 16;
/** A second transaction begins beside one that takes longer: it waits for somebody's lock or for the disk. */
const slowMilliseconds = 25;

/** Makes the place where finished turns meet. */
export function createTurnCommits(database: Database): TurnCommits {
  return createBatches({
    limit: turnsAtMost,
    atOnce: 2,
    besideAfter: slowMilliseconds,
    work: (shopId, turns) => database.inShop(shopId, (sql) => commitTogether(sql, shopId, turns)),
  });
}

/** The message as it is stored when a ready turn was written. */
export function storedReplies({ turn, record }: ReadyTurn): Message[] {
  return record.replies.map((reply, index) => ({
    shopId: turn.shop.shopId,
    conversationId: reply.conversationId,
    seq: turn.conversation.lastSeq + index + 1,
    messageId: reply.messageId,
    author: reply.author,
    content: reply.content,
    isPrivate: false,
    delivery: 'stored',
    createdAt: record.now.toISOString(),
    turnId: record.turnId,
  }));
}

/**
 * Writes each turn whose conversation has the version and the last message that the turn has read: the reply, the conversation's row
 * (once), the trace, the events, and the end of the turn. The others are left alone. The conversation's row is the lock: whatever came
 * in between has moved its version or its last message.
 */
async function commitTogether(sql: Sql, shopId: ShopId, turns: readonly ReadyTurn[]): Promise<boolean[]> {
  const flight = writeTurns(sql, shopId, turns);
  const isAll = turns.every((ready) => !ready.also);
  if (isAll) sql.finish();
  const written = await flight;
  if (!isAll) {
    const counted = turns.filter(({ turn }) => written.has(turn.conversation.conversationId));
    const events = await Promise.all(counted.map((ready) => ready.also?.(sql) ?? []));
    const rest = appendOutbox(sql, events.flat());
    sql.finish();
    await rest;
  }
  return turns.map(({ turn }) => written.has(turn.conversation.conversationId));
}

async function writeTurns(sql: Sql, shopId: ShopId, turns: readonly ReadyTurn[]): Promise<ReadonlySet<ConversationId>> {
  const conversationIds = turns.map(({ turn }) => turn.conversation.conversationId);
  const rows = JSON.stringify(turns.map(toRow));
  const [, done] = await Promise.all([
    // Several rows are locked in the one order that everybody takes them in.
    turns.length > 1 && lockConversations(sql, shopId, conversationIds),
    sql<{ conversation_id: ConversationId }[]>`
    with input as (
      select * from jsonb_to_recordset(${rows}::text::jsonb) as given(
        conversation_id uuid, version bigint, last_seq bigint, at timestamptz,
        status text, handler text, language text, emotion text, intensity int, subject text, waits_no_more boolean, first_reply_at timestamptz,
        rating int, closed_at timestamptz, dialogue_state jsonb,
        message_id uuid, channel_id text, content jsonb, preview text,
        turn_id uuid, from_seq bigint, to_seq bigint, trace jsonb, events jsonb)
    ), moved as (
      update conversations set
        version = conversations.version + 1,
        last_seq = conversations.last_seq + (input.message_id is not null)::int,
        last_message_at = case when input.message_id is null then conversations.last_message_at
                          else greatest(conversations.last_message_at, input.at) end,
        -- Whoever is to take over reads the customer's words in the lists, not that somebody is on the way.
        last_message_text = case when input.preview <> '' and coalesce(input.handler, conversations.handler) = 'ai'
                            then input.preview else conversations.last_message_text end,
        last_message_by = case when input.preview <> '' and coalesce(input.handler, conversations.handler) = 'ai'
                          then 'ai' else conversations.last_message_by end,
        status = coalesce(input.status, conversations.status),
        handler = coalesce(input.handler, conversations.handler),
        staff_id = case when input.handler is null then conversations.staff_id end,
        language = input.language,
        emotion = input.emotion,
        intensity = input.intensity,
        subject = coalesce(input.subject, conversations.subject),
        waiting_since = case when input.waits_no_more then null else conversations.waiting_since end,
        first_reply_at = coalesce(conversations.first_reply_at, input.first_reply_at),
        rating = coalesce(input.rating, conversations.rating),
        closed_at = coalesce(input.closed_at, conversations.closed_at),
        dialogue_state = input.dialogue_state
      from input
      where conversations.shop_id = ${shopId} and conversations.conversation_id = any(${conversationIds}::uuid[])
        and conversations.conversation_id = input.conversation_id
        and conversations.version = input.version and conversations.last_seq = input.last_seq
      returning conversations.conversation_id
    ), done as materialized (
      select input.* from input join moved using (conversation_id)
    ), replied as (
      insert into messages (shop_id, conversation_id, seq, message_id, channel_id, author_kind, content, turn_id, created_at)
      select ${shopId}, conversation_id, last_seq + 1, message_id, channel_id, 'ai', content, turn_id, at
      from done where message_id is not null
    ), traced as (
      insert into turn_traces (shop_id, turn_id, conversation_id, from_seq, to_seq, trace, created_at)
      select ${shopId}, turn_id, conversation_id, from_seq, to_seq, trace, at from done
    ), settled as (
      delete from turns_due
      where shop_id = ${shopId} and conversation_id = any(${conversationIds}::uuid[])
        and conversation_id in (select conversation_id from done)
    ), told as (
      insert into outbox (shop_id, type, conversation_id, payload, further)
      select ${shopId}, event.type, done.conversation_id, event.payload, event.further
      from done cross join lateral rows from (jsonb_to_recordset(done.events) as (type text, payload jsonb, further jsonb))
        with ordinality as event(type, payload, further, position)
      order by done.conversation_id, event.position
    )
    select conversation_id from done`,
  ]);
  return new Set(done.map((row) => row.conversation_id));
}

function toRow({ turn, record, events }: ReadyTurn) {
  const { conversation, claim } = turn;
  const { patch } = record;
  const [reply] = record.replies;
  return {
    conversation_id: conversation.conversationId,
    version: conversation.version,
    last_seq: conversation.lastSeq,
    at: record.now,
    status: patch.status,
    handler: patch.handler?.kind,
    language: patch.language,
    emotion: patch.emotion,
    intensity: patch.intensity,
    subject: patch.subject,
    waits_no_more: patch.waitingSince === null,
    first_reply_at: patch.firstReplyAt,
    rating: patch.rating,
    closed_at: patch.closedAt,
    dialogue_state: patch.dialogueState,
    message_id: reply?.messageId,
    channel_id: reply?.channelId,
    content: reply?.content,
    preview: reply && textOf(reply.content).slice(0, 200).toWellFormed(),
    turn_id: record.turnId,
    from_seq: claim.firstSeq,
    to_seq: record.answeredSeq,
    trace: record.trace,
    events: toOutboxRows(events),
  };
}

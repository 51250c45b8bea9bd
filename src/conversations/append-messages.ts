import type { ConversationId, MessageId, ShopId, Sql, TurnId } from '../platform/index.ts';
import { textOf } from './content.ts';
import { type MessageRow, toMessage } from './rows.ts';
import type { Author, ContentPart, Message } from './types.ts';

/** A message to be stored; `sourceId` is the channel's own id, `clientId` the sender's window's. */
export type NewMessage = {
  conversationId: ConversationId;
  messageId: MessageId;
  channelId: string;
  author: Author;
  content: readonly ContentPart[];
  isPrivate?: boolean;
  clientId?: string;
  sourceId?: string;
  turnId?: TurnId;
  createdAt: Date;
  /** Refused beyond this pace of its conversation, counted by the moment at which it arrived. */
  pace?: Pace & { arrivedAt: Date };
};

/** How much one person may write: so many messages at once, refilled evenly. */
export type Pace = { perSecond: number; burst: number };

/**
 * Appends messages of any number of conversations of one shop, giving each the next `seq` of its conversation, without gaps.
 * Takes the conversations' locks first (in one order, so that batches never deadlock), then drops what is already stored under
 * the same source or client id, and those that are too quick (`pace`). Returns the stored messages; a dropped one is missing. `areLocked`: the caller has locked them
 * (`lockConversations`) in this transaction. A customer's message opens the conversation again, as `nextState` has it for
 * 'customer-wrote', which makes a new version of it.
 */
export async function appendMessages(
  sql: Sql,
  shopId: ShopId,
  messages: readonly NewMessage[],
  options: { areLocked?: boolean } = {},
): Promise<Message[]> {
  if (messages.length === 0) return [];
  const conversationIds = messages.map((message) => message.conversationId);
  // Both travel together; the second one looks at what is there once the first one has its locks.
  const [, stored] = await Promise.all([
    options.areLocked ? undefined : lockConversations(sql, shopId, conversationIds),
    insertMessages(sql, shopId, messages),
  ]);
  return stored;
}

/**
 * Keeps conversations until the end of the transaction, in the one order that everybody takes them in. Here and in other questions of a
 * turn the list of ids is itself a question (`array(select unnest(…))`): a list's length tempts the database to plan each call anew.
 */
export async function lockConversations(
  sql: Sql,
  shopId: ShopId,
  conversationIds: readonly ConversationId[],
): Promise<void> {
  await sql`
    select 1 from conversations where shop_id = ${shopId} and conversation_id = any(array(select unnest(${[...new Set(conversationIds)]}::uuid[])))
    order by conversation_id for update`;
}

/**
 * The part of `appendMessages` after the locks. Rows are looked up one by one by their keys (subqueries, `any`): a join is free to read
 * all conversations of the shop, and does so with a plan that was made while the table was small. For the same reason a repeated send is
 * looked up by its client id alone (`is true` keeps the conversation out of the choice of an index): by the conversation, all of a long talk
 * would be read for each message.
 */
async function insertMessages(sql: Sql, shopId: ShopId, messages: readonly NewMessage[]): Promise<Message[]> {
  const conversationIds = [...new Set(messages.map((message) => message.conversationId))];
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  const rows = await sql<{ message_id: MessageId; seq: number }[]>`
    with input as (
      select * from jsonb_to_recordset(${JSON.stringify(withoutTwins(messages).map(toInput))}::text::jsonb) as given(
        ord int, conversation_id uuid, message_id uuid, channel_id text, author_kind text, author_id text, author_name text,
        content jsonb, preview text, is_private boolean, client_id text, source_id text, turn_id uuid, created_at timestamptz, arrived_at timestamptz, gap interval, burst int)
    ), unseen as (
      select * from input
      where (select 1 from messages stored where stored.shop_id = ${shopId}
             and stored.channel_id = input.channel_id and stored.source_id = input.source_id limit 1) is null
        and (select 1 from messages stored where stored.shop_id = ${shopId}
             and stored.client_id = input.client_id and (stored.conversation_id = input.conversation_id) is true limit 1) is null
    ), paced as (
      -- What was said so far is paid for until then, at the allowed rate; a burst may run ahead of it.
      select unseen.*, greatest(min(arrived_at) over (partition by conversation_id), (
          select said_until from conversations
          where conversations.shop_id = ${shopId} and conversations.conversation_id = unseen.conversation_id)) as paid_until,
        count(arrived_at) over (partition by conversation_id order by ord) as nth
      from unseen
    ), fresh as (
      select * from paced where arrived_at is null or paid_until + nth * gap <= arrived_at + burst * gap
    ), numbered as (
      select fresh.*, row_number() over (partition by conversation_id order by ord) + (
          select last_seq from conversations
          where conversations.shop_id = ${shopId} and conversations.conversation_id = fresh.conversation_id) as seq
      from fresh
    ), latest as (
      select conversation_id, max(seq) as last_seq, max(created_at) as last_message_at,
        (array_agg(preview order by seq desc) filter (where not is_private and preview <> ''))[1] as last_message_text,
        (array_agg(author_kind order by seq desc) filter (where not is_private and preview <> ''))[1] as last_message_by,
        bool_or(author_kind = 'customer') as from_customer,
        max(paid_until + nth * gap) as said_until
      from numbered group by conversation_id
    ), moved as (
      update conversations set
        last_seq = latest.last_seq,
        last_message_at = greatest(conversations.last_message_at, latest.last_message_at),
        -- Beside people the AI only says that somebody will come: the words before are what they want to read.
        last_message_text = case when latest.last_message_by = 'ai' and conversations.handler <> 'ai' then conversations.last_message_text
                            else coalesce(latest.last_message_text, conversations.last_message_text) end,
        last_message_by = case when latest.last_message_by = 'ai' and conversations.handler <> 'ai' then conversations.last_message_by
                          else coalesce(latest.last_message_by, conversations.last_message_by) end,
        waiting_since = case when latest.from_customer then coalesce(conversations.waiting_since, latest.last_message_at)
                        else conversations.waiting_since end,
        status = case when latest.from_customer then 'open' else conversations.status end,
        handler = case when latest.from_customer and conversations.status = 'closed' then 'ai' else conversations.handler end,
        staff_id = case when latest.from_customer and conversations.status = 'closed' then null else conversations.staff_id end,
        closed_at = case when latest.from_customer then null else conversations.closed_at end,
        said_until = coalesce(latest.said_until, conversations.said_until),
        version = conversations.version + (latest.from_customer and conversations.status <> 'open')::int
      from latest where conversations.shop_id = ${shopId} and conversations.conversation_id = latest.conversation_id
        and conversations.conversation_id = any(array(select unnest(${conversationIds}::uuid[])))
    )
    insert into messages (shop_id, conversation_id, seq, message_id, channel_id, author_kind, author_id, author_name, content,
                          is_private, client_id, source_id, turn_id, created_at)
    select ${shopId}, conversation_id, seq, message_id, channel_id, author_kind, author_id, author_name, content,
           is_private, client_id, source_id, turn_id, created_at
    from numbered
    returning message_id, seq`;
  return rows
    .flatMap(({ message_id, seq }) => {
      const message = byId.get(message_id);
      return message ? [asStored(shopId, message, seq)] : [];
    })
    .sort((a, b) => a.seq - b.seq);
}

/** A new message as it reads once it is stored: the database has added nothing but its number. */
function asStored(shopId: ShopId, message: NewMessage, seq: number): Message {
  const { conversationId, messageId, author, content, isPrivate = false, clientId, turnId, createdAt } = message;
  return {
    shopId,
    conversationId,
    seq,
    messageId,
    author,
    content,
    isPrivate,
    ...(clientId ? { clientId } : {}),
    delivery: 'stored',
    createdAt: createdAt.toISOString(),
    ...(turnId ? { turnId } : {}),
  };
}

/** How long somebody has to wait until one more message is let through, in milliseconds; 0 when it is. */
export async function readPause(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  { perSecond, burst, at }: Pace & { at: Date },
): Promise<number> {
  const rows = await sql<{ said_until: Date | null }[]>`
    select said_until from conversations where shop_id = ${shopId} and conversation_id = ${conversationId}`;
  const saidUntil = rows[0]?.said_until?.getTime() ?? 0;
  return Math.max(0, Math.ceil(saidUntil - at.getTime() - ((burst - 1) * 1_000) / perSecond));
}

/** The message already stored under a client id, for answering a repeated send. */
export async function findByClientId(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  clientId: string,
): Promise<Message | undefined> {
  const rows = await sql<MessageRow[]>`
    select * from messages
    where shop_id = ${shopId} and client_id = ${clientId} and (conversation_id = ${conversationId}) is true`;
  return rows[0] && toMessage(rows[0]);
}

/** The message already stored under a channel's own message id. */
export async function findBySourceId(
  sql: Sql,
  shopId: ShopId,
  channelId: string,
  sourceId: string,
): Promise<Message | undefined> {
  const rows = await sql<MessageRow[]>`
    select * from messages where shop_id = ${shopId} and channel_id = ${channelId} and source_id = ${sourceId}`;
  return rows[0] && toMessage(rows[0]);
}

/** One batch may hold the same delivery twice; the first one counts. */
function withoutTwins(messages: readonly NewMessage[]): NewMessage[] {
  const seen = new Set<string>();
  return messages.filter((message) => {
    const keys = [
      ...(message.sourceId ? [`source ${message.channelId} ${message.sourceId}`] : []),
      ...(message.clientId ? [`client ${message.conversationId} ${message.clientId}`] : []),
    ];
    if (keys.some((key) => seen.has(key))) return false;
    for (const key of keys) seen.add(key);
    return true;
  });
}

function toInput(message: NewMessage, ord: number) {
  return {
    ord,
    conversation_id: message.conversationId,
    message_id: message.messageId,
    channel_id: message.channelId,
    author_kind: message.author.kind,
    author_id: 'id' in message.author ? message.author.id : null,
    author_name: message.author.kind === 'agent' ? message.author.name : null,
    content: message.content,
    preview: textOf(message.content).slice(0, 200).toWellFormed(),
    is_private: message.isPrivate ?? false,
    client_id: message.clientId ?? null,
    source_id: message.sourceId ?? null,
    turn_id: message.turnId ?? null,
    created_at: message.createdAt.toISOString(),
    arrived_at: message.pace?.arrivedAt.toISOString() ?? null,
    gap: message.pace ? `${1 / message.pace.perSecond} seconds` : null,
    burst: message.pace?.burst ?? null,
  };
}

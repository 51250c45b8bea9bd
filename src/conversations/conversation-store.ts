import type { ConversationId, CustomerId, ShopId, Sql } from '../platform/index.ts';
import { type ConversationRow, type MessageRow, toConversation, toMessage } from './rows.ts';
import type { Conversation, ConversationStatus, DeliveryState, Message } from './types.ts';

/** One conversation, or undefined; `lock` keeps it until the end of the transaction. */
export async function findConversation(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  options: { lock?: boolean } = {},
): Promise<Conversation | undefined> {
  const rows = await sql<ConversationRow[]>`
    select * from conversations where shop_id = ${shopId} and conversation_id = ${conversationId}
    ${options.lock ? sql`for update` : sql``}`;
  return rows[0] && toConversation(rows[0]);
}

/** Conversations by id, each with the dialogue's memory as stored; the dialogue room knows its shape. */
export async function findConversations(
  sql: Sql,
  shopId: ShopId,
  conversationIds: readonly ConversationId[],
): Promise<Map<ConversationId, { conversation: Conversation; stored: unknown }>> {
  const rows = await sql<(ConversationRow & { dialogue_state: unknown })[]>`
    select * from conversations where shop_id = ${shopId} and conversation_id = any(array(select unnest(${[...conversationIds]}::uuid[])))`;
  return new Map(
    rows.map((row) => [row.conversation_id, { conversation: toConversation(row), stored: row.dialogue_state }]),
  );
}

/** The last `limit` messages of each conversation, in order, without private notes. */
export async function listLatestMessages(
  sql: Sql,
  shopId: ShopId,
  conversationIds: readonly ConversationId[],
  limit: number,
): Promise<Map<ConversationId, Message[]>> {
  const rows = await sql<MessageRow[]>`
    select latest.* from unnest(${[...conversationIds]}::uuid[]) as wanted(conversation_id)
    cross join lateral (
      select * from messages
      where messages.shop_id = ${shopId} and messages.conversation_id = wanted.conversation_id and not is_private
      order by seq desc limit ${limit}) as latest`;
  const found = new Map<ConversationId, Message[]>();
  for (const row of rows) {
    const messages = found.get(row.conversation_id) ?? [];
    found.set(row.conversation_id, messages);
    messages.push(toMessage(row));
  }
  for (const messages of found.values()) messages.sort((a, b) => a.seq - b.seq);
  return found;
}

/** Messages after `afterSeq` in order, at most `limit`; private notes only for staff. */
export async function listMessages(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  options: { afterSeq?: number; beforeSeq?: number; limit: number; withPrivate: boolean; latest?: boolean },
): Promise<Message[]> {
  const rows = await sql<MessageRow[]>`
    select * from messages
    where shop_id = ${shopId} and conversation_id = ${conversationId} and seq > ${options.afterSeq ?? 0}
      ${options.beforeSeq === undefined ? sql`` : sql`and seq < ${options.beforeSeq}`}
      ${options.withPrivate ? sql`` : sql`and not is_private`}
    order by seq ${options.latest ? sql`desc` : sql`asc`} limit ${options.limit}`;
  const messages = rows.map(toMessage);
  return options.latest ? messages.reverse() : messages;
}

/** Latest conversation of a customer on a channel that can still be continued, or undefined. */
export async function findContinuable(
  sql: Sql,
  shopId: ShopId,
  customerId: CustomerId,
  channelId: string,
): Promise<Conversation | undefined> {
  const rows = await sql<ConversationRow[]>`
    select * from conversations
    where shop_id = ${shopId} and customer_id = ${customerId} and channel_id = ${channelId}
      and (status <> 'closed' or closed_at > now() - interval '24 hours')
    order by created_at desc limit 1`;
  return rows[0] && toConversation(rows[0]);
}

/** The same for many customers at once: conversation and its last message, by customer; who has none is missing. */
export async function findContinuableOf(
  sql: Sql,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  channelId: string,
): Promise<Map<CustomerId, { conversationId: ConversationId; lastSeq: number }>> {
  const rows = await sql<{ customer_id: CustomerId; conversation_id: ConversationId; last_seq: number }[]>`
    select wanted.customer_id, running.conversation_id, running.last_seq
    from unnest(${[...customerIds]}::uuid[]) as wanted(customer_id)
    cross join lateral (
      select conversation_id, last_seq from conversations
      where shop_id = ${shopId} and customer_id = wanted.customer_id and channel_id = ${channelId}
        and (status <> 'closed' or closed_at > now() - interval '24 hours')
      order by created_at desc limit 1) as running`;
  return new Map(rows.map((row) => [row.customer_id, { conversationId: row.conversation_id, lastSeq: row.last_seq }]));
}

/** Earlier and current conversations of one customer, newest first. */
export async function listConversationsOfCustomer(
  sql: Sql,
  shopId: ShopId,
  customerId: CustomerId,
  limit: number,
): Promise<Conversation[]> {
  const rows = await sql<ConversationRow[]>`
    select * from conversations where shop_id = ${shopId} and customer_id = ${customerId}
    order by created_at desc limit ${limit}`;
  return rows.map(toConversation);
}

/** Adds empty conversations in the hands of the AI. */
export async function insertConversations(
  sql: Sql,
  shopId: ShopId,
  conversations: readonly {
    conversationId: ConversationId;
    customerId: CustomerId;
    channelId: string;
    language: string;
  }[],
  now: Date,
): Promise<void> {
  if (conversations.length === 0) return;
  const rows = conversations.map((one) => ({
    conversation_id: one.conversationId,
    customer_id: one.customerId,
    channel_id: one.channelId,
    language: one.language,
  }));
  await sql`
    insert into conversations (shop_id, conversation_id, customer_id, channel_id, language, created_at, last_message_at)
    select ${shopId}, conversation_id, customer_id, channel_id, language, ${now}, ${now}
    from jsonb_to_recordset(${sql.json(rows)}::jsonb) as given(conversation_id uuid, customer_id uuid, channel_id text, language text)`;
}

/** What a change of a conversation may set; absent fields stay. */
export type ConversationPatch = {
  status?: ConversationStatus;
  handler?: Conversation['handler'];
  language?: string;
  emotion?: string;
  intensity?: number;
  subject?: string;
  tags?: readonly string[];
  /** null: nobody waits any more. */
  waitingSince?: Date | null;
  firstReplyAt?: Date;
  rating?: number;
  closedAt?: Date | null;
  dialogueState?: unknown;
};

/**
 * Writes a change only if the conversation still has the version that was read; the version grows by one.
 * Returns undefined where somebody else was faster: the caller's draft is then worthless.
 */
export async function updateConversation(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  expectedVersion: number,
  patch: ConversationPatch,
): Promise<Conversation | undefined> {
  const columns = toColumns(sql, patch);
  // The driver writes the columns as assignments only where it sees the `update … set` in the same piece of SQL.
  const change =
    Object.keys(columns).length === 0
      ? sql`update conversations set version = version + 1`
      : sql`update conversations set version = version + 1, ${sql(columns)}`;
  const rows = await sql<ConversationRow[]>`
    ${change}
    where shop_id = ${shopId} and conversation_id = ${conversationId} and version = ${expectedVersion}
    returning *`;
  return rows[0] && toConversation(rows[0]);
}

/** Records how far a message has come on its channel. */
export async function setDelivery(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; seq: number; delivery: DeliveryState },
): Promise<void> {
  await sql`
    update messages set delivery = ${input.delivery}
    where shop_id = ${input.shopId} and conversation_id = ${input.conversationId} and seq = ${input.seq}`;
}

/** Whose mark is moved: what the customer has received or read, or what staff has read. */
export type ReadMark = 'customer-delivered' | 'customer-read' | 'agent-read';

const markColumns = {
  'customer-delivered': 'customer_delivered_seq',
  'customer-read': 'customer_read_seq',
  'agent-read': 'agent_read_seq',
} as const;

/** Moves a mark up to `seq`; never backwards and never past the last message. Returns true if it moved. */
export async function moveMark(
  sql: Sql,
  input: { shopId: ShopId; conversationId: ConversationId; mark: ReadMark; seq: number },
): Promise<boolean> {
  const column = sql(markColumns[input.mark]);
  const rows = await sql`
    update conversations set ${column} = least(${input.seq}::bigint, last_seq)
    where shop_id = ${input.shopId} and conversation_id = ${input.conversationId}
      and ${column} < least(${input.seq}::bigint, last_seq)
    returning conversation_id`;
  return rows.length > 0;
}

type Columns = Record<string, string | number | Date | string[] | ReturnType<Sql['json']> | null>;

function toColumns(sql: Sql, patch: ConversationPatch): Columns {
  const columns: Columns = {};
  if (patch.status !== undefined) columns.status = patch.status;
  if (patch.handler !== undefined) {
    columns.handler = patch.handler.kind;
    columns.staff_id = patch.handler.kind === 'agent' ? patch.handler.staffId : null;
  }
  if (patch.language !== undefined) columns.language = patch.language;
  if (patch.emotion !== undefined) columns.emotion = patch.emotion;
  if (patch.intensity !== undefined) columns.intensity = patch.intensity;
  if (patch.subject !== undefined) columns.subject = patch.subject;
  if (patch.tags !== undefined) columns.tags = [...patch.tags];
  if (patch.waitingSince !== undefined) columns.waiting_since = patch.waitingSince;
  if (patch.firstReplyAt !== undefined) columns.first_reply_at = patch.firstReplyAt;
  if (patch.rating !== undefined) columns.rating = patch.rating;
  if (patch.closedAt !== undefined) columns.closed_at = patch.closedAt;
  if (patch.dialogueState !== undefined)
    columns.dialogue_state = sql.json(JSON.parse(JSON.stringify(patch.dialogueState)));
  return columns;
}

import {
  type ConversationRow,
  type Message,
  type MessageRow,
  toConversation,
  toMessage,
} from '../../conversations/index.ts';
import type { ConversationId, Database, Log, ShopId, Sql } from '../../platform/index.ts';
import type { Place } from '../../routing/index.ts';
import { toCustomerConversation, toCustomerMessage } from '../views/customer-view.ts';
import type { Subscription } from './connection.ts';
import type { Registry } from './registry.ts';

/** Carries what changed in conversations to the windows that follow them: every message in order, none missing, none twice. */
export type Feed = {
  /** There may be messages that followers of this conversation have not got, up to `seq` where that is known. The first may be new to its customer's windows. */
  messages(shopId: ShopId, conversationId: ConversationId, seq?: number): void;
  /** This message was stored just now: followers who have all before it get it without reading it back. */
  stored(shopId: ShopId, message: Message): void;
  /** Owner, status or marks have changed. */
  conversation(shopId: ShopId, conversationId: ConversationId): void;
  stop(): void;
};

type Dirty = {
  messages: Set<ConversationId>;
  conversations: Set<ConversationId>;
  fresh: Set<ConversationId>;
  isRunning: boolean;
};

/** Messages of one conversation that are read at a time; more follow in the next round. */
const pageSize = 200;
/** Conversations that one round reads at most. */
const conversationsAtOnce = 500;
const retryMilliseconds = 300;

/**
 * One reading round per shop at a time serves all windows together. A window's own `lastSeq` decides what it gets, so repeated and
 * reordered events change nothing, and a failed round is repeated.
 */
export function createFeed(parts: {
  database: Database;
  log: Log;
  registry: Registry;
  places(shopId: ShopId): ReadonlyMap<string, Place>;
}): Feed {
  const shops = new Map<ShopId, Dirty>();
  let isStopped = false;

  const dirtyOf = (shopId: ShopId): Dirty => {
    const dirty = shops.get(shopId) ?? {
      messages: new Set(),
      conversations: new Set(),
      fresh: new Set(),
      isRunning: false,
    };
    shops.set(shopId, dirty);
    return dirty;
  };

  const wake = (shopId: ShopId, dirty: Dirty): void => {
    if (dirty.isRunning || isStopped) return;
    dirty.isRunning = true;
    setImmediate(() => void run(shopId, dirty));
  };

  const run = async (shopId: ShopId, dirty: Dirty): Promise<void> => {
    const round = takeRound(dirty);
    try {
      for (const conversationId of await readAndSend(parts, shopId, round)) dirty.messages.add(conversationId);
    } catch (error) {
      parts.log.warn({ err: error, shopId }, 'open windows could not be served, again soon');
      for (const kind of ['messages', 'conversations', 'fresh'] as const)
        for (const one of round[kind]) dirty[kind].add(one);
      await new Promise((resolve) => setTimeout(resolve, retryMilliseconds).unref());
    }
    dirty.isRunning = false;
    if (dirty.messages.size + dirty.conversations.size + dirty.fresh.size > 0) wake(shopId, dirty);
    else shops.delete(shopId);
  };

  const isBehind = (shopId: ShopId, conversationId: ConversationId, seq: number): boolean =>
    parts.registry.subscriptions(shopId, conversationId).some((one) => one.lastSeq < seq);
  const messages: Feed['messages'] = (shopId, conversationId, seq = Number.POSITIVE_INFINITY) => {
    const isFresh = seq <= 1 && parts.registry.hasCustomers(shopId);
    if (!isFresh && !isBehind(shopId, conversationId, seq)) return;
    const dirty = dirtyOf(shopId);
    dirty.messages.add(conversationId);
    if (isFresh) dirty.fresh.add(conversationId);
    wake(shopId, dirty);
  };

  return {
    messages,
    stored: (shopId, message) => {
      for (const subscription of parts.registry.subscriptions(shopId, message.conversationId))
        if (message.seq === subscription.lastSeq + 1) sendNewer(subscription, [message]);
      if (isBehind(shopId, message.conversationId, message.seq)) messages(shopId, message.conversationId);
    },
    conversation: (shopId, conversationId) => {
      if (parts.registry.subscriptions(shopId, conversationId).length === 0) return;
      const dirty = dirtyOf(shopId);
      dirty.conversations.add(conversationId);
      wake(shopId, dirty);
    },
    stop: () => {
      isStopped = true;
    },
  };
}

type Round = { messages: ConversationId[]; conversations: ConversationId[]; fresh: ConversationId[] };

function takeRound(dirty: Dirty): Round {
  const take = (from: Set<ConversationId>): ConversationId[] => {
    const taken = [...from].slice(0, conversationsAtOnce);
    for (const one of taken) from.delete(one);
    return taken;
  };
  return { fresh: take(dirty.fresh), messages: take(dirty.messages), conversations: take(dirty.conversations) };
}

type FeedParts = { database: Database; registry: Registry; places(shopId: ShopId): ReadonlyMap<string, Place> };
type ConversationLine = ConversationRow & { agent_name: string | null };

/** Returns conversations with more messages than one page. */
async function readAndSend(parts: FeedParts, shopId: ShopId, round: Round): Promise<ConversationId[]> {
  const { registry } = parts;
  const wanted = [...new Set([...round.conversations, ...round.fresh])];
  const { messages, conversations } = await parts.database.inShop(shopId, async (sql) => {
    const found = wanted.length === 0 ? [] : await readConversations(sql, shopId, wanted);
    for (const row of found) if (round.fresh.includes(row.conversation_id)) follow(registry, row);
    const open = round.messages.flatMap((conversationId) => {
      const subscriptions = registry.subscriptions(shopId, conversationId);
      if (subscriptions.length === 0) return [];
      return [{ conversationId, afterSeq: Math.min(...subscriptions.map((one) => one.lastSeq)) }];
    });
    return { conversations: found, messages: open.length === 0 ? [] : await readNewer(sql, shopId, open) };
  });
  const byConversation = new Map<ConversationId, Message[]>();
  for (const message of messages)
    byConversation.set(message.conversationId, [...(byConversation.get(message.conversationId) ?? []), message]);
  for (const [conversationId, newer] of byConversation)
    for (const subscription of registry.subscriptions(shopId, conversationId)) sendNewer(subscription, newer);
  for (const row of conversations) sendConversation(parts, shopId, row);
  return [...byConversation].flatMap(([conversationId, newer]) => (newer.length >= pageSize ? [conversationId] : []));
}

/** A conversation that has just begun is followed by all windows of its customer. */
function follow(registry: Registry, row: ConversationLine): void {
  for (const connection of registry.ofCustomer(row.shop_id, row.customer_id))
    if (!connection.subscriptions.has(row.conversation_id)) registry.subscribe(connection, row.conversation_id, 0);
}

function sendNewer(subscription: Subscription, messages: readonly Message[]): void {
  const { connection, conversationId } = subscription;
  for (const message of messages) {
    if (message.seq <= subscription.lastSeq) continue;
    subscription.lastSeq = message.seq;
    const shown = connection.who.role === 'staff' ? message : toCustomerMessage(message);
    if (shown) connection.send({ type: 'message', conversationId, message: shown });
  }
}

function sendConversation(parts: FeedParts, shopId: ShopId, row: ConversationLine): void {
  const conversation = toConversation(row);
  const place = parts.places(shopId).get(conversation.conversationId);
  for (const { connection } of parts.registry.subscriptions(shopId, conversation.conversationId))
    connection.send({
      type: 'conversation',
      conversation:
        connection.who.role === 'staff'
          ? conversation
          : toCustomerConversation(conversation, { agentName: row.agent_name ?? undefined, place }),
    });
}

async function readConversations(
  sql: Sql,
  shopId: ShopId,
  conversationIds: readonly ConversationId[],
): Promise<ConversationLine[]> {
  return await sql<ConversationLine[]>`
    select conversations.*, staff.name as agent_name from conversations left join staff using (shop_id, staff_id)
    where shop_id = ${shopId} and conversation_id = any(${[...conversationIds]}::uuid[])`;
}

async function readNewer(
  sql: Sql,
  shopId: ShopId,
  open: readonly { conversationId: ConversationId; afterSeq: number }[],
): Promise<Message[]> {
  const rows = await sql<MessageRow[]>`
    select newer.* from unnest(${open.map((one) => one.conversationId)}::uuid[], ${open.map((one) => one.afterSeq)}::bigint[])
      as given(conversation_id, after_seq)
    cross join lateral (
      select * from messages where shop_id = ${shopId} and messages.conversation_id = given.conversation_id
        and seq > given.after_seq order by seq limit ${pageSize}
    ) as newer order by newer.conversation_id, newer.seq`;
  return rows.map(toMessage);
}

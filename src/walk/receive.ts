import type { Inbound } from '../channels/index.ts';
import {
  appendMessages,
  cleanContent,
  findByClientId,
  findBySourceId,
  type Message,
  type NewMessage,
  readPause,
  textOf,
} from '../conversations/index.ts';
import {
  AppError,
  appendOutbox,
  type ConversationId,
  type CustomerId,
  createBatches,
  MessageId,
  refusal,
  type ShopId,
  type Sql,
} from '../platform/index.ts';
import { beginConversations, type Target } from './begin-conversations.ts';
import { findRunning, personKey } from './find-running.ts';
import { mergeWindow } from './merge-window.ts';
import type { WalkParts } from './parts.ts';
import { markTurnsDue } from './turn-ledger.ts';

/** What the channel may acknowledge: the message is on disk, or it was there already. */
export type Received = {
  conversationId: ConversationId;
  customerId: CustomerId;
  message: Message;
  isDuplicate: boolean;
};

/** Takes messages in; resolves after the commit. Messages of one shop that arrive together share one transaction. */
export type Receiver = { receive(shopId: ShopId, inbound: Inbound): Promise<Received> };

/** One person has written more than the channel's pace allows, on whatever nodes; the others of the batch are stored. */
type TooQuick = { pauseMilliseconds: number };

/** Most messages in one transaction: enough to share a commit, few enough to stay short. */
const batchLimit = 192;
/** Transactions of one shop at a time; a second one that is not full begins beside one that takes longer than this, in milliseconds. */
const batchesAtOnce = 2;
const slowBatch = 25;

/** Makes the receiver; `onDue` is called after the commit for every conversation with a new due turn. */
export function createReceiver(
  parts: Pick<WalkParts, 'database' | 'clock' | 'relay' | 'channels'>,
  onDue: (shopId: ShopId, conversationId: ConversationId, dueAt: Date, isNew: boolean) => void,
): Receiver {
  const batches = createBatches<ShopId, Inbound, Received | TooQuick>({
    limit: batchLimit,
    atOnce: batchesAtOnce,
    besideAfter: slowBatch,
    work: async (shopId, inbounds) => {
      const stored = await parts.database.inShop(shopId, (sql) => store(sql, parts, shopId, inbounds));
      parts.relay.wake(shopId);
      for (const turn of stored.due) onDue(shopId, turn.conversationId, turn.dueAt, turn.firstSeq === 1);
      return stored.received;
    },
  });
  return {
    receive: async (shopId, inbound) => {
      const received = await batches.run(shopId, inbound);
      if (!('pauseMilliseconds' in received)) return received;
      const retryAfterSeconds = received.pauseMilliseconds / 1_000;
      throw refusal('rate-limited', 'one person writes too quickly', { retryAfterSeconds });
    },
  };
}

async function store(
  sql: Sql,
  parts: Pick<WalkParts, 'clock' | 'channels' | 'relay'>,
  shopId: ShopId,
  inbounds: readonly Inbound[],
): Promise<{
  received: (Received | TooQuick)[];
  due: { conversationId: ConversationId; firstSeq: number; dueAt: Date }[];
}> {
  const now = parts.clock.now();
  const targets = await openConversations(sql, shopId, inbounds, now);
  const messages = inbounds.map((inbound, index) => toNewMessage(parts, inbound, targets[index], now));
  const appended = await appendMessages(sql, shopId, messages);
  const stored = new Map(appended.map((message) => [message.messageId, message]));
  const fresh = messages.filter((message) => stored.has(message.messageId));
  const due = dueTurns(parts, inbounds, messages, stored, now);
  const events = fresh.map((message) => ({
    type: 'message.received' as const,
    shopId,
    conversationId: message.conversationId,
    payload: { messageId: message.messageId, seq: stored.get(message.messageId)?.seq ?? 0 },
  }));
  const flight = Promise.all([
    markTurnsDue(sql, shopId, due),
    appendOutbox(sql, events, { isPacked: parts.relay.packs() }),
  ]);
  // With duplicates there is more to ask.
  if (fresh.length === messages.length) sql.finish();
  await flight;
  const received: (Received | TooQuick)[] = [];
  for (const [index, message] of messages.entries()) {
    const target = targets[index];
    const known = stored.get(message.messageId) ?? (await findStored(sql, shopId, message));
    if (!known && message.pace) {
      const pace = { ...message.pace, at: message.pace.arrivedAt };
      received.push({ pauseMilliseconds: Math.max(1, await readPause(sql, shopId, message.conversationId, pace)) });
      continue;
    }
    if (!target || !known) throw new AppError('bug', 'a message was neither stored nor known');
    received.push({
      conversationId: message.conversationId,
      customerId: target.customerId,
      message: known,
      isDuplicate: known.messageId !== message.messageId,
    });
  }
  return { received, due };
}

/** The customer's running conversation for each message; made where there is none. */
async function openConversations(
  sql: Sql,
  shopId: ShopId,
  inbounds: readonly Inbound[],
  now: Date,
): Promise<readonly Target[]> {
  // In one order, or two batches with the same new people would wait for each other.
  const byPerson = new Map(
    inbounds.map((inbound) => [personKey(inbound), inbound] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const running = await findRunning(sql, shopId, [...byPerson.values()]);
  const targets = new Map<string, Target>();
  const fresh = [...byPerson].filter(([key]) => !running.has(key));
  const begun = fresh.length === 0 ? new Map<string, Target>() : await beginConversations(sql, shopId, fresh, now);
  for (const [key, target] of [...running, ...begun]) targets.set(key, target);
  return inbounds.map((inbound) => {
    const target = targets.get(personKey(inbound));
    if (!target) throw new AppError('bug', 'a message has no conversation');
    return target;
  });
}

function toNewMessage(
  parts: Pick<WalkParts, 'channels'>,
  inbound: Inbound,
  target: Target | undefined,
  now: Date,
): NewMessage {
  if (!target) throw new AppError('bug', 'a message has no conversation');
  const pace = parts.channels.get(inbound.channelId)?.descriptor.pace;
  return {
    conversationId: target.conversationId,
    messageId: MessageId.make(),
    channelId: inbound.channelId,
    author: { kind: 'customer', id: target.customerId },
    content: cleanContent(inbound.content),
    ...(inbound.clientId ? { clientId: inbound.clientId } : {}),
    ...(inbound.messageId ? { sourceId: inbound.messageId } : {}),
    createdAt: now,
    ...(pace ? { pace: { ...pace, arrivedAt: inbound.sentAt } } : {}),
  };
}

function dueTurns(
  parts: Pick<WalkParts, 'channels'>,
  inbounds: readonly Inbound[],
  messages: readonly NewMessage[],
  stored: ReadonlyMap<MessageId, Message>,
  now: Date,
): { conversationId: ConversationId; firstSeq: number; dueAt: Date }[] {
  const due = new Map<ConversationId, { conversationId: ConversationId; firstSeq: number; dueAt: Date }>();
  messages.forEach((message, index) => {
    const seq = stored.get(message.messageId)?.seq;
    if (seq === undefined) return;
    const merge = parts.channels.get(inbounds[index]?.channelId ?? '')?.descriptor.mergeMilliseconds ?? 0;
    const dueAt = new Date(now.getTime() + mergeWindow(textOf(message.content), merge));
    const firstSeq = due.get(message.conversationId)?.firstSeq ?? seq;
    due.set(message.conversationId, {
      conversationId: message.conversationId,
      firstSeq: Math.min(firstSeq, seq),
      dueAt,
    });
  });
  return [...due.values()];
}

async function findStored(sql: Sql, shopId: ShopId, message: NewMessage): Promise<Message | undefined> {
  if (message.clientId) {
    const byClient = await findByClientId(sql, shopId, message.conversationId, message.clientId);
    if (byClient) return byClient;
  }
  return message.sourceId ? await findBySourceId(sql, shopId, message.channelId, message.sourceId) : undefined;
}

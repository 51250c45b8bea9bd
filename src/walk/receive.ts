import type { Inbound } from '../channels/index.ts';
import {
  appendMessages,
  type Conversation,
  cleanContent,
  findByClientId,
  findBySourceId,
  findContinuable,
  findContinuableOf,
  insertConversation,
  lockConversations,
  type Message,
  type NewMessage,
  nextState,
  stateOf,
  textOf,
  updateConversation,
} from '../conversations/index.ts';
import { findCustomersByIdentity, findOrCreateCustomer } from '../customers/index.ts';
import {
  AppError,
  appendOutbox,
  ConversationId,
  type CustomerId,
  MessageId,
  type ShopId,
  type Sql,
} from '../platform/index.ts';
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

type Waiting = { inbound: Inbound; resolve(received: Received): void; reject(error: unknown): void };

/** Most messages in one transaction: enough to share a commit, few enough to stay short. */
const batchLimit = 64;
/** Transactions of one shop at a time; a second one fills while the first commits. */
const batchesAtOnce = 2;

/** Makes the receiver; `onDue` is called after the commit for every conversation with a new due turn. */
export function createReceiver(
  parts: Pick<WalkParts, 'database' | 'clock' | 'relay' | 'channels'>,
  onDue: (shopId: ShopId, conversationId: ConversationId, dueAt: Date) => void,
): Receiver {
  const queues = new Map<ShopId, { waiting: Waiting[]; running: number }>();

  const flush = (shopId: ShopId): void => {
    const queue = queues.get(shopId);
    if (!queue || queue.running >= batchesAtOnce || queue.waiting.length === 0) return;
    const batch = queue.waiting.splice(0, batchLimit);
    queue.running += 1;
    void receiveBatch(parts, shopId, batch, onDue).finally(() => {
      queue.running -= 1;
      if (queue.running === 0 && queue.waiting.length === 0) queues.delete(shopId);
      else flush(shopId);
    });
  };

  return {
    receive: (shopId, inbound) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(shopId) ?? { waiting: [], running: 0 };
        queues.set(shopId, queue);
        queue.waiting.push({ inbound, resolve, reject });
        // Messages read from sockets in the same tick share the transaction.
        setImmediate(flush, shopId);
      }),
  };
}

async function receiveBatch(
  parts: Pick<WalkParts, 'database' | 'clock' | 'relay' | 'channels'>,
  shopId: ShopId,
  batch: readonly Waiting[],
  onDue: (shopId: ShopId, conversationId: ConversationId, dueAt: Date) => void,
): Promise<void> {
  try {
    const stored = await parts.database.inShop(shopId, (sql) =>
      store(
        sql,
        parts,
        shopId,
        batch.map((item) => item.inbound),
      ),
    );
    parts.relay.wake(shopId);
    for (const turn of stored.due) onDue(shopId, turn.conversationId, turn.dueAt);
    batch.forEach((item, index) => {
      const received = stored.received[index];
      if (received) item.resolve(received);
      else item.reject(new AppError('bug', 'a received message got no result'));
    });
  } catch (error) {
    for (const item of batch) item.reject(error);
  }
}

async function store(
  sql: Sql,
  parts: Pick<WalkParts, 'clock' | 'channels'>,
  shopId: ShopId,
  inbounds: readonly Inbound[],
): Promise<{ received: Received[]; due: { conversationId: ConversationId; dueAt: Date }[] }> {
  const now = parts.clock.now();
  const targets = await openConversations(sql, shopId, inbounds, now);
  const messages = inbounds.map((inbound, index) => toNewMessage(inbound, targets[index], now));
  // One flight: the locks first, so that conversations are changed in the one order that everybody takes them in.
  const conversationIds = targets.map((target) => target.conversationId);
  const [, , appended] = await Promise.all([
    lockConversations(sql, shopId, conversationIds),
    reopen(sql, shopId, targets),
    appendMessages(sql, shopId, messages, { areLocked: true }),
  ]);
  const stored = new Map(appended.map((message) => [message.messageId, message]));
  const fresh = messages.filter((message) => stored.has(message.messageId));
  const due = dueTurns(parts, inbounds, messages, stored, now);
  const events = fresh.map((message) => ({
    type: 'message.received' as const,
    shopId,
    conversationId: message.conversationId,
    payload: { messageId: message.messageId, seq: stored.get(message.messageId)?.seq ?? 0 },
  }));
  const flight = Promise.all([markTurnsDue(sql, shopId, due), appendOutbox(sql, events)]);
  // With duplicates there is more to ask.
  if (fresh.length === messages.length) sql.finish();
  await flight;
  const received: Received[] = [];
  for (const [index, message] of messages.entries()) {
    const target = targets[index];
    const known = stored.get(message.messageId) ?? (await findStored(sql, shopId, message));
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

/** Where a message goes; `running` is the conversation that goes on, as it was read. */
type Target = { customerId: CustomerId; conversationId: ConversationId; running?: Conversation };

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
  const people = [...byPerson.values()];
  const customers = await findCustomersByIdentity(
    sql,
    shopId,
    people.map((inbound) => ({ channelId: inbound.channelId, sourceId: inbound.personId })),
  );
  const known = people.flatMap((inbound) => {
    const customerId = customers.get(personKey(inbound));
    return customerId ? [{ customerId, channelId: inbound.channelId }] : [];
  });
  const running = await findContinuableOf(sql, shopId, known);
  const targets = new Map<string, Target>();
  for (const [key, inbound] of byPerson) {
    const customerId = customers.get(key);
    const conversation = customerId && running.get(`${customerId} ${inbound.channelId}`);
    targets.set(key, conversation ? continued(conversation) : await begun(sql, shopId, inbound, now));
  }
  return inbounds.map((inbound) => {
    const target = targets.get(personKey(inbound));
    if (!target) throw new AppError('bug', 'a message has no conversation');
    return target;
  });
}

function personKey(inbound: Inbound): string {
  return `${inbound.channelId} ${inbound.personId}`;
}

function continued(running: Conversation): Target {
  return { customerId: running.customerId, conversationId: running.conversationId, running };
}

/** A conversation that was answered or closed is open again. */
async function reopen(sql: Sql, shopId: ShopId, targets: readonly Target[]): Promise<void> {
  const running = new Map(
    targets.flatMap((target) => (target.running ? [[target.conversationId, target.running] as const] : [])),
  );
  await Promise.all(
    [...running.values()].map(async (conversation) => {
      const { conversationId, status, version } = conversation;
      const state = nextState(stateOf(conversation), { kind: 'customer-wrote' });
      if (state && state.status !== status)
        await updateConversation(sql, shopId, conversationId, version, { ...state, closedAt: null });
    }),
  );
}

/** A first message: the customer, where unknown, and the conversation. One at a time, or two quick ones would open two. */
async function begun(sql: Sql, shopId: ShopId, inbound: Inbound, now: Date): Promise<Target> {
  const { channelId } = inbound;
  const customer = await findOrCreateCustomer(sql, {
    shopId,
    identity: { channelId, sourceId: inbound.personId, isVerified: inbound.isVerified },
    language: inbound.language ?? 'zh-CN',
    now,
  });
  const { customerId } = customer;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${shopId}/${customerId}`}, 1))`;
  const running = await findContinuable(sql, shopId, customerId, channelId);
  if (running) return continued(running);
  const opened = await insertConversation(sql, {
    shopId,
    conversationId: ConversationId.make(),
    customerId,
    channelId,
    language: inbound.language ?? customer.language,
    now,
  });
  return { customerId, conversationId: opened.conversationId };
}

function toNewMessage(inbound: Inbound, target: Target | undefined, now: Date): NewMessage {
  if (!target) throw new AppError('bug', 'a message has no conversation');
  return {
    conversationId: target.conversationId,
    messageId: MessageId.make(),
    channelId: inbound.channelId,
    author: { kind: 'customer', id: target.customerId },
    content: cleanContent(inbound.content),
    ...(inbound.clientId ? { clientId: inbound.clientId } : {}),
    ...(inbound.messageId ? { sourceId: inbound.messageId } : {}),
    createdAt: now,
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

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBus } from './bus/event-bus.ts';
import { eventTypes, type PublishedEvent, type ShopEvent } from './events.ts';
import { ConversationId, MessageId, OrderId, ShopId, StaffId } from './ids.ts';
import { silentLog } from './log.ts';
import { appendOutbox, startOutboxRelay, toOutboxRows } from './outbox.ts';
import { openDatabase } from './storage/open-database.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ maxConnections: 10 });
});
afterAll(() => db.close());

test('committed events reach the bus once, in order, and are marked', async () => {
  const shopId = await db.makeShop();
  const node = startNode(shopId);
  const conversationId = ConversationId.make();
  for (let batch = 0; batch < 10; batch += 1) {
    const events = [0, 1, 2].map((index) => received(shopId, conversationId, batch * 3 + index));
    await db.database.inShop(shopId, (sql) => appendOutbox(sql, events));
    node.relay.wake(shopId);
  }
  await node.relay.drain();
  await node.stop();
  expect(node.seqs()).toEqual(Array.from({ length: 30 }, (_, seq) => seq));
  const left = await db.database.inShop(shopId, (sql) => sql`select 1 from outbox where published_at is null`);
  expect(left).toHaveLength(0);
});

test('lesser events travel in the row of the event before them and are heard in order', async () => {
  const shopId = await db.makeShop();
  const node = startNode(shopId);
  const [conversationId, other] = [ConversationId.make(), ConversationId.make()];
  const updated = (of: ConversationId): ShopEvent => ({
    type: 'conversation.updated',
    shopId,
    conversationId: of,
    payload: { version: 2 },
  });
  const events = [received(shopId, conversationId, 1), updated(conversationId), updated(other)];
  await db.database.inShop(shopId, (sql) => appendOutbox(sql, events));
  await node.relay.drain();
  await node.stop();
  expect(node.heard.map((event) => [event.type, event.conversationId])).toEqual([
    ['message.received', conversationId],
    ['conversation.updated', conversationId],
    ['conversation.updated', other],
  ]);
  expect(await db.database.inShop(shopId, (sql) => sql`select 1 from outbox`)).toHaveLength(2);
});

test('packed events of several conversations share a row and are heard in order, each in its own', async () => {
  const shopId = await db.makeShop();
  const node = startNode(shopId);
  const conversations = [ConversationId.make(), ConversationId.make(), ConversationId.make()];
  const events = conversations.map((conversationId, index) => received(shopId, conversationId, index + 1));
  const ofNobody: ShopEvent = { type: 'order.changed', shopId, payload: { orderId: OrderId.check('DD1') } };
  await db.database.inShop(shopId, (sql) => appendOutbox(sql, [...events, ofNobody], { isPacked: true }));
  await node.relay.drain();
  await node.stop();
  expect(node.heard.map((event) => [event.type, event.conversationId ?? undefined])).toEqual([
    ...conversations.map((conversationId) => ['message.received', conversationId]),
    ['order.changed', undefined],
  ]);
  expect(node.seqs()).toEqual([1, 2, 3, -1]);
  expect(await db.database.inShop(shopId, (sql) => sql`select 1 from outbox`)).toHaveLength(1);
});

test('a row holds a limited number of packed events', () => {
  const shopId = ShopId.check('tea');
  const events = Array.from({ length: 400 }, (_none, seq) => received(shopId, ConversationId.make(), seq));
  const rows = toOutboxRows(events, true);
  expect(rows.map((row) => 1 + (row.further?.length ?? 0))).toEqual([192, 192, 16]);
  expect(toOutboxRows(events)).toHaveLength(400);
});

test('nothing is packed before others could say hello, nor while one is there that reads rows of one conversation only', async () => {
  const shopId = await db.makeShop();
  const sent: string[] = [];
  let say: (note: string) => void = () => {};
  const open = (listenFirst?: number) =>
    startOutboxRelay({
      database: db.database,
      bus: createBus(silentLog()),
      log: silentLog(),
      pollMilliseconds: 60_000,
      ...(listenFirst === undefined ? {} : { listenFirst }),
      openLink: ({ onNote }) => {
        say = onNote;
        return { send: (note) => void sent.push(note), stop: async () => {} };
      },
    });
  const early = open();
  expect(early.packs()).toBe(false);
  const relay = open(0);
  expect(relay.packs()).toBe(true);
  say('hello 2');
  say(`rows ${shopId} 1`);
  expect(relay.packs()).toBe(true);
  say('hello');
  expect(relay.packs()).toBe(false);
  await Promise.all([early.stop(), relay.stop()]);
});

test('events of a transaction that rolled back are never heard', async () => {
  const shopId = await db.makeShop();
  const node = startNode(shopId);
  await db.database.rehearseInShop(shopId, (sql) => appendOutbox(sql, [received(shopId, ConversationId.make(), 1)]));
  node.relay.wake(shopId);
  await node.relay.drain();
  await node.stop();
  expect(node.heard).toEqual([]);
});

test('rows that nobody woke for are found, also those from before the start', async () => {
  const shopId = await db.makeShop();
  await db.database.inShop(shopId, (sql) => appendOutbox(sql, [received(shopId, ConversationId.make(), 1)]));
  const node = startNode(shopId);
  await node.relay.drain();
  await node.stop();
  expect(node.seqs()).toEqual([1]);
});

test('two processes that write one conversation in turn both hear all of it in order', async () => {
  const shopId = await db.makeShop();
  const conversationId = ConversationId.make();
  const other = openDatabase(db.app, { log: silentLog(), maxConnections: 5 });
  const nodes = [startNode(shopId), startNode(shopId, other)];
  await Promise.all(nodes.map((node) => node.isAcquainted()));
  for (let seq = 0; seq < 60; seq += 1) {
    await db.database.inShop(shopId, (sql) => appendOutbox(sql, [received(shopId, conversationId, seq)]));
    nodes[seq % 2]?.relay.wake(shopId);
  }
  await until(() => nodes.every((node) => node.heard.length === 60));
  await Promise.all(nodes.map((node) => node.stop()));
  await other.close();
  for (const node of nodes) expect(node.seqs()).toEqual(Array.from({ length: 60 }, (_, seq) => seq));
});

test('a passing event reaches every process without being stored', async () => {
  const shopId = await db.makeShop();
  const other = openDatabase(db.app, { log: silentLog(), maxConnections: 5 });
  const nodes = [startNode(shopId), startNode(shopId, other)];
  await Promise.all(nodes.map((node) => node.isAcquainted()));
  const conversationId = ConversationId.make();
  nodes[0]?.relay.announce({
    type: 'typing.changed',
    shopId,
    conversationId,
    payload: { by: 'customer', isTyping: true },
  });
  await until(() => nodes.every((node) => node.heard.length === 1));
  await Promise.all(nodes.map((node) => node.stop()));
  await other.close();
  expect(nodes[1]?.heard[0]).toMatchObject({ type: 'typing.changed', shopId, conversationId, outboxId: undefined });
  expect(await db.database.inShop(shopId, (sql) => sql`select 1 from outbox`)).toHaveLength(0);
});

test('a failing subscriber does not keep others from hearing', async () => {
  const shopId = await db.makeShop();
  const node = startNode(shopId);
  node.bus.subscribe(['message.received'], () => {
    throw new Error('broken');
  });
  node.bus.subscribe(['message.received'], () => Promise.reject(new Error('broken later')));
  const after: PublishedEvent[] = [];
  node.bus.subscribe(eventTypes, (event) => void after.push(event));
  await db.database.inShop(shopId, (sql) => appendOutbox(sql, [received(shopId, ConversationId.make(), 7)]));
  await node.relay.drain();
  await node.stop();
  expect(after).toHaveLength(1);
});

test('an event of a newer version is passed over, not an error', async () => {
  const shopId = await db.makeShop();
  const node = startNode(shopId);
  await db.database.inShop(
    shopId,
    (sql) => sql`insert into outbox (shop_id, type, payload) values (${shopId}, 'parcel.sang', '{}')`,
  );
  await db.database.inShop(shopId, (sql) => appendOutbox(sql, [received(shopId, ConversationId.make(), 1)]));
  await node.relay.drain();
  await node.stop();
  expect(node.seqs()).toEqual([1]);
});

function startNode(shopId: ShopId, database = db.database) {
  const bus = createBus(silentLog());
  const heard: PublishedEvent[] = [];
  const hellos: PublishedEvent[] = [];
  const probe = StaffId.make();
  bus.subscribe(eventTypes, (event) => {
    if (event.type === 'presence.changed') hellos.push(event);
    else if (event.shopId === shopId) heard.push(event);
  });
  // A long poll, so that the tests see the wake-up and not the poll.
  const relay = startOutboxRelay({ database, bus, log: silentLog(), pollMilliseconds: 60_000 });
  return {
    bus,
    relay,
    heard,
    seqs: () => heard.map((event) => (event.type === 'message.received' ? event.payload.seq : -1)),
    /** Waits until another process is heard. */
    isAcquainted: async () => {
      await until(() => {
        relay.announce({ type: 'presence.changed', shopId: anyShop, payload: { staffId: probe, presence: 'online' } });
        return hellos.some((event) => event.type === 'presence.changed' && event.payload.staffId !== probe);
      });
    },
    stop: () => relay.stop(),
  };
}

const anyShop = ShopId.check('any');

function received(shopId: ShopId, conversationId: ConversationId, seq: number): ShopEvent {
  return { type: 'message.received', shopId, conversationId, payload: { messageId: MessageId.make(), seq } };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}

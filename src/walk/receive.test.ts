import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWidgetChannel, type Inbound } from '../channels/index.ts';
import { AppError, fixedClock, systemClock } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { createReceiver } from './receive.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ maxConnections: 10 });
});
afterAll(() => test.close());

const relay = { wake: () => {}, announce: () => {}, packs: () => false, drain: async () => {}, stop: async () => {} };

/** Nodes of the widget's channel on a clock that stands still. */
function widgetNodes() {
  const channel = createWidgetChannel();
  const clock = fixedClock(new Date('2026-11-21T04:00:00Z'));
  const parts = { database: test.database, clock, relay, channels: new Map([[channel.id, channel]]) };
  return { channelId: channel.id, clock, makeNode: () => createReceiver(parts, () => {}) };
}

const people = 150;

/** What new people write in their first second, in an order of its own for each process. */
function firstWords(step: number): Inbound[] {
  return Array.from({ length: people }, (_none, index) => {
    const person = (index * step) % people;
    return {
      channelId: 'widget',
      personId: `person-${person}`,
      isVerified: false,
      messageId: `${step}-${person}`,
      content: [{ kind: 'text' as const, text: '在吗' }],
      sentAt: new Date(),
    };
  });
}

it('people who are all new and write at once to several processes have one conversation each, without gaps', async () => {
  const shopId = await test.makeShop();
  const parts = { database: test.database, clock: systemClock, relay, channels: new Map() };
  const processes = [1, 7, 11].map((step) => ({ step, receiver: createReceiver(parts, () => {}) }));
  const received = await Promise.all(
    processes.flatMap(({ step, receiver }) => firstWords(step).map((inbound) => receiver.receive(shopId, inbound))),
  );
  expect(received.some((one) => one.isDuplicate)).toBe(false);
  const [row] = await test.database.inShop(
    shopId,
    (sql) => sql<{ customers: number; conversations: number; messages: number; torn: number }[]>`
      select (select count(*)::int from customers where shop_id = ${shopId}) as customers,
        (select count(*)::int from conversations where shop_id = ${shopId}) as conversations,
        count(*)::int as messages, (count(*) - count(distinct (conversation_id, seq)))::int as torn
      from messages where shop_id = ${shopId}`,
  );
  if (!row) throw new AppError('bug', 'no row');
  expect(row).toEqual({ customers: people, conversations: people, messages: 3 * people, torn: 0 });
});

it('one visitor keeps one pace over all nodes, is told when to come back, and a repeated send is no new message', async () => {
  const shopId = await test.makeShop();
  const { channelId, clock, makeNode } = widgetNodes();
  const nodes = [makeNode(), makeNode()];
  const say = (personId: string, number: number, node = number % 2) =>
    nodes[node]?.receive(shopId, {
      channelId,
      personId,
      isVerified: false,
      clientId: `${personId}-message-${number}`,
      content: [{ kind: 'text', text: `第 ${number} 句` }],
      sentAt: clock.now(),
    });
  const numbers = Array.from({ length: 16 }, (_none, index) => index);
  await say('quick', 0);
  const outcomes = await Promise.allSettled([
    ...numbers.slice(1).map((number) => say('quick', number)),
    ...numbers.slice(0, 10).map((number) => say('calm', number)),
  ]);
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(6);
  for (const reason of refused) expect(reason).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 0.5 });
  expect((await say('quick', 0, 1))?.isDuplicate).toBe(true);

  clock.advance(499);
  await expect(say('quick', 20)).rejects.toMatchObject({ retryAfterSeconds: 0.001 });
  clock.advance(1);
  expect((await say('quick', 20))?.isDuplicate).toBe(false);
  await expect(say('quick', 21)).rejects.toMatchObject({ retryAfterSeconds: 0.5 });
  clock.advance(60_000);
  const burst = await Promise.allSettled(numbers.map((number) => say('quick', 100 + number)));
  expect(burst.filter((one) => one.status === 'fulfilled')).toHaveLength(10);
  const [row] = await test.database.inShop(
    shopId,
    (sql) => sql<{ torn: number }[]>`
      select coalesce(sum(last_seq - stored), 0)::int as torn
      from conversations join lateral (select count(*) as stored from messages
        where messages.shop_id = ${shopId} and messages.conversation_id = conversations.conversation_id) counted on true
      where conversations.shop_id = ${shopId}`,
  );
  expect(row?.torn).toBe(0);
});

it('words that follow at once put an answer off; one that has waited for long keeps its place whatever else is said', async () => {
  const shopId = await test.makeShop();
  const { channelId, clock, makeNode } = widgetNodes();
  const receiver = makeNode();
  const dueAfter = async (clientId: string) => {
    const content = [{ kind: 'text' as const, text: '我的快递到哪了' }];
    const from = { channelId, personId: 'patient', isVerified: false };
    await receiver.receive(shopId, { ...from, clientId, content, sentAt: clock.now() });
    const [row] = await test.database.inShop(shopId, (sql) => sql<{ at: Date }[]>`select due_at as at from turns_due`);
    return row?.at.toISOString().slice(14, 19);
  };
  expect(await dueAfter('first')).toBe('00:00');
  clock.advance(2_000);
  expect(await dueAfter('second')).toBe('00:02');
  clock.advance(30_000);
  expect(await dueAfter('third')).toBe('00:02');
});

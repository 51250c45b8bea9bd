import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Inbound } from '../channels/index.ts';
import { AppError, systemClock } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { createReceiver } from './receive.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase({ maxConnections: 10 });
});
afterAll(() => test.close());

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
  const relay = { wake: () => {}, announce: () => {}, drain: async () => {}, stop: async () => {} };
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

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateConversation } from '../conversations/index.ts';
import { insertConversation } from '../conversations/testing.ts';
import { findOrCreateCustomer } from '../customers/index.ts';
import {
  ConversationId,
  createBus,
  type Database,
  type ShopId,
  silentLog,
  startOutboxRelay,
  systemClock,
} from '../platform/index.ts';
import { createInProcessRoom, type TestDatabase, testDatabase } from '../platform/testing.ts';
import { insertStaff, saveGroup, setGroups, setPresence } from '../staff/index.ts';
import { takeLead } from './lead.ts';
import { enterQueue } from './queue-store.ts';
import { startRouter } from './router.ts';

let test: TestDatabase;
let shopId: ShopId;
beforeAll(async () => {
  test = await testDatabase({ maxConnections: 20 });
});
afterAll(() => test.close());
beforeEach(async () => {
  shopId = await test.makeShop();
  await test.database.inShop(shopId, (sql) =>
    saveGroup(sql, shopId, { groupId: 'aftersale', name: { 'zh-CN': '售后', 'zh-TW': '售後', en: 'After-sales' } }),
  );
});

const inShop: Database['inShop'] = (shop, work) => test.database.inShop(shop, work);

/** One process that routes, linked with the others. */
function aProcess(name: string, openLink: ReturnType<typeof createInProcessRoom>) {
  const log = silentLog();
  const bus = createBus(log);
  const relay = startOutboxRelay({ database: test.database, bus, log, openLink });
  const router = startRouter({ database: test.database, clock: systemClock, log, bus, relay, node: name });
  return {
    router,
    relay,
    stop: async () => {
      await router.stop();
      await relay.stop();
    },
  };
}

async function waits(): Promise<ConversationId> {
  const conversationId = ConversationId.make();
  const now = systemClock.now();
  await inShop(shopId, async (sql) => {
    const { customerId } = await findOrCreateCustomer(sql, {
      shopId,
      identity: { channelId: 'test', sourceId: conversationId, isVerified: false },
      language: 'zh-CN',
      now,
    });
    const opened = await insertConversation(sql, {
      shopId,
      conversationId,
      customerId,
      channelId: 'test',
      language: 'zh-CN',
      now,
    });
    await updateConversation(sql, shopId, conversationId, opened.version, { handler: { kind: 'queue' } });
    await enterQueue(sql, {
      shopId,
      conversationId,
      groupId: 'aftersale',
      priority: 3,
      reason: 'asked',
      summary: {},
      language: 'zh-CN',
      now,
    });
  });
  return conversationId;
}

async function anAgentComes(): Promise<void> {
  await inShop(shopId, async (sql) => {
    const now = systemClock.now();
    const email = `${ConversationId.make()}@example.com`;
    const staff = await insertStaff(sql, {
      shopId,
      email,
      name: '小李',
      role: 'agent',
      passwordHash: 'none',
      capacity: 5,
    });
    await setGroups(sql, shopId, staff.staffId, [{ groupId: 'aftersale', level: 1 }]);
    await setPresence(sql, { shopId, staffId: staff.staffId, presence: 'online', now });
  });
}

const assignedCount = async () =>
  (await inShop(shopId, (sql) => sql`select 1 from queue_entries where shop_id = ${shopId} and status = 'assigned'`))
    .length;

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('who routes a shop', () => {
  it('is one process at a time, as long as it says so', async () => {
    const take = (node: string, isFresh = false) => inShop(shopId, (sql) => takeLead(sql, shopId, node, isFresh));
    expect(await take('one')).toEqual({ kind: 'ours' });
    expect(await take('one', true)).toEqual({ kind: 'ours' });
    expect(await take('two')).toMatchObject({ kind: 'other', hasWaiting: false });
    await inShop(shopId, (sql) => sql`update routing_leads set lease_until = now() where shop_id = ${shopId}`);
    expect(await take('two')).toEqual({ kind: 'ours' });
    expect(await take('one', true)).toMatchObject({ kind: 'other' });
  });

  it('windows of every process are told the places', async () => {
    const room = createInProcessRoom();
    const [leader, follower] = [aProcess('leader', room), aProcess('follower', room)];
    const conversationId = await waits();
    leader.router.wake(shopId);
    await leader.router.drain();
    follower.router.wake(shopId);
    await until(() => follower.router.places(shopId).get(conversationId)?.position === 1);
    expect(leader.router.places(shopId).get(conversationId)?.position).toBe(1);
    await follower.stop();
    await leader.stop();
  });

  it('is another as soon as it goes, and a few seconds after it died', async () => {
    const room = createInProcessRoom();
    const [first, second] = [aProcess('first', room), aProcess('second', room)];
    await waits();
    first.router.wake(shopId);
    await first.router.drain();
    second.router.wake(shopId);
    await second.router.drain();
    // Gone by the door: nobody waits for the lease.
    await first.stop();
    await anAgentComes();
    second.router.wake(shopId);
    await until(async () => (await assignedCount()) === 1);
    // Dead: it holds a lease that it will not renew.
    await second.router.drain();
    await inShop(
      shopId,
      (sql) => sql`
        update routing_leads set node = 'dead', lease_until = now() + interval '1 second' where shop_id = ${shopId}`,
    );
    const third = aProcess('third', room);
    await waits();
    third.router.wake(shopId);
    await until(async () => (await assignedCount()) === 2);
    await third.stop();
    await second.stop();
  });
});

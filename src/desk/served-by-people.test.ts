import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendMessages, findConversation, updateConversation } from '../conversations/index.ts';
import { insertConversation } from '../conversations/testing.ts';
import { findOrCreateCustomer } from '../customers/index.ts';
import {
  ConversationId,
  type CustomerId,
  createBus,
  type FixedClock,
  fixedClock,
  MessageId,
  type ShopId,
  type Sql,
  type StaffId,
  silentLog,
  startOutboxRelay,
} from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import {
  assignConversation,
  enterQueue,
  latestEntry,
  learnMatches,
  listMatches,
  type Router,
  readPromises,
  startRouter,
  usualRoutingSettings,
} from '../routing/index.ts';
import { findStaff, insertStaff, saveGroup, setGroups, setPresence } from '../staff/index.ts';
import { lookAfterLongWaits } from './long-waits.ts';
import { returnFromSilent } from './silent-agents.ts';

let test: TestDatabase;
let shopId: ShopId;
let clock: FixedClock;
let router: Router;
let stop: () => Promise<void>;

beforeAll(async () => {
  test = await testDatabase({ maxConnections: 40 });
});
afterAll(() => test.close());

beforeEach(async () => {
  await stop?.();
  shopId = await test.makeShop();
  clock = fixedClock(new Date('2026-11-11T02:00:00Z'));
  const log = silentLog();
  const bus = createBus(log);
  const relay = startOutboxRelay({ database: test.database, bus, log });
  router = startRouter({ database: test.database, clock, log, bus, relay });
  stop = async () => {
    await router.stop();
    await relay.stop();
  };
  await inShop((sql) =>
    saveGroup(sql, shopId, { groupId: 'aftersale', name: { 'zh-CN': '售后', 'zh-TW': '售後', en: 'After-sales' } }),
  );
});
afterAll(() => stop?.());

const inShop = <T>(work: (sql: Sql) => Promise<T>) => test.database.inShop(shopId, work);

async function aPerson(name: string, capacity = 2): Promise<StaffId> {
  return await inShop(async (sql) => {
    const email = `${name}-${Math.random()}@shop.example`;
    const staff = await insertStaff(sql, { shopId, email, name, role: 'agent', passwordHash: 'none', capacity });
    await setGroups(sql, shopId, staff.staffId, [{ groupId: 'aftersale', level: 1 }]);
    await setPresence(sql, { shopId, staffId: staff.staffId, presence: 'online', now: clock.now() });
    return staff.staffId;
  });
}

async function aWait(person: string, more: { priority?: number; intent?: string } = {}): Promise<ConversationId> {
  const conversationId = ConversationId.make();
  const now = clock.now();
  await inShop(async (sql) => {
    const customer = await findOrCreateCustomer(sql, {
      shopId,
      identity: { channelId: 'console', sourceId: person, isVerified: false },
      language: 'zh-CN',
      now,
    });
    await wait(sql, conversationId, customer.customerId, more);
  });
  return conversationId;
}

async function wait(
  sql: Sql,
  conversationId: ConversationId,
  customerId: CustomerId,
  more: { priority?: number; intent?: string },
): Promise<void> {
  const now = clock.now();
  await insertConversation(sql, { shopId, conversationId, customerId, channelId: 'console', language: 'zh-CN', now });
  await appendMessages(sql, shopId, [
    {
      conversationId,
      messageId: MessageId.make(),
      channelId: 'console',
      author: { kind: 'customer', id: customerId },
      content: [{ kind: 'text', text: '转人工' }],
      createdAt: now,
    },
  ]);
  const conversation = await findConversation(sql, shopId, conversationId);
  await updateConversation(sql, shopId, conversationId, conversation?.version ?? 0, { handler: { kind: 'queue' } });
  await enterQueue(sql, {
    shopId,
    conversationId,
    groupId: 'aftersale',
    priority: more.priority ?? 5,
    reason: 'asked',
    summary: {},
    language: 'zh-CN',
    ...(more.intent ? { intent: more.intent } : {}),
    now,
  });
}

async function route(): Promise<void> {
  router.wake(shopId);
  await router.drain();
}

async function close(conversationId: ConversationId): Promise<void> {
  await inShop(async (sql) => {
    const found = await findConversation(sql, shopId, conversationId);
    const patch = { status: 'closed' as const, handler: { kind: 'ai' as const }, closedAt: clock.now() };
    await updateConversation(sql, shopId, conversationId, found?.version ?? 0, patch);
  });
}

const holder = async (conversationId: ConversationId) => {
  const found = await inShop((sql) => findConversation(sql, shopId, conversationId));
  return found?.handler.kind === 'agent' ? found.handler.staffId : found?.handler.kind;
};
const entryOf = (conversationId: ConversationId) => inShop((sql) => latestEntry(sql, shopId, conversationId));

describe('giving conversations to people', () => {
  it('goes by the order, stops at the caps and keeps why', async () => {
    const [calm, urgent, late] = [await aWait('1'), await aWait('2', { priority: 1 }), await aWait('3')];
    const lin = await aPerson('lin', 1);
    await route();
    expect([await holder(calm), await holder(urgent), await holder(late)]).toEqual(['queue', lin, 'queue']);
    expect((await entryOf(urgent))?.assignmentDetails).toMatchObject({ step: 'only', candidates: 1, leftWaiting: 2 });
    expect(router.places(shopId).get(calm)?.position).toBe(1);
  });

  it('one of a thousand who take the same conversation at once gets it', async () => {
    const lin = await aPerson('lin', 8);
    const conversationId = await aWait('1');
    const taken = await Promise.all(
      Array.from({ length: 1_000 }, () =>
        inShop((sql) =>
          assignConversation(sql, {
            shopId,
            conversationId,
            staffId: lin,
            staffName: 'lin',
            reason: '{}',
            now: clock.now(),
          }),
        ),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  }, 60_000);

  it('brings a customer who comes back within a day to the same person, even while that one is away', async () => {
    const [lin, chen] = [await aPerson('lin', 5), await aPerson('chen', 5)];
    const first = await aWait('regular');
    await route();
    const owner = await holder(first);
    await close(first);
    clock.advance(3_600_000);
    await inShop((sql) =>
      setPresence(sql, { shopId, staffId: owner === lin ? lin : chen, presence: 'away', now: clock.now() }),
    );
    const again = await aWait('regular');
    const stranger = await aWait('stranger');
    await route();
    expect([await holder(again), await holder(stranger)]).toEqual([owner, owner === lin ? chen : lin]);
    expect((await entryOf(again))?.assignmentReason).toContain('wanted');
  });
});

describe('what happens otherwise', () => {
  it('a silent agent loses the conversation back to its old place, and is away after the second', async () => {
    const lin = await aPerson('lin', 2);
    const [one, two] = [await aWait('1'), await aWait('2')];
    await route();
    clock.advance(60_000);
    const later = await aWait('3');
    clock.advance(60_000);
    expect(await inShop((sql) => returnFromSilent(sql, shopId, usualRoutingSettings, clock.now()))).toBe(2);
    expect([await holder(one), await holder(two)]).toEqual(['queue', 'queue']);
    expect((await inShop((sql) => findStaff(sql, shopId, lin)))?.presence).toBe('away');
    const chen = await aPerson('chen', 2);
    await route();
    expect([await holder(one), await holder(two), await holder(later)]).toEqual([chen, chen, 'queue']);
  });

  it('who waits too long gets a ticket and keeps the place; where the shop wants it the AI goes on', async () => {
    const conversationId = await aWait('1');
    clock.advance(20 * 60_000);
    const settings = { ticketAfterSeconds: 900, aiAfterSeconds: null, groups: {} };
    expect(await inShop((sql) => lookAfterLongWaits(sql, shopId, settings, clock.now()))).toBe(1);
    expect(await inShop((sql) => lookAfterLongWaits(sql, shopId, settings, clock.now()))).toBe(0);
    expect(await holder(conversationId)).toBe('queue');
    await inShop((sql) => lookAfterLongWaits(sql, shopId, { ...settings, aiAfterSeconds: 600 }, clock.now()));
    expect(await holder(conversationId)).toBe('ai');
  });
});

describe('what is learned', () => {
  it('is how long a person needed for a wish, once for each conversation, and whether promises held', async () => {
    const lin = await aPerson('lin', 1);
    const [one, two] = [await aWait('1', { intent: 'refund' }), await aWait('2', { intent: 'refund' })];
    await route();
    clock.advance(300_000);
    await close(one);
    await route();
    clock.advance(100_000);
    await close(two);
    expect(await inShop((sql) => learnMatches(sql, shopId, clock.now()))).toBe(2);
    expect(await inShop((sql) => learnMatches(sql, shopId, clock.now()))).toBe(0);
    const expected = [{ staffId: lin, intent: 'refund', count: 2, resolved: 2, seconds: 400 }];
    expect(await inShop((sql) => listMatches(sql, shopId))).toEqual(expected);
    const since = new Date(clock.now().getTime() - 3_600_000);
    expect(await inShop((sql) => readPromises(sql, shopId, since))).toMatchObject({ sample: 1, heldP90: 1 });
  });
});

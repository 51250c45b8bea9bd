import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateConversation } from '../conversations/index.ts';
import { insertConversation } from '../conversations/testing.ts';
import { findOrCreateCustomer } from '../customers/index.ts';
import {
  appendOutbox,
  ConversationId,
  createBus,
  type OutboxRelay,
  type ShopId,
  type Sql,
  type StaffId,
  silentLog,
  startOutboxRelay,
  systemClock,
} from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { insertStaff, replaceShifts, saveGroup, saveSkill, setGroups, setPresence, setSkills } from '../staff/index.ts';
import { addDays, planShift } from './plan-shifts.ts';
import { enterQueue } from './queue-store.ts';
import { type Router, startRouter } from './router.ts';
import { routingSettingsSchema, saveRoutingSettings } from './routing-settings.ts';

let test: TestDatabase;
let shopId: ShopId;
let relay: OutboxRelay;
let router: Router;
let first: StaffId;
let second: StaffId;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  shopId = await test.makeShop();
  const log = silentLog();
  const bus = createBus(log);
  relay = startOutboxRelay({ database: test.database, bus, log });
  router = startRouter({ database: test.database, clock: systemClock, log, bus, relay });
  first = await aPerson('first', 1);
  second = await aPerson('second', 2);
});
afterEach(async () => {
  await router.stop();
  await relay.stop();
});

const inShop = <T>(work: (sql: Sql) => Promise<T>) => test.database.inShop(shopId, work);
const name = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text });

/** Of two people with different levels the better one is always taken, as long as no rule says otherwise. */
async function aPerson(label: string, level: number): Promise<StaffId> {
  return await inShop(async (sql) => {
    for (const groupId of ['aftersale', 'presale']) await saveGroup(sql, shopId, { groupId, name: name(groupId) });
    const { staffId } = await insertStaff(sql, {
      shopId,
      email: `${label}@example.com`,
      name: label,
      role: 'agent',
      passwordHash: 'none',
      capacity: 50,
    });
    await setGroups(sql, shopId, staffId, [{ groupId: 'aftersale', level }]);
    await setPresence(sql, { shopId, staffId, presence: 'online', now: systemClock.now() });
    return staffId;
  });
}

async function waits(groupId = 'aftersale'): Promise<ConversationId> {
  const conversationId = ConversationId.make();
  const now = systemClock.now();
  await inShop(async (sql) => {
    const identity = { channelId: 'test', sourceId: conversationId, isVerified: false };
    const { customerId } = await findOrCreateCustomer(sql, { shopId, identity, language: 'zh-CN', now });
    const conversation = { shopId, conversationId, customerId, channelId: 'test', language: 'zh-CN' as const, now };
    const opened = await insertConversation(sql, conversation);
    await updateConversation(sql, shopId, conversationId, opened.version, { handler: { kind: 'queue' } });
    const entry = { groupId, priority: 3, reason: 'asked', summary: {}, language: 'zh-CN' };
    await enterQueue(sql, { shopId, conversationId, ...entry, now });
  });
  router.wake(shopId);
  return conversationId;
}

/** Writes settings as the routes do, with the news of them. */
async function set(changed: 'routing' | 'team', write: (sql: Sql) => Promise<void>): Promise<void> {
  await inShop(async (sql) => {
    await write(sql);
    await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: [changed] } }]);
  });
  relay.wake(shopId);
}
const rules = (given: unknown) =>
  set('routing', (sql) => saveRoutingSettings(sql, shopId, routingSettingsSchema.parse(given)));

async function holder(conversationId: ConversationId): Promise<StaffId | null> {
  const [row] = await inShop(
    (sql) =>
      sql<{ staff_id: StaffId | null }[]>`select staff_id from conversations where conversation_id = ${conversationId}`,
  );
  return row?.staff_id ?? null;
}

describe('a changed setting', () => {
  it('decides the very next assignment: skills that a group requires', async () => {
    const before = await waits();
    await expect.poll(() => holder(before)).toBe(first);
    await set('team', async (sql) => {
      await saveSkill(sql, shopId, { skillId: 'jewellery', name: name('珠宝') });
      await setSkills(sql, shopId, second, [{ skillId: 'jewellery', level: 1 }]);
    });
    await rules({ groups: { aftersale: { requires: [{ skillId: 'jewellery' }] } } });
    const after = await waits();
    await expect.poll(() => holder(after)).toBe(second);
  });

  it('reaches those who wait already: a group that now gets help, a shift that has begun', async () => {
    await rules({ anybodySeconds: null, followsShifts: true });
    const waiting = await waits('presale');
    await router.drain();
    expect(await holder(waiting)).toBe(null);
    await rules({ anybodySeconds: 0, followsShifts: true });
    await router.drain();
    expect(await holder(waiting)).toBe(null);
    const day = systemClock.now().toISOString().slice(0, 10);
    const shifts = [addDays(day, -1), day].map((one) =>
      planShift({ staffId: second, day: one, from: '00:00', to: '24:00' }, 'UTC'),
    );
    await set('team', (sql) => replaceShifts(sql, shopId, [], shifts));
    await expect.poll(() => holder(waiting)).toBe(second);
  });

  it('counts at once: nobody gets what weighs more than there is room for', async () => {
    await rules({ weights: { test: 2_000 } });
    const heavy = [await waits(), await waits(), await waits(), await waits()];
    await expect.poll(async () => (await Promise.all(heavy.map(holder))).filter(Boolean).length).toBe(4);
    const one = await waits();
    await router.drain();
    expect(await holder(one)).toBe(null);
    await rules({ weights: { test: 100 } });
    await expect.poll(() => holder(one)).not.toBe(null);
  });
});

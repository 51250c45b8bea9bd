import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { readRoutingSettings, routingSettingsSchema, saveRoutingSettings } from '../../src/routing/index.ts';
import { listStaff, setPresence } from '../../src/staff/index.ts';
import { type RunningApp, runApp } from './running-app.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await runApp();
}, 120_000);
afterAll(() => running.stop());

const inShop: RunningApp['app']['walk']['database']['inShop'] = (shopId, work) =>
  running.app.walk.database.inShop(shopId, work);

/** Who has the customer's conversation after a first question that the AI could answer. */
async function handlerAfterHello(): Promise<string> {
  const customer = await running.aCustomer();
  await customer.say('你们发什么快递');
  return await inShop(demoShopId, async (sql) => {
    const rows = await sql<{ handler: string }[]>`
      select handler from conversations where shop_id = ${demoShopId} order by created_at desc, conversation_id desc limit 1`;
    return rows[0]?.handler ?? '';
  });
}

it('people answer first only while the shop says so and somebody is there; at night the AI does', async () => {
  expect(await handlerAfterHello()).toBe('ai');
  const rules = [{ mode: 'human-first', from: '09:00', to: '22:00' }];
  await inShop(demoShopId, (sql) =>
    saveRoutingSettings(sql, demoShopId, routingSettingsSchema.parse({ reception: rules })),
  );
  expect((await inShop(demoShopId, (sql) => readRoutingSettings(sql, demoShopId))).reception).toHaveLength(1);
  running.clock.advance(60_000);
  await setAll('offline');
  expect(await handlerAfterHello()).toBe('ai');
  await setAll('online');
  expect(['queue', 'agent']).toContain(await handlerAfterHello());
  running.clock.advance(14 * 3_600_000);
  expect(await handlerAfterHello()).toBe('ai');
}, 120_000);

async function setAll(presence: 'online' | 'offline'): Promise<void> {
  const now = running.clock.now();
  await inShop(demoShopId, async (sql) => {
    for (const { staffId } of await listStaff(sql, demoShopId))
      await setPresence(sql, { shopId: demoShopId, staffId, presence, now });
  });
}

it('who is promised an answer sooner on this channel goes earlier, and the reason says so', async () => {
  running.clock.set(new Date('2026-11-23T04:00:00Z'));
  const promiseSeconds = { '*': 30, console: 5 };
  await inShop(demoShopId, (sql) =>
    saveRoutingSettings(sql, demoShopId, routingSettingsSchema.parse({ promiseSeconds })),
  );
  const customer = await running.aCustomer();
  await customer.say('转人工');
  const [entry] = await inShop(
    demoShopId,
    (sql) => sql<{ urgency: unknown }[]>`
      select urgency from queue_entries where shop_id = ${demoShopId} order by queued_at desc limit 1`,
  );
  expect(entry?.urgency).toContainEqual({ key: 'shorter-promise', seconds: 25 });
}, 120_000);

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../commerce/index.ts';
import { loadKnowledge } from '../knowledge/index.ts';
import { createSecrets, type Secrets, silentLog } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { prepareImportedShop } from './prepare-imported-shop.ts';
import { demoShopId, ensureDemoShop } from './seed-demo-shop.ts';

let testing: TestDatabase;
let secrets: Secrets;
const folder = new URL('../..', import.meta.url).pathname;
const monday = new Date('2026-11-16T06:00:00Z');
const tuesday = new Date('2026-11-17T06:00:00Z');

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

const open = () => openStore({ database: testing.database, secrets, shopId: demoShopId, platform: 'peakdesk' });
const ensure = (now: Date) => ensureDemoShop({ database: testing.database, secrets, folder, now, log: silentLog() });

test('the demo shop is seeded once a day, and what somebody touched stays', async () => {
  await ensure(monday);
  const store = await open();
  const products = await store.listProducts();
  expect(products.length).toBeGreaterThan(90);
  const [delivered] = await store.listOrders('DC0001', 10);
  expect(delivered?.status).toBe('delivered');
  const actor = { storeCustomerId: 'DC0001', identity: 'verified' } as const;
  const given = { orderId: delivered?.orderId, lineIds: ['1'], reason: 'wrong-size' };
  expect(await store.check(actor, 'request-return', given, monday)).toMatchObject({ ok: true });

  const [pending] = await store.listOrders('DC0003', 10);
  const cancel = { orderId: pending?.orderId, reason: 'no-longer-wanted' };
  const buyer = { storeCustomerId: 'DC0003', identity: 'verified' } as const;
  await store.perform(buyer, 'cancel-order', cancel, { idempotencyKey: 'a', now: monday });
  await ensure(monday);
  expect((await store.listOrders('DC0003', 10)).map((order) => order.status)).toEqual(['cancelled']);

  await ensure(tuesday);
  expect((await store.listOrders('DC0003', 10)).map((order) => order.status)).toEqual(['pending', 'cancelled']);
  const [fresh, ...others] = await store.listOrders('DC0001', 10);
  expect(others).toEqual([]);
  expect(fresh?.parcels[0]?.deliveredAt?.startsWith('2026-11-16')).toBe(true);
});

test('the shop knows its rules, and promotions move on with the days', async () => {
  await ensure(monday);
  const store = await open();
  const { promotions, faqs, policies, shipping } = await testing.database.inShop(demoShopId, async (sql) =>
    loadKnowledge(sql, demoShopId, await store.listProducts()),
  );
  expect([faqs.length > 100, policies.length > 20, shipping !== null]).toEqual([true, true, true]);
  expect(promotions.find((one) => one.id === 'flash-morning')?.validFrom?.startsWith('2026-11-17')).toBe(true);
  const [row] = await testing.database.inShop(
    demoShopId,
    (sql) => sql<{ staff: number; replies: number }[]>`
    select (select count(*) from staff) as staff, (select count(*) from knowledge_items where kind = 'canned-reply') as replies`,
  );
  expect(row?.staff).toBeGreaterThan(3);
  expect(row?.replies).toBeGreaterThan(10);
});

test('an imported shop gets the policy of its tools once', async () => {
  const shopId = await testing.makeShop();
  const prepare = () => prepareImportedShop({ database: testing.database, shopId, now: monday });
  await prepare();
  await prepare();
  const known = await testing.database.inShop(shopId, (sql) => loadKnowledge(sql, shopId, []));
  expect(known).toMatchObject({ release: 1, problems: [] });
  expect(known.policies.length).toBe(6);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createSecrets,
  type FixedClock,
  fixedClock,
  type Secrets,
  silentLog,
  startJobWorker,
} from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import { openCase } from '../../case-machine.ts';
import { testStoreConnector } from '../../store-connector.test-suite.ts';
import { aLine, aMovingParcel, anOrder, aPendingOrder, testNow } from '../hosted/a-hosted-shop.ts';
import { aFakeSystem, aRemotePlatform, type FakeSystem, putOrder } from './a-remote-shop.ts';
import { connectionState, saveConnection, startBackfill } from './connect-shop.ts';
import { openMirroredStore } from './mirrored-store.ts';
import { fetchChangeHandler, fetchChangeJob, receivePush } from './push.ts';
import { syncShop, syncStoreHandler, syncStoreJob } from './sync-job.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

const delivered = 'NY20261117000001';
const pending = 'NY20261120000002';
const shipped = 'NY20261119000003';
const foreign = 'NY20261120000009';
const orders = [
  anOrder({ orderId: delivered, lines: [aLine(), aLine({ lineId: '2' }), aLine({ lineId: '3' })] }),
  aPendingOrder({ orderId: pending, placedAt: '2026-11-20T02:00:00Z' }),
  anOrder({ orderId: shipped, placedAt: '2026-11-19T02:00:00Z', status: 'shipped', parcels: [aMovingParcel()] }),
  aPendingOrder({ orderId: foreign, storeCustomerId: 'C2' }),
];
const running = openCase(
  {
    caseId: 'F0',
    orderId: delivered,
    storeCustomerId: 'C1',
    kind: 'return',
    reason: 'quality',
    lineIds: ['3'],
    amount: 8900,
    details: { note: '杯口有划痕' },
  },
  testNow,
);
const settings = { url: 'https://shop.example.com', secret: 's3cret' };
const me = { storeCustomerId: 'C1', identity: 'verified' } as const;
const address = {
  country: '中国',
  province: '上海市',
  city: '上海市',
  district: '徐汇区',
  detail: '漕溪路 2 号',
  zip: '200030',
};

/** A connected shop whose mirror is full. */
async function aConnectedShop(system: FakeSystem = aFakeSystem(orders), isFilled = true) {
  const { database } = testing;
  const shopId = await testing.makeShop();
  const clock: FixedClock = fixedClock(new Date());
  const platform = aRemotePlatform(system);
  const parts = { database, secrets, clock, log: silentLog(), platforms: [platform] };
  await saveConnection(parts, shopId, { platform: 'fake', settings });
  const sync = async () => {
    clock.advance(3_600_000);
    await syncShop(parts, shopId);
    return connectionState(parts, shopId);
  };
  if (isFilled) await sync();
  const store = openMirroredStore(platform).open({ database, secrets, shopId });
  const expireLeases = () =>
    database.inShop(shopId, (sql) => sql`update side_effects set lease_until = now() - interval '1 second'`);
  return { system, shopId, parts, store, sync, clock, expireLeases };
}

testStoreConnector('a shop elsewhere', async () => {
  const system = aFakeSystem(orders, { cases: new Map([['F0', running]]) });
  return {
    connector: (await aConnectedShop(system)).store,
    customerId: 'C1',
    clues: [
      { by: 'id', storeCustomerId: 'C1' },
      { by: 'email', email: 'Wang.Xiaoming@example.com' },
      { by: 'phone', phone: '+86 138 1234 5678' },
      { by: 'order-phone', orderId: delivered.toLowerCase(), phoneTail: '5678' },
    ],
    foreignOrderId: foreign,
    now: testNow,
    permitted: [
      { action: 'cancel-order', arguments: { orderId: pending, reason: 'no-longer-wanted' } },
      { action: 'change-address', arguments: { orderId: pending, address } },
      { action: 'request-return', arguments: { orderId: delivered, lineIds: ['1'], reason: 'wrong-size' } },
      { action: 'withdraw-case', arguments: { caseId: 'F0' } },
    ],
    refused: [
      {
        action: 'cancel-order',
        arguments: { orderId: shipped, reason: 'other' },
        reasonKey: 'refused.order-already-shipped',
      },
      { action: 'urge-shipping', arguments: { orderId: pending }, reasonKey: 'refused.not-offered' },
      { action: 'withdraw-case', arguments: { caseId: 'nothing' }, reasonKey: 'refused.unknown-case' },
    ],
  };
});

describe('reading a shop elsewhere', () => {
  test('a back-fill that broke off goes on where it stopped', async () => {
    const many = Array.from({ length: 9 }, (_, index) => aPendingOrder({ orderId: `NY2026112000000${index}` }));
    const system = aFakeSystem(many, { pagesLeft: 3 });
    const { sync } = await aConnectedShop(system, false);
    expect(await sync()).toMatchObject({
      state: 'filling',
      progress: { products: { done: 1 }, orders: { done: 6, total: 9 } },
      lastError: { problem: { 'zh-CN': expect.stringContaining('对方服务器出错') } },
    });
    system.pagesLeft = 2;
    expect(await sync()).toMatchObject({ state: 'live', progress: { orders: { done: 9, total: 9 } }, lastError: null });
    expect(system.pagesLeft).toBe(0);
  });

  test('history is read as far back as the owner has said', async () => {
    const old = aPendingOrder({ orderId: 'NY20250101000001' });
    const system = aFakeSystem(orders);
    system.orders.set(old.orderId, { order: old, changedAt: '2025-01-01T00:00:00.000Z' });
    const { sync, store, parts, shopId } = await aConnectedShop(system, false);
    await saveConnection(parts, shopId, { platform: 'fake', settings: { ...settings, historyDays: '100' } });
    expect(await sync()).toMatchObject({ state: 'live', progress: { orders: { done: 4 } } });
    // It is there all the same for whoever names it.
    expect((await store.findOrder(old.orderId))?.orderId).toBe(old.orderId);
  });

  test('a poll brings what has changed and tells of it; one that fails says so and the next one makes up for it', async () => {
    const { system, sync, store, shopId } = await aConnectedShop();
    putOrder(
      system,
      { ...(orders[1] ?? anOrder()), status: 'processing' },
      new Date(Date.now() + 3_600_000).toISOString(),
    );
    system.pagesLeft = 0;
    expect(await sync()).toMatchObject({ state: 'failing', lastError: { detail: expect.any(String) } });
    system.pagesLeft = 1_000;
    expect(await sync()).toMatchObject({ state: 'live', lastError: null });
    expect((await store.listOrders('C1', 10)).find((one) => one.orderId === pending)?.status).toBe('processing');
    const told = await testing.database.inShop(
      shopId,
      (sql) => sql`select 1 from outbox where type = 'order.changed' and payload ->> 'orderId' = ${pending}`,
    );
    expect(told).toHaveLength(1);
  });

  test('a back-fill that is begun anew takes the turn from whoever reads', async () => {
    const { parts, shopId, sync } = await aConnectedShop();
    await startBackfill(parts, shopId);
    expect(await connectionState(parts, shopId)).toMatchObject({ state: 'filling', progress: { orders: { done: 0 } } });
    expect(await sync()).toMatchObject({ state: 'live', progress: { orders: { done: 4 } } });
  });

  test('products that are gone there are gone here', async () => {
    const { system, sync, store } = await aConnectedShop();
    system.products = [];
    await sync();
    expect(await store.listProducts()).toEqual([]);
  });

  test('jobs keep reading by themselves', async () => {
    const { parts, shopId, clock } = await aConnectedShop(aFakeSystem(orders), false);
    const handlers = { [syncStoreJob]: syncStoreHandler(parts) };
    const worker = startJobWorker({ database: testing.database, clock, log: silentLog(), handlers });
    await worker.drain();
    await worker.stop();
    expect(await connectionState(parts, shopId)).toMatchObject({ state: 'live' });
    const waiting = await testing.database.inShop(
      shopId,
      (sql) => sql`select 1 from jobs where name = ${syncStoreJob} and done_at is null`,
    );
    expect(waiting).toHaveLength(1);
  });

  test('a push is verified, and what it names is fetched; what it says is not believed', async () => {
    const { system, parts, shopId, store, clock } = await aConnectedShop();
    const order = aPendingOrder({ orderId: 'NY20261121000077' });
    putOrder(system, order);
    const push = (secret: string) => ({
      method: 'POST',
      query: {},
      headers: { 'x-secret': secret },
      body: order.orderId,
    });
    expect(await receivePush(parts, shopId, 'fake', push('wrong'))).toMatchObject({ status: 401 });
    expect(await receivePush(parts, shopId, 'fake', push('s3cret'))).toMatchObject({ status: 200, body: 'success' });
    const handlers = { [fetchChangeJob]: fetchChangeHandler(parts) };
    const worker = startJobWorker({ database: testing.database, clock, log: silentLog(), handlers });
    await worker.drain();
    await worker.stop();
    expect((await store.listOrders('C1', 1))[0]?.orderId).not.toBeUndefined();
    expect(
      await testing.database.inShop(shopId, (sql) => sql`select 1 from store_orders where order_id = ${order.orderId}`),
    ).toHaveLength(1);
  });
});

describe('writing in a shop elsewhere', () => {
  const cancel = { orderId: pending, reason: 'other' };
  const options = (idempotencyKey: string) => ({ idempotencyKey, now: testNow });

  test('calls at the same time wait for the one that writes', async () => {
    const { system, store } = await aConnectedShop();
    system.writeMilliseconds = 300;
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => store.perform(me, 'cancel-order', cancel, options('k'))),
    );
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(outcomes[0]).toMatchObject({
      ok: true,
      changed: [{ collection: 'orders', id: pending, state: 'cancelled' }],
    });
    expect(system.written).toEqual(['k']);
  });

  test('a write whose answer was lost has happened, and is not written again', async () => {
    const { system, store, expireLeases, parts, shopId } = await aConnectedShop();
    system.failNext = 'after-write';
    await expect(store.perform(me, 'cancel-order', cancel, options('k'))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    await expireLeases();
    expect(await connectionState(parts, shopId)).toMatchObject({ openWrites: 1 });
    expect(await store.perform(me, 'cancel-order', cancel, options('k'))).toMatchObject({ ok: true });
    expect(system.written).toEqual(['k']);
    expect(await connectionState(parts, shopId)).toMatchObject({ openWrites: 0 });
  });

  test('a write that never arrived is written by the next try', async () => {
    const { system, store, expireLeases } = await aConnectedShop();
    system.failNext = 'before-write';
    await expect(store.perform(me, 'cancel-order', cancel, options('k'))).rejects.toMatchObject({
      kind: 'unavailable',
    });
    await expireLeases();
    expect(await store.perform(me, 'cancel-order', cancel, options('k'))).toMatchObject({ ok: true });
    expect(system.written).toEqual(['k']);
  });

  test("the platform's no is the outcome, in its words, and counts nothing", async () => {
    const { system, store, shopId } = await aConnectedShop();
    putOrder(system, aPendingOrder({ orderId: pending, remark: 'locked' }));
    const outcome = await store.perform(me, 'cancel-order', cancel, options('k'));
    expect(outcome).toMatchObject({
      ok: false,
      reasonKey: 'refused.shop-rule',
      parameters: { text: 'the order is locked' },
    });
    expect(await store.perform(me, 'cancel-order', cancel, options('k'))).toEqual(outcome);
    const [row] = await testing.database.inShop(
      shopId,
      (sql) => sql`select is_done, amount, answer ->> 'platformCode' as code from side_effects`,
    );
    expect(row).toMatchObject({ is_done: false, amount: 0, code: 'E42' });
  });

  test('an order that has changed there meanwhile is judged as it is now', async () => {
    const { system, store } = await aConnectedShop();
    putOrder(system, anOrder({ orderId: pending, status: 'shipped' }));
    const refusal = { ok: false, reasonKey: 'refused.order-already-shipped' };
    expect(await store.check(me, 'cancel-order', cancel, testNow)).toMatchObject(refusal);
    expect(await store.perform(me, 'cancel-order', cancel, options('k'))).toMatchObject(refusal);
    expect(system.written).toEqual([]);
  });

  test("a platform's own reason for cancelling is one, and any other word is none", async () => {
    const system = aFakeSystem(orders);
    const platform = aRemotePlatform(system);
    const own = [
      { value: '买家不想买了', label: { 'zh-CN': '不想买了', 'zh-TW': '不想買了', en: 'No longer wanted' } },
    ];
    const { shopId } = await aConnectedShop(system);
    const store = openMirroredStore({
      ...platform,
      descriptor: { ...platform.descriptor, reasons: { 'cancel-order': own } },
    }).open({ database: testing.database, secrets, shopId });
    const check = (reason: string) => store.check(me, 'cancel-order', { orderId: pending, reason }, testNow);
    expect(await check('买家不想买了')).toMatchObject({ ok: true });
    expect(await check('随便')).toMatchObject({ reasonKey: 'refused.invalid-reason' });
  });

  test('limits hold although the write is elsewhere, and amounts wait for a second person', async () => {
    const two = [pending, 'NY20261120000005'].map((orderId) => aPendingOrder({ orderId }));
    const { system, store, shopId } = await aConnectedShop(aFakeSystem(two));
    const safety = (value: object) =>
      testing.database.inShop(
        shopId,
        (sql) => sql`update shops set settings = ${sql.json({ safety: JSON.parse(JSON.stringify(value)) })}`,
      );
    await safety({ approvalAbove: 5000 });
    expect(await store.perform(me, 'cancel-order', cancel, options('a'))).toMatchObject({
      reasonKey: 'refused.approval-needed',
    });
    await safety({ limits: { perShopDay: { count: 1 } } });
    system.writeMilliseconds = 200;
    const outcomes = await Promise.all(
      two.map(({ orderId }) => store.perform(me, 'cancel-order', { orderId, reason: 'other' }, options(orderId))),
    );
    expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
    expect(system.written).toHaveLength(1);
  });

  test('steps of a case are written once, and refused where its state does not allow them', async () => {
    const { system, store } = await aConnectedShop(aFakeSystem(orders, { cases: new Map([['F0', running]]) }));
    const step = (key: string, name: 'approve' | 'receive') =>
      store.stepCase?.(
        'shop',
        { caseId: 'F0', step: name, staffId: '0199a0a0-0000-7000-8000-00000000000a' },
        options(key),
      );
    expect(await step('s', 'approve')).toMatchObject({ ok: true, parameters: { state: 'approved' } });
    expect(await step('s', 'approve')).toMatchObject({ ok: true });
    expect(await step('t', 'receive')).toMatchObject({ reasonKey: 'refused.case-not-open' });
    expect(system.written).toEqual(['s']);
    expect((await store.listCases('C1'))[0]?.state).toBe('approved');
  });
});

describe('connecting', () => {
  test('secrets go in and never come out', async () => {
    const { parts, shopId } = await aConnectedShop();
    const state = await connectionState(parts, shopId);
    expect(state).toMatchObject({ settings: { url: settings.url }, filledSecrets: ['secret'] });
    expect(JSON.stringify(state)).not.toContain('s3cret');
    const [row] = await testing.database.inShop(shopId, (sql) => sql`select settings_sealed from store_connections`);
    expect(String(row?.settings_sealed)).not.toContain('s3cret');
  });

  test('a stored secret stays with its address, and goes with another one', async () => {
    const { parts, shopId } = await aConnectedShop();
    await saveConnection(parts, shopId, {
      platform: 'fake',
      settings: { url: 'https://shop.example.com/v2', secret: '' },
    });
    const elsewhere = { platform: 'fake', settings: { url: 'https://thief.example.com', secret: '' } };
    await expect(saveConnection(parts, shopId, elsewhere)).rejects.toMatchObject({
      kind: 'invalid',
      field: 'settings.secret',
    });
  });

  test('a shop with records of its own, an unknown platform and an unknown field are refused', async () => {
    const { parts, shopId } = await aConnectedShop();
    await testing.database.inShop(shopId, (sql) => sql`update shops set platform = 'peakdesk'`);
    const save = (platform: string, more: Record<string, string> = {}) =>
      saveConnection(parts, shopId, { platform, settings: { ...settings, ...more } });
    await expect(save('fake')).rejects.toMatchObject({ kind: 'conflict' });
    await expect(save('nothing')).rejects.toMatchObject({ kind: 'invalid', field: 'platform' });
    await expect(save('fake', { colour: 'red' })).rejects.toMatchObject({ field: 'settings.colour' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createSecrets,
  type FixedClock,
  fixedClock,
  type Secrets,
  type ShopId,
  silentLog,
} from '../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/testing.ts';
import { aMovingParcel, anOrder } from '../stores/hosted/a-hosted-shop.ts';
import { findStoreOrder, orderRow } from '../stores/records/shop-records.ts';
import { mirrorOrders } from '../stores/remote/mirror-rows.ts';
import { type FakeTrackingService, pushOf, startFakeTracking, trackingKeys } from '../testing/fake-tracking-service.ts';
import type { Order, Parcel } from '../types.ts';
import { removeTracking, saveTracking, testTracking, trackingState } from './connect-tracking.ts';
import { lookAtParcels, type TrackingParts } from './look-at-parcels-job.ts';
import { pushSaltOf, receiveTracking } from './tracking-push.ts';

let testing: TestDatabase;
let secrets: Secrets;
let fake: FakeTrackingService;
let clock: FixedClock;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
  fake = await startFakeTracking();
});
afterAll(async () => {
  await fake.close();
  await testing.close();
});
beforeEach(() => {
  fake.parcels.clear();
  fake.asked.length = 0;
  fake.subscriptions.length = 0;
  fake.fails = undefined;
  clock = fixedClock('2026-11-21T04:00:00Z');
});

const number = 'YT8800112233445';
const settings = (more: object = {}) => ({ ...trackingKeys, url: fake.url, allowPrivateNetwork: 'true', ...more });

function partsAt(publicUrl?: string): TrackingParts {
  return { database: testing.database, secrets, clock, log: silentLog(), publicUrl };
}

async function aShop(parcel: Partial<Parcel> = {}, more: object = {}): Promise<{ shopId: ShopId; order: Order }> {
  const shopId = await testing.makeShop();
  const order = anOrder({
    status: 'shipped',
    parcels: [aMovingParcel({ trackingNumber: number, carrier: '', parcelId: 'P1', ...parcel })],
  });
  const shopSecrets = await secrets.forShop(shopId);
  await testing.database.inShop(shopId, async (sql) => {
    await sql`update shops set platform = 'peakdesk' where shop_id = ${shopId}`;
    await sql`insert into store_orders ${sql([orderRow({ sql, shopId, secrets: shopSecrets }, order)])}`;
  });
  const { publicUrl, ...rest } = { publicUrl: undefined, ...more };
  await saveTracking(partsAt(publicUrl), shopId, { service: 'kuaidi100', settings: settings(rest) });
  return { shopId, order };
}

const later = (hours: number) => clock.set(new Date(clock.now().getTime() + hours * 3_600_000));

async function orderOf(shopId: ShopId, { orderId }: Order): Promise<Order | undefined> {
  const shopSecrets = await secrets.forShop(shopId);
  return testing.database.inShop(shopId, (sql) => findStoreOrder({ sql, shopId, secrets: shopSecrets }, orderId));
}

const told = (shopId: ShopId, type: string) =>
  testing.database.inShop(shopId, async (sql) => {
    const rows = await sql<{ payload: unknown }[]>`select payload from outbox where type = ${type} order by outbox_id`;
    return rows.map((row) => row.payload);
  });

const onItsWay = {
  carrier: 'yuantong',
  state: '0',
  scans: [
    { time: '2026-11-20 20:00:00', context: '【杭州转运中心】已发出' },
    { time: '2026-11-20 09:00:00', context: '【上海】已揽收' },
  ],
};

describe('looking at parcels', () => {
  it('finds the carrier by the number and keeps the newest scan for every answer, whatever the shop’s system writes over', async () => {
    fake.parcels.set(number, onItsWay);
    const { shopId, order } = await aShop();
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toEqual([{ com: 'yuantong', num: number, resultv2: '4', order: 'asc' }]);
    const texts = async () => (await orderOf(shopId, order))?.parcels[0]?.events.map((event) => event.text['zh-CN']);
    expect(await texts()).toEqual(['【上海】已揽收', '【杭州转运中心】已发出']);
    const shopSecrets = await secrets.forShop(shopId);
    const customer = { storeCustomerId: 'C1', name: '', email: '', phone: '', memberLevel: '', spent: 0 };
    await testing.database.inShop(shopId, (sql) =>
      mirrorOrders(
        { sql, shopId, secrets: shopSecrets },
        [{ order, customer: { ...customer, defaultAddress: null, paymentMethods: [] } }],
        { tells: false },
      ),
    );
    expect(await texts()).toHaveLength(2);
    expect(await trackingState(partsAt(), shopId)).toMatchObject({
      filledSecrets: ['key'],
      parcels: { followed: 1, seen: 1, unknownCarrier: 0 },
      looks: { today: 1 },
      lastError: null,
    });
  });

  it('looks again in hours, later where nothing moves, and never at one that has arrived', async () => {
    fake.parcels.set(number, onItsWay);
    const { shopId, order } = await aShop();
    await lookAtParcels(partsAt(), shopId);
    later(1);
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toHaveLength(1);
    later(4);
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toHaveLength(2);
    later(5);
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked, 'nothing had moved').toHaveLength(2);
    later(5);
    fake.parcels.set(number, {
      ...onItsWay,
      state: '3',
      scans: [{ time: '2026-11-21 18:00:00', context: '已签收' }, ...onItsWay.scans],
    });
    await lookAtParcels(partsAt(), shopId);
    expect(await orderOf(shopId, order)).toMatchObject({
      status: 'delivered',
      parcels: [{ status: 'delivered', deliveredAt: '2026-11-21T10:00:00.000Z' }],
    });
    expect(await told(shopId, 'order.changed')).toHaveLength(1);
    later(48);
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toHaveLength(3);
  });

  it('tells the phone’s end only to a carrier that wants it', async () => {
    fake.parcels.set('SF1234567890123', { ...onItsWay, carrier: 'shunfeng', phoneTail: '0001' });
    const sealed = await aShop({ trackingNumber: 'SF1234567890123' });
    const phone = (await orderOf(sealed.shopId, sealed.order))?.address.phone ?? '';
    fake.parcels.set('SF1234567890123', { ...onItsWay, carrier: 'shunfeng', phoneTail: phone.slice(-4) });
    await lookAtParcels(partsAt(), sealed.shopId);
    expect(fake.asked.map((one) => one['phone'])).toEqual([phone.slice(-4)]);
    // One that is not known to want it says so; then it is told at once.
    fake.asked.length = 0;
    fake.parcels.set(number, { ...onItsWay, phoneTail: phone.slice(-4) });
    const open = await aShop();
    await lookAtParcels(partsAt(), open.shopId);
    later(0.01);
    await lookAtParcels(partsAt(), open.shopId);
    expect(fake.asked.map((one) => one['phone'])).toEqual([undefined, phone.slice(-4)]);
  });

  it('asks the carrier that the number suggests, and says of how many parcels nobody knows one', async () => {
    fake.parcels.set('77123456789012', { ...onItsWay, carrier: 'zhongtong' });
    const { shopId } = await aShop({ trackingNumber: '77123456789012' });
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked.map((one) => one['com'])).toEqual(['zhongtong']);
    const unknown = await aShop({ trackingNumber: 'ABC', carrier: '同城跑腿' });
    await lookAtParcels(partsAt(), unknown.shopId);
    expect(fake.asked).toHaveLength(1);
    expect(await trackingState(partsAt(), unknown.shopId)).toMatchObject({ parcels: { unknownCarrier: 1 } });
  });

  it('tells once that a parcel is in trouble when the service says so', async () => {
    const { shopId } = await aShop();
    fake.parcels.set(number, { ...onItsWay, state: '2' });
    await lookAtParcels(partsAt(), shopId);
    later(12);
    await lookAtParcels(partsAt(), shopId);
    expect(await told(shopId, 'parcel.troubled')).toEqual([
      expect.objectContaining({ parcelId: 'P1', trouble: 'stuck' }),
    ]);
  });
});

describe('a service that fails', () => {
  it('is left alone for a while, said in plain words, and asked again', async () => {
    fake.parcels.set(number, onItsWay);
    fake.fails = { status: '601', message: 'KEY已过期' };
    const { shopId } = await aShop();
    await lookAtParcels(partsAt(), shopId);
    expect((await trackingState(partsAt(), shopId))?.lastError).toMatchObject({
      problem: { 'zh-CN': expect.stringContaining('额度') },
      detail: '601 KEY已过期',
    });
    fake.fails = undefined;
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toHaveLength(0);
    later(0.1);
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toHaveLength(1);
    expect((await trackingState(partsAt(), shopId))?.lastError).toBeNull();
  });

  it('is not asked more often a day than the shop pays for', async () => {
    fake.parcels.set(number, onItsWay);
    const { shopId } = await aShop({}, { dailyLooks: '1' });
    await lookAtParcels(partsAt(), shopId);
    later(6);
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toHaveLength(1);
    later(12);
    await lookAtParcels(partsAt(), shopId);
    expect(fake.asked).toHaveLength(2);
  });

  it('is told by the test, before anything is kept', async () => {
    const shopId = await testing.makeShop();
    const test = (given: Record<string, string>) =>
      testTracking(partsAt(), shopId, { service: 'kuaidi100', settings: given });
    expect(await test(settings())).toMatchObject({ ok: true });
    expect(await test(settings({ key: 'wrong' }))).toMatchObject({
      ok: false,
      problem: { 'zh-CN': expect.stringContaining('拒绝了授权') },
    });
    expect(await test({ customer: 'C', url: fake.url })).toMatchObject({ ok: false, field: 'key' });
    expect(await test(settings({ allowPrivateNetwork: 'false' }))).toMatchObject({ ok: false, field: 'url' });
    expect(await test(settings({ usesPush: 'true' }))).toMatchObject({ ok: false, field: 'usesPush' });
    expect(await trackingState(partsAt(), shopId)).toBeNull();
  });
});

describe('a service that tells by itself', () => {
  const publicUrl = 'https://desk.example.com';

  it('is subscribed to once for each parcel, and believed by its signature only', async () => {
    fake.parcels.set(number, onItsWay);
    const { shopId, order } = await aShop({}, { usesPush: 'true', publicUrl });
    const parts = partsAt(publicUrl);
    await lookAtParcels(parts, shopId);
    later(5);
    await lookAtParcels(parts, shopId);
    expect(fake.asked).toHaveLength(0);
    expect(fake.subscriptions).toEqual([
      {
        number,
        callbackUrl: `${publicUrl}/callbacks/tracking/kuaidi100/${shopId}`,
        salt: pushSaltOf(await secrets.forShop(shopId), { service: 'kuaidi100' }),
      },
    ]);
    const [{ salt } = { salt: '' }] = fake.subscriptions;
    const receive = (body: string) => receiveTracking(parts, shopId, { service: 'kuaidi100', body });
    expect(await receive(pushOf(fake, number, 'another salt'))).toMatchObject({ status: 401 });
    expect((await orderOf(shopId, order))?.parcels[0]?.events).toEqual([]);
    expect(await receive(pushOf(fake, number, salt))).toMatchObject({
      status: 200,
      body: expect.stringContaining('200'),
    });
    expect((await orderOf(shopId, order))?.parcels[0]?.events).toHaveLength(2);
    // It has given up: from now on it is asked again.
    await receive(pushOf(fake, number, salt, 'abort'));
    later(5);
    await lookAtParcels(parts, shopId);
    expect(fake.asked).toHaveLength(1);
  });

  it('is refused where the shop does not use it', async () => {
    const shopId = await testing.makeShop();
    const wanted = receiveTracking(partsAt(publicUrl), shopId, { service: 'kuaidi100', body: '' });
    await expect(wanted).rejects.toMatchObject({ kind: 'not-found' });
    const used = await aShop();
    await removeTracking(partsAt(), used.shopId);
    await lookAtParcels(partsAt(), used.shopId);
    expect(fake.asked).toHaveLength(0);
  });
});

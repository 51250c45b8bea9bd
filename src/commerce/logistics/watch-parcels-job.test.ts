import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createSecrets,
  fixedClock,
  type Secrets,
  type ShopId,
  silentLog,
  startJobWorker,
} from '../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/testing.ts';
import { anOrder } from '../stores/hosted/a-hosted-shop.ts';
import { orderRow } from '../stores/records/shop-records.ts';
import { scheduleParcelWatch, watchParcelsHandler, watchParcelsJob } from './watch-parcels-job.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

const shipped = '2026-11-10T00:00:00.000Z';

async function aShop(): Promise<ShopId> {
  const shopId = await testing.makeShop();
  const shopSecrets = await secrets.forShop(shopId);
  const [parcel] = anOrder().parcels;
  const order = anOrder({
    status: 'shipped',
    parcels: [
      {
        parcelId: 'P1',
        carrier: 'yuantong',
        carrierName: parcel?.carrierName ?? { 'zh-CN': '圆通', 'zh-TW': '圓通', en: 'YTO' },
        trackingNumber: 'YT8800112233445',
        status: 'in-transit',
        shippedAt: shipped,
        promisedAt: '2026-11-11T00:00:00.000Z',
        lineIds: [],
        events: [],
      },
    ],
  });
  await testing.database.inShop(shopId, async (sql) => {
    await sql`insert into store_orders ${sql([orderRow({ sql, shopId, secrets: shopSecrets }, order)])}`;
  });
  return shopId;
}

async function lookAt(at: string): Promise<void> {
  const clock = fixedClock(at);
  const { database } = testing;
  const handlers = { [watchParcelsJob]: watchParcelsHandler({ database, clock }) };
  const worker = startJobWorker({ database, clock, log: silentLog(), handlers });
  await worker.drain();
  await worker.stop();
}

const told = async (shopId: ShopId) => {
  const rows = await testing.database.inShop(
    shopId,
    (sql) => sql<{ trouble: string }[]>`
      select payload ->> 'trouble' as trouble from outbox where type = 'parcel.troubled' order by outbox_id`,
  );
  return rows.map((row) => row.trouble);
};

describe('looking at parcels', () => {
  it('tells once that one is late, then stuck, then lost, whatever hours were missed', async () => {
    const shopId = await aShop();
    await scheduleParcelWatch({ database: testing.database, clock: fixedClock('2026-11-10T00:10:00Z') });
    await scheduleParcelWatch({ database: testing.database, clock: fixedClock('2026-11-10T00:20:00Z') });
    await lookAt('2026-11-10T01:00:00Z');
    expect(await told(shopId)).toEqual([]);
    await lookAt('2026-11-11T02:00:00Z');
    await lookAt('2026-11-11T03:00:00Z');
    expect(await told(shopId)).toEqual(['late']);
    await lookAt('2026-11-13T03:00:00Z');
    await lookAt('2026-11-25T03:00:00Z');
    await lookAt('2026-11-25T04:00:00Z');
    expect(await told(shopId)).toEqual(['late', 'stuck', 'lost']);
  });
});

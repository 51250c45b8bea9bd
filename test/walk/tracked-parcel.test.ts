import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveTracking } from '../../src/commerce/index.ts';
import {
  type FakeTrackingService,
  startFakeTracking,
  trackingKeys,
} from '../../src/commerce/testing/fake-tracking-service.ts';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { type RunningApp, runApp, wordsIn } from './running-app.ts';

let running: RunningApp;
let fake: FakeTrackingService;

beforeAll(async () => {
  running = await runApp();
  fake = await startFakeTracking();
});
afterAll(async () => {
  await fake.close();
  await running.stop();
});

it('a customer who asks where the parcel is hears the newest scan that the tracking service has told', async () => {
  const { database, clock, log } = running.app.walk;
  const [parcel] = await database.inShop(
    demoShopId,
    (sql) => sql<{ orderId: string; customer: string; number: string }[]>`
      select order_id as "orderId", store_customer_id as customer, document -> 'parcels' -> 0 ->> 'trackingNumber' as number from store_orders o
      where status = 'shipped' and jsonb_array_length(document -> 'parcels') = 1
        and document -> 'parcels' -> 0 ->> 'status' = 'in-transit' and document -> 'parcels' -> 0 ->> 'carrier' = 'sf'
        and not exists (select 1 from store_orders x where x.store_customer_id = o.store_customer_id and x.order_id <> o.order_id)
      order by order_id limit 1`,
  );
  if (parcel === undefined) throw new Error('the demo shop has no such parcel');
  // The demo shop has hundreds of parcels on their way; the service is asked five times a second.
  await database.inShop(
    demoShopId,
    (sql) => sql`
      update store_orders set status = 'completed' where status in ('processing', 'shipped') and order_id <> ${parcel.orderId}`,
  );
  const customer = await running.aCustomer(parcel.customer);
  fake.parcels.set(parcel.number, {
    carrier: 'shunfeng',
    state: '5',
    scans: [{ time: '2026-11-21 11:20:00', context: '【武汉光谷营业点】快件正在派送' }],
  });
  const parts = { database, clock, log, secrets: running.app.ground.secrets, publicUrl: undefined };
  const settings = { ...trackingKeys, url: fake.url, allowPrivateNetwork: 'true' };
  await saveTracking(parts, demoShopId, { service: 'kuaidi100', settings });
  running.app.wakeJobs(demoShopId);
  await running.app.jobs.drain();
  const answer = wordsIn(await customer.say('我的快递到哪了'));
  expect(answer).toContain('武汉光谷营业点');
  expect(answer).toMatch(/11:20/);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSecrets, fixedClock, type Secrets, silentLog } from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import { connectionState, saveConnection } from '../remote/connect-shop.ts';
import { openMirroredStore } from '../remote/mirrored-store.ts';
import { syncShop } from '../remote/sync-job.ts';
import { aRawOrder, startRestShop } from './__fixtures__/a-rest-shop.ts';
import { restPlatform } from './rest-platform.ts';

let testing: TestDatabase;
let secrets: Secrets;
beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

it('a shop connected by settings is read, and an order is cancelled in it once', async () => {
  const now = new Date();
  const dayBefore = new Date(now.getTime() - 86_400_000).toISOString();
  const ids = ['NY1001', 'NY1002', 'NY1003'];
  const server = await startRestShop(ids.map((id) => aRawOrder(id, dayBefore)));
  const { database } = testing;
  const shopId = await testing.makeShop();
  const clock = fixedClock(now);
  const parts = { database, secrets, clock, log: silentLog(), platforms: [restPlatform] };
  const cancel = { path: '/orders/{id}/cancel', body: { reason: '{reason}' } };
  const settings = { url: server.url, authorization: 'Bearer k1', allowPrivateNetwork: 'true' };
  await saveConnection(parts, shopId, {
    platform: 'rest',
    settings: { ...settings, writes: JSON.stringify({ cancel }) },
  });
  clock.advance(3_600_000);
  await syncShop(parts, shopId);
  const view = await connectionState(parts, shopId);
  expect(view).toMatchObject({ state: 'live', filledSecrets: ['authorization'], progress: { orders: { done: 3 } } });
  const store = openMirroredStore(restPlatform).open({ database, secrets, shopId });
  const actor = { storeCustomerId: 'C1', identity: 'verified' } as const;
  const given = { orderId: 'NY1002', reason: 'no-longer-needed' };
  const reason = store.descriptor.reasons['cancel-order']?.[0]?.value ?? given.reason;
  const wanted = [actor, 'cancel-order', { ...given, reason }, { idempotencyKey: 'key-1', now }] as const;
  expect(await store.perform(...wanted)).toMatchObject({ ok: true });
  expect(await store.perform(...wanted)).toMatchObject({ ok: true });
  expect(server.writes).toEqual(['cancel NY1002']);
  await server.close();
});

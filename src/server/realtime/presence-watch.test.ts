import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBus, silentLog, startOutboxRelay, systemClock } from '../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/testing.ts';
import { findStaff, insertStaff, setPresence } from '../../staff/index.ts';
import { startPresenceWatch } from './presence-watch.ts';
import { createRegistry } from './registry.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test('somebody whose window went with a node that died is offline soon, although nobody of the shop has a window here', async () => {
  const shopId = await db.makeShop();
  const log = silentLog();
  const { database } = db;
  const relay = startOutboxRelay({ database, bus: createBus(log), log });
  const { staffId } = await database.inShop(shopId, async (sql) => {
    const staff = await insertStaff(sql, {
      shopId,
      email: 'li@shop.example',
      name: '小李',
      role: 'agent',
      passwordHash: 'none',
    });
    const lastSeen = new Date(systemClock.now().getTime() - 60_000);
    await setPresence(sql, { shopId, staffId: staff.staffId, presence: 'online', now: lastSeen });
    return staff;
  });
  const watch = startPresenceWatch(
    { database, clock: systemClock, log, relay, registry: createRegistry() },
    { sweepMilliseconds: 50 },
  );
  const presence = async () => (await database.inShop(shopId, (sql) => findStaff(sql, shopId, staffId)))?.presence;
  await expect.poll(presence, { timeout: 20_000 }).toBe('offline');
  watch.stop();
  await relay.stop();
});

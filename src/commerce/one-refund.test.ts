import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets, type Database, type Secrets, type ShopId } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { aCustomer, aPendingOrder, aProduct, testNow } from './stores/hosted/a-hosted-shop.ts';
import { openHostedStore } from './stores/hosted/hosted-connector.ts';
import { customerRow, orderRow, productRow } from './stores/records/shop-records.ts';
import { countingDatabase } from './testing/counting-database.ts';

const secretKey = 'a key for tests that is long enough 0123456789';
const orderId = 'NY20261120000002';
const me = { storeCustomerId: 'C1', identity: 'verified' } as const;
const given = { orderId, reason: 'no-longer-wanted' };
const options = { idempotencyKey: 'conversation/run/refund', now: testNow };

let testing: TestDatabase;
let secrets: Secrets;
let folder: string;
let child: string;

beforeAll(async () => {
  testing = await testDatabase({ maxConnections: 4 });
  secrets = createSecrets({ database: testing.database, secretKey });
  folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.refund-'));
  child = join(folder, 'refund-child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'testing/refund-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterAll(async () => {
  await testing.close();
  await rm(folder, { recursive: true, force: true });
});

async function aShop(): Promise<ShopId> {
  const shopId = await testing.makeShop();
  const shopSecrets = await secrets.forShop(shopId);
  await testing.database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets: shopSecrets };
    await sql`insert into store_products ${sql([productRow(transaction, aProduct())])}`;
    await sql`insert into store_customers ${sql([customerRow(transaction, aCustomer())])}`;
    await sql`insert into store_orders ${sql([orderRow(transaction, aPendingOrder({ orderId }))])}`;
  });
  return shopId;
}

/** What the process after the crash finds and does: the same wish again, with the same key. */
async function goOn(shopId: ShopId): Promise<void> {
  const store = openHostedStore({ database: testing.database, secrets, shopId });
  const again = await store.perform(me, 'cancel-order', given, options);
  expect(again).toMatchObject({ ok: true, resultKey: 'cancel-order.done', parameters: { amount: 8900 } });
  expect(await store.perform(me, 'cancel-order', given, options)).toEqual(again);
  const order = await store.findOrder(orderId);
  expect(order?.status).toBe('cancelled');
  expect(order?.payments.filter((one) => one.kind === 'refund').map((one) => one.amount)).toEqual([8900]);
  const variants = (await store.listProducts()).flatMap((one) => one.variants);
  expect(variants.find((one) => one.variantId === 'P1-白')?.stock).toBe(6);
  const counts = await testing.database.inShop(
    shopId,
    (sql) => sql<{ effects: number; events: number }[]>`
      select (select count(*) from side_effects where shop_id = ${shopId}) as effects,
        (select count(*) from outbox where shop_id = ${shopId} and type = 'order.changed') as events`,
  );
  expect(counts[0]).toEqual({ effects: 1, events: 1 });
}

function perform(database: Database, shopId: ShopId) {
  return openHostedStore({ database, secrets, shopId }).perform(me, 'cancel-order', given, options);
}

/** How many points a refund has, told by one that nobody disturbs. */
async function countPoints(): Promise<string[]> {
  const points: string[] = [];
  const shopId = await aShop();
  await perform(
    countingDatabase(testing.database, (_point, where) => void points.push(where)),
    shopId,
  );
  return points;
}

describe('a refund that is cut off', () => {
  test('by an error at any point is made exactly once when it is asked for again', async () => {
    const points = await countPoints();
    expect(points.length).toBeGreaterThan(20);
    expect(points).toEqual(expect.arrayContaining(['begin', 'commit', 'committed']));
    for (const [index, where] of points.entries()) {
      const shopId = await aShop();
      const database = countingDatabase(testing.database, (point) => {
        if (point === index + 1) throw new Error(`cut off ${where}`);
      });
      await expect(perform(database, shopId), where).rejects.toThrow();
      await goOn(shopId);
    }
  });

  test('by kill -9 of the process at any point is made exactly once by the next process', async () => {
    const whole = await runChild(await aShop(), 0);
    expect(whole).toMatchObject({ signal: null, ok: true });
    const points = Array.from({ length: whole.reached }, (_, index) => index + 1);
    expect(points.length).toBeGreaterThan(20);
    for (let start = 0; start < points.length; start += 3) {
      await Promise.all(
        points.slice(start, start + 3).map(async (point) => {
          const shopId = await aShop();
          expect(await runChild(shopId, point)).toMatchObject({ signal: 'SIGKILL' });
          await goOn(shopId);
        }),
      );
    }
  });
});

type Ended = { signal: string | null; reached: number; ok: boolean };

function runChild(shopId: ShopId, point: number): Promise<Ended> {
  const { url, role = '' } = testing.app;
  const given = [child, url, role, secretKey, shopId, orderId, String(point), testNow.toISOString()];
  return new Promise((resolve) => {
    const running = execFile(process.execPath, given, (_error, stdout) => {
      const told: unknown = stdout === '' ? {} : JSON.parse(stdout);
      const { reached = 0, ok = false } =
        typeof told === 'object' && told !== null ? Object.fromEntries(Object.entries(told)) : {};
      resolve({ signal: running.signalCode, reached: Number(reached), ok: ok === true });
    });
  });
}

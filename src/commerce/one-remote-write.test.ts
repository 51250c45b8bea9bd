import { type ChildProcess, execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as send } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets, type Secrets, type ShopId, silentLog } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { saveConnection } from './stores/remote/connect-shop.ts';
import { openLiveShop } from './stores/remote/live-shop.ts';
import { mirrorOrders } from './stores/remote/mirror-rows.ts';
import { openMirroredStore } from './stores/remote/mirrored-store.ts';
import { remotePlatforms } from './stores/remote-platforms.ts';
import { aRawOrder, startRestShop } from './stores/rest/__fixtures__/a-rest-shop.ts';

const secretKey = 'a key for tests that is long enough 0123456789';
const orderId = 'NY1001';
const now = new Date();
const actor = { storeCustomerId: 'C1', identity: 'verified' } as const;
const platform = remotePlatforms.find((one) => one.platform === 'rest');
if (platform === undefined) throw new Error('there is no such platform');
const rest = platform;

/** What is written, what the shop notes of it, with which reason it is asked for, and every how many points it dies: both go one way. */
const actions = [
  { name: 'request-refund', noted: `refunds ${orderId}`, reason: 'no-longer-wanted', every: 1 },
  { name: 'cancel-order', noted: `cancel ${orderId}`, reason: 'no-longer-wanted', every: 3 },
] as const;
type Action = (typeof actions)[number];

/** Where the network can lose a process: the shop never hears of it, hears and cannot answer, or hears after the process is gone. */
const networkPoints = ['lost', 'unanswered', 'late'] as const;
type NetworkPoint = (typeof networkPoints)[number];

let testing: TestDatabase;
let secrets: Secrets;
let folder: string;
let child: string;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  testing = await testDatabase({ maxConnections: 12 });
  secrets = createSecrets({ database: testing.database, secretKey });
  folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.remote-write-'));
  child = join(folder, 'remote-write-child.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'testing/remote-write-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    loader: { '.json': 'json' },
  });
});
afterAll(async () => {
  await Promise.all(closers.map((close) => close()));
  await testing.close();
  await rm(folder, { recursive: true, force: true });
});

type Shop = {
  shopId: ShopId;
  writes: readonly string[];
  dieAt(point: NetworkPoint, process: () => ChildProcess): void;
};

/** A shop over HTTP behind a way that can break, mirrored and ready to be written in. */
async function aShop(): Promise<Shop> {
  const server = await startRestShop([aRawOrder(orderId, new Date(now.getTime() - 86_400_000).toISOString())]);
  const way = await breakableWay(server.url);
  closers.push(way.close, server.close);
  const shopId = await testing.makeShop();
  const { database } = testing;
  const parts = { database, secrets, log: silentLog(), platforms: remotePlatforms };
  const body = { amount: '{amount}', key: '{key}', reason: '{reason}' };
  const writes = {
    cancel: { path: '/orders/{id}/cancel', body: { reason: '{reason}' } },
    refund: { path: '/orders/{id}/refunds', body },
  };
  const settings = { url: way.url, authorization: 'Bearer k1', allowPrivateNetwork: 'true' };
  await saveConnection(parts, shopId, { platform: 'rest', settings: { ...settings, writes: JSON.stringify(writes) } });
  const { shop } = await openLiveShop(parts, rest, shopId);
  const order = await shop.findOrder(orderId);
  const shopSecrets = await secrets.forShop(shopId);
  if (order !== undefined)
    await database.inShop(shopId, (sql) =>
      mirrorOrders({ sql, shopId, secrets: shopSecrets }, [order], { tells: false }),
    );
  return { shopId, writes: server.writes, dieAt: way.dieAt };
}

/** Passes requests on to the shop; at a point of the next write the process that asks is killed. */
async function breakableWay(target: string) {
  let breaks: { point: NetworkPoint; process: () => ChildProcess } | undefined;
  const way = createServer((incoming, outgoing) => {
    const deadly = incoming.method === 'POST' ? breaks : undefined;
    if (deadly !== undefined) breaks = undefined;
    const pieces: Buffer[] = [];
    incoming.on('error', () => undefined);
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      if (deadly !== undefined && deadly.point !== 'unanswered') deadly.process().kill('SIGKILL');
      if (deadly?.point === 'lost') return;
      const pass = () =>
        send(
          `${new URL(target).origin}${incoming.url}`,
          { method: incoming.method, headers: incoming.headers },
          (answer) => {
            if (deadly?.point === 'unanswered') deadly.process().kill('SIGKILL');
            outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
            answer.pipe(outgoing);
          },
        ).end(Buffer.concat(pieces));
      // The process is gone, its request is still on the way.
      if (deadly?.point === 'late') setTimeout(pass, 1_000);
      else pass();
    });
  });
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
  const address = way.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${new URL(target).pathname}`,
    dieAt: (point: NetworkPoint, process: () => ChildProcess) => {
      breaks = { point, process };
    },
    close: async () => {
      way.closeAllConnections();
      await new Promise<void>((resolve) => way.close(() => resolve()));
    },
  };
}

/** What the process after the crash finds and does: the same wish again, with the same key. */
async function goOn({ shopId, writes }: Shop, { name, reason, noted }: Action): Promise<void> {
  const { database } = testing;
  const store = openMirroredStore(rest).open({ database, secrets, shopId });
  const wanted = [actor, name, { orderId, reason }, { idempotencyKey: 'conversation/run/write', now }] as const;
  const started = performance.now();
  const again = await store.perform(...wanted);
  expect(again).toMatchObject({ ok: true });
  // The lease of a write is 45 s; whoever comes after a killed process must not sit it out.
  expect(performance.now() - started, 'milliseconds until the conversation goes on').toBeLessThan(15_000);
  expect(await store.perform(...wanted)).toEqual(again);
  expect(writes).toEqual([noted]);
  const [trail] = await database.inShop(
    shopId,
    (sql) => sql<{ rows: number; finished: number; answered: number; open: number }[]>`
      select count(*)::int as rows, count(finished_at)::int as finished, count(answer)::int as answered,
        count(planned)::int as open from side_effects where shop_id = ${shopId}`,
  );
  expect(trail).toEqual({ rows: 1, finished: 1, answered: 1, open: 0 });
}

type Ended = { signal: string | null; reached: number };

function runChild({ shopId }: Shop, { name, reason }: Action, point: number, onStart?: (child: ChildProcess) => void) {
  const { url, role = '' } = testing.app;
  const given = [child, url, role, secretKey, shopId, orderId, name, reason, String(point), now.toISOString()];
  return new Promise<Ended>((resolve) => {
    const running = execFile(process.execPath, given, (_error, stdout) => {
      const told: unknown = stdout === '' ? {} : JSON.parse(stdout);
      const { reached = 0 } = typeof told === 'object' && told !== null ? Object.fromEntries(Object.entries(told)) : {};
      resolve({ signal: running.signalCode, reached: Number(reached) });
    });
    onStart?.(running);
  });
}

describe.each(actions)('$name in a shop elsewhere, cut off by kill -9', (action) => {
  test('at points of the database is made exactly once by the next process', async () => {
    const whole = await runChild(await aShop(), action, 0);
    expect(whole).toMatchObject({ signal: null });
    expect(whole.reached).toBeGreaterThan(10);
    const points = Array.from({ length: whole.reached }, (_, index) => index + 1).filter(
      (one) => one % action.every === 0,
    );
    const going: Promise<void>[] = [];
    for (let start = 0; start < points.length; start += 4) {
      const part = points.slice(start, start + 4).map(async (point) => {
        const shop = await aShop();
        expect(await runChild(shop, action, point), `point ${point}`).toMatchObject({ signal: 'SIGKILL' });
        // Whoever goes on waits some seconds for what may still arrive; the next are killed meanwhile.
        going.push(goOn(shop, action));
      });
      await Promise.all(part);
    }
    await Promise.all(going);
  });

  test('on the way to the shop is made exactly once by the next process', async () => {
    await Promise.all(
      networkPoints.map(async (point) => {
        const shop = await aShop();
        const ended = await runChild(shop, action, 0, (running) => shop.dieAt(point, () => running));
        expect(ended, point).toMatchObject({ signal: 'SIGKILL' });
        await goOn(shop, action);
      }),
    );
  });
});

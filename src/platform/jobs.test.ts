import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock, systemClock } from './clock.ts';
import { UpstreamError } from './errors.ts';
import type { ShopId } from './ids.ts';
import { countJobs, enqueueJob, type Job, type JobHandlers, type NewJob, startJobWorker } from './jobs.ts';
import { silentLog } from './log.ts';
import { pruneShop } from './prune.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let db: TestDatabase;
let shop: ShopId;
beforeAll(async () => {
  db = await testDatabase({ maxConnections: 10 });
});
afterAll(() => db.close());

const enqueue = (job: Omit<NewJob, 'shopId' | 'payload'> & Partial<NewJob>) =>
  db.database.inShop(shop, (sql) => enqueueJob(sql, { shopId: shop, payload: {}, ...job }));
const worker = (handlers: JobHandlers, clock = systemClock) =>
  startJobWorker({ database: db.database, handlers, clock, log: silentLog(), pollMilliseconds: 60_000 });
const readJobs = () =>
  db.database.inShop(
    shop,
    (sql) => sql<{ attempts: number; error: string | null; done: boolean }[]>`
    select attempts, last_error as error, done_at is not null as done from jobs order by created_at`,
  );

describe('jobs', () => {
  test('each of many jobs succeeds exactly once with three workers', async () => {
    shop = await db.makeShop();
    await Promise.all(Array.from({ length: 120 }, (_, index) => enqueue({ name: 'count', payload: { index } })));
    const done: unknown[] = [];
    const handlers = { count: { handle: async (job: Job) => void done.push(job.payload) } };
    const workers = [worker(handlers), worker(handlers), worker(handlers)];
    await Promise.all(workers.map((one) => one.drain()));
    await Promise.all(workers.map((one) => one.stop()));
    expect(done).toHaveLength(120);
    expect(new Set(done.map((payload) => JSON.stringify(payload))).size).toBe(120);
    expect((await readJobs()).every((job) => job.done && job.attempts === 1)).toBe(true);
  });

  test('a job whose worker died runs again after its lease, and its late result does not count', async () => {
    shop = await db.makeShop();
    await enqueue({ name: 'slow' });
    const first = resolvable();
    const started = resolvable();
    const hung = worker({
      slow: {
        handle: async () => {
          started.resolve();
          await first.promise;
        },
      },
    });
    hung.wake(shop);
    await started.promise;
    // As if the process stood still: nobody renews the lease.
    await db.database.inShop(shop, (sql) => sql`update jobs set lease_until = now() - interval '1 second'`);
    const attempts: number[] = [];
    const second = worker({ slow: { handle: async (job) => void attempts.push(job.attempt) } });
    await second.drain();
    await second.stop();
    first.resolve(undefined);
    await hung.stop();
    expect(attempts).toEqual([2]);
    expect(await readJobs()).toEqual([{ attempts: 2, error: null, done: true }]);
  });

  test('a failed job waits longer each time and is dead after the last attempt, kept and counted', async () => {
    shop = await db.makeShop();
    const clock = fixedClock(new Date());
    await enqueue({ name: 'fail', maxAttempts: 3, runAt: clock.now(), uniqueKey: 'one' });
    const failing = worker({ fail: { handle: () => Promise.reject(new Error('no luck')) } }, clock);
    const before = (await countJobs(db.database)).dead;
    for (let round = 0; round < 5; round += 1) {
      await failing.drain();
      clock.advance(3_600_000);
    }
    await failing.stop();
    expect(await readJobs()).toEqual([{ attempts: 3, error: 'no luck', done: false }]);
    expect((await countJobs(db.database)).dead - before).toBe(1);
    expect(await enqueue({ name: 'fail', uniqueKey: 'one' })).toBeDefined();
  });

  test('an error that cannot get better ends the job at once', async () => {
    shop = await db.makeShop();
    await enqueue({ name: 'send' });
    const sender = worker({
      send: { handle: () => Promise.reject(new UpstreamError('number does not exist', { isRetryable: false })) },
    });
    await sender.drain();
    await sender.stop();
    expect(await readJobs()).toEqual([{ attempts: 10, error: 'number does not exist', done: false }]);
  });

  test('a job waits for its time', async () => {
    shop = await db.makeShop();
    const clock = fixedClock('2026-11-11T00:00:00Z');
    await enqueue({ name: 'later', runAt: new Date('2026-11-11T00:10:00Z') });
    const ran: Job[] = [];
    const patient = worker({ later: { handle: async (job) => void ran.push(job) } }, clock);
    await patient.drain();
    expect(ran).toHaveLength(0);
    clock.set('2026-11-11T00:10:00Z');
    await patient.drain();
    await patient.stop();
    expect(ran).toHaveLength(1);
  });

  test('a unique key makes one job while it waits, and a new one after it is done', async () => {
    shop = await db.makeShop();
    const ids = [await enqueue({ name: 'once', uniqueKey: 'a' }), await enqueue({ name: 'once', uniqueKey: 'a' })];
    expect(ids.map((id) => id !== undefined)).toEqual([true, false]);
    const doing = worker({ once: { handle: async () => {} } });
    await doing.drain();
    await doing.stop();
    expect(await enqueue({ name: 'once', uniqueKey: 'a' })).toBeDefined();
  });

  test('a job of a transaction that rolled back does not exist', async () => {
    shop = await db.makeShop();
    await db.database.rehearseInShop(shop, (sql) => enqueueJob(sql, { shopId: shop, name: 'never', payload: null }));
    expect(await readJobs()).toHaveLength(0);
  });

  test('a worker leaves jobs alone that it has no handler for', async () => {
    shop = await db.makeShop();
    await enqueue({ name: 'of-a-newer-version' });
    const old = worker({ known: { handle: async () => {} } });
    await old.drain();
    await old.stop();
    expect(await readJobs()).toEqual([{ attempts: 0, error: null, done: false }]);
  });
});

function resolvable() {
  let resolve: (value?: unknown) => void = () => {};
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test('pruning deletes what is finished and old, and keeps the rest', async () => {
  shop = await db.makeShop();
  for (const name of ['done', 'waiting']) await enqueue({ name });
  await db.database.inShop(shop, (sql) => sql`update jobs set done_at = '2026-01-01' where name = 'done'`);
  await db.database.inShop(
    shop,
    (sql) => sql`
    insert into outbox (shop_id, type, payload, published_at) values (${shop}, 'a', '{}', '2026-01-01'), (${shop}, 'b', '{}', null)`,
  );
  expect(await pruneShop(db.database, shop, new Date('2026-02-01'))).toEqual({ jobs: 1, outbox: 1 });
  expect(await readJobs()).toHaveLength(1);
});

import type { Clock } from './clock.ts';
import { ShopId } from './ids.ts';
import { enqueueJob, type JobHandler } from './jobs.ts';
import type { Log } from './log.ts';
import { pruneShop } from './prune.ts';
import type { Database } from './storage/database.ts';

/** Name of the job that deletes what is finished and old in one shop. */
export const pruneJob = 'prune-finished';

// Published events are read again for seconds; a day leaves room for looking into what happened.
const keptMilliseconds = 24 * 3_600_000;
const everyMilliseconds = 3_600_000;
const firstMilliseconds = 60_000;

/** Deletes done jobs and published events of the job's shop that are older than a day. */
export function pruneHandler(parts: { database: Database; clock: Clock }): JobHandler {
  return {
    handle: async (job) =>
      void (await pruneShop(parts.database, job.shopId, new Date(parts.clock.now().getTime() - keptMilliseconds))),
    leaseSeconds: 600,
  };
}

/** Makes the job for every shop a minute after the start and then once an hour, whichever process is first. Call the result to stop. */
export function startPruning(parts: { database: Database; log: Log }): () => void {
  const enqueue = () => {
    enqueueForAll(parts.database).catch((error: unknown) =>
      parts.log.warn({ err: error }, 'nothing is pruned this hour'),
    );
  };
  const first = setTimeout(enqueue, firstMilliseconds);
  const hourly = setInterval(enqueue, everyMilliseconds);
  first.unref();
  hourly.unref();
  return () => {
    clearTimeout(first);
    clearInterval(hourly);
  };
}

async function enqueueForAll(database: Database): Promise<void> {
  const shops = await database.asScheduler((sql) => sql<{ shop: string }[]>`select shop_id as shop from shops`);
  for (const { shop } of shops) {
    const shopId = ShopId.check(shop);
    await database.inShop(shopId, (sql) =>
      enqueueJob(sql, { shopId, name: pruneJob, payload: {}, uniqueKey: pruneJob }),
    );
  }
}

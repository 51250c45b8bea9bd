import type { ShopId } from './ids.ts';
import type { Database } from './storage/database.ts';

/** Deletes a shop's done jobs and published outbox rows from before a time, in small steps; returns how many. Dead jobs stay. */
export async function pruneShop(
  database: Database,
  shopId: ShopId,
  before: Date,
): Promise<{ jobs: number; outbox: number }> {
  const jobs = await inSteps(() =>
    database.inShop(
      shopId,
      (sql) => sql`
        delete from jobs where shop_id = ${shopId} and job_id in (
          select job_id from jobs where shop_id = ${shopId} and done_at < ${before} limit ${stepRows})`,
    ),
  );
  const outbox = await inSteps(() =>
    database.inShop(
      shopId,
      (sql) => sql`
        delete from outbox where shop_id = ${shopId} and outbox_id in (
          select outbox_id from outbox where shop_id = ${shopId} and published_at < ${before} order by outbox_id limit ${stepRows})`,
    ),
  );
  return { jobs, outbox };
}

// Short transactions: nobody waits behind a delete.
const stepRows = 2000;

async function inSteps(step: () => Promise<{ count: number }>): Promise<number> {
  let total = 0;
  for (let count = stepRows; count === stepRows; total += count) count = (await step()).count;
  return total;
}

import { JobId, ShopId } from './ids.ts';
import type { Job } from './jobs.ts';
import type { Database } from './storage/database.ts';

/** Shops with a job that is due and that nobody has leased. */
export async function findDueShops(
  database: Database,
  due: { now: Date; names: readonly string[] },
): Promise<ShopId[]> {
  const rows = await database.asScheduler(
    (sql) => sql<{ shop: string }[]>`
      select distinct shop_id as shop from jobs
      where done_at is null and run_at <= ${due.now} and name = any(${[...due.names]}) and (lease_until is null or lease_until <= now())`,
  );
  return rows.map((row) => ShopId.check(row.shop));
}

export type ClaimOptions = {
  owner: string;
  now: Date;
  limit: number;
  /** Lease for each job name that this worker handles. */
  leaseSeconds: Readonly<Record<string, number>>;
};

/** Takes due jobs of a shop for one worker; two workers never take the same one while its lease lasts. */
export async function claimJobs(database: Database, shopId: ShopId, options: ClaimOptions): Promise<Job[]> {
  const rows = await database.inShop(
    shopId,
    // Materialized, or a plan may look for the due ones again for each row and take more than the limit.
    (sql) => sql<ClaimedRow[]>`
      with due as materialized (
        select job_id from jobs
        where shop_id = ${shopId} and done_at is null and run_at <= ${options.now} and name = any(${Object.keys(options.leaseSeconds)})
          and (lease_until is null or lease_until <= now())
        order by run_at limit ${options.limit} for update skip locked)
      update jobs set attempts = attempts + 1, lease_owner = ${options.owner},
        lease_until = now() + (${JSON.stringify(options.leaseSeconds)}::text::jsonb ->> name)::float * interval '1 second'
      from due where jobs.shop_id = ${shopId} and jobs.job_id = due.job_id
      returning jobs.job_id as "jobId", name, payload, attempts as attempt, max_attempts as "maxAttempts"`,
  );
  return rows.map((row) => ({ ...row, shopId, jobId: JobId.check(row.jobId) }));
}

/** Prolongs the lease of a job that still runs. */
export async function renewLease(
  database: Database,
  job: Job,
  lease: { owner: string; seconds: number },
): Promise<void> {
  await database.inShop(
    job.shopId,
    (sql) => sql`
      update jobs set lease_until = now() + ${lease.seconds}::float * interval '1 second'
      where shop_id = ${job.shopId} and job_id = ${job.jobId} and lease_owner = ${lease.owner} and done_at is null`,
  );
}

/** Marks a job as done; false when its lease was lost to another worker. */
export async function finishJob(database: Database, job: Job, owner: string): Promise<boolean> {
  const result = await database.inShop(
    job.shopId,
    (sql) => sql`
      update jobs set done_at = now(), lease_until = null, last_error = null
      where shop_id = ${job.shopId} and job_id = ${job.jobId} and lease_owner = ${owner} and done_at is null`,
  );
  return result.count === 1;
}

/** Gives a job back for another try at a time, or for none: a dead job keeps its error and frees its unique key. */
export async function failJob(
  database: Database,
  job: Job,
  failure: { owner: string; retryAt: Date | 'never'; error: unknown },
): Promise<void> {
  const text = (failure.error instanceof Error ? failure.error.message : String(failure.error)).slice(0, 500);
  const isDead = failure.retryAt === 'never';
  await database.inShop(
    job.shopId,
    // 'infinity' keeps dead jobs out of the way of every claim.
    (sql) => sql`
      update jobs set lease_until = null, lease_owner = null, last_error = ${text},
        run_at = ${failure.retryAt === 'never' ? 'infinity' : failure.retryAt.toISOString()}::text::timestamptz,
        attempts = case when ${isDead} then greatest(attempts, max_attempts) else attempts end,
        unique_key = case when ${isDead} then null else unique_key end
      where shop_id = ${job.shopId} and job_id = ${job.jobId} and lease_owner = ${failure.owner} and done_at is null`,
  );
}

type ClaimedRow = { jobId: string; name: string; payload: unknown; attempt: number; maxAttempts: number };

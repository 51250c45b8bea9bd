import type { Clock } from './clock.ts';
import { JobId, type ShopId } from './ids.ts';
import { createJobWorker } from './job-worker.ts';
import type { Log } from './log.ts';
import type { Database, Sql } from './storage/database.ts';

/** What a json column holds. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export type NewJob = {
  shopId: ShopId;
  /** Name in the handlers table, e.g. 'deliver-message'. */
  name: string;
  payload: Json;
  /** Not before; default now. */
  runAt?: Date;
  /** Default 10; then the job is dead: kept and counted. */
  maxAttempts?: number;
  /** While a job with this key waits or runs in the shop, a second one is not made. */
  uniqueKey?: string;
};

/** A claimed job as its handler sees it; `attempt` is 1 the first time. */
export type Job = {
  shopId: ShopId;
  jobId: JobId;
  name: string;
  payload: unknown;
  attempt: number;
  maxAttempts: number;
};

/** Does one kind of job. It runs at least once, so its effect must be idempotent; a thrown error means another attempt. */
export type JobHandler = {
  handle(job: Job): Promise<void>;
  /** After this time another worker may take the job; default 60. */
  leaseSeconds?: number;
};
export type JobHandlers = Readonly<Record<string, JobHandler>>;

export type JobWorker = {
  /** Looks for due jobs of this shop at once; call it after the transaction that enqueued, without waiting. */
  wake(shopId: ShopId): void;
  /** Resolves when no due job is left; for tests and commands. */
  drain(): Promise<void>;
  /** Takes no new job and waits for the running ones. */
  stop(): Promise<void>;
};

/** Writes a job inside the caller's transaction; undefined when its unique key is taken. */
export async function enqueueJob(sql: Sql, job: NewJob): Promise<JobId | undefined> {
  const jobId = JobId.make();
  const rows = await sql`
    insert into jobs (shop_id, job_id, name, payload, run_at, max_attempts, unique_key)
    values (${job.shopId}, ${jobId}, ${job.name}, ${JSON.stringify(job.payload)}::text::jsonb,
      coalesce(${job.runAt ?? null}::timestamptz, date_trunc('milliseconds', now())), ${job.maxAttempts ?? 10}, ${job.uniqueKey ?? null})
    on conflict do nothing returning 1`;
  return rows.length === 0 ? undefined : jobId;
}

export type JobWorkerParts = {
  database: Database;
  handlers: JobHandlers;
  /** Decides which jobs are due; leases use the database's clock. */
  clock: Clock;
  log: Log;
  /** Jobs at a time; default 8. */
  concurrency?: number;
  /** Fallback poll; default 500. */
  pollMilliseconds?: number;
};

/** Claims due jobs of all shops by lease and runs their handlers. */
export function startJobWorker(parts: JobWorkerParts): JobWorker {
  return createJobWorker(parts);
}

/** Jobs that wait, run, or are dead, over all shops. */
export async function countJobs(database: Database): Promise<{ waiting: number; running: number; dead: number }> {
  const [row] = await database.asScheduler(
    (sql) => sql<{ waiting: number; running: number; dead: number }[]>`
      select count(*) filter (where not leased and attempts < max_attempts) as waiting,
        count(*) filter (where leased) as running,
        count(*) filter (where not leased and attempts >= max_attempts) as dead
      from (select *, coalesce(lease_until > now(), false) as leased from jobs where done_at is null) open_jobs`,
  );
  return row ?? { waiting: 0, running: 0, dead: 0 };
}

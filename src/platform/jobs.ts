import type { Clock } from './clock.ts';
import { AppError } from './errors.ts';
import type { JobId, ShopId } from './ids.ts';
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
export async function enqueueJob(_sql: Sql, _job: NewJob): Promise<JobId | undefined> {
  throw new AppError('bug', 'not built yet');
}

/** Claims due jobs of all shops by lease and runs their handlers. */
export function startJobWorker(_parts: {
  database: Database;
  handlers: JobHandlers;
  clock: Clock;
  log: Log;
  /** Jobs at a time; default 8. */
  concurrency?: number;
  /** Fallback poll; default 500. */
  pollMilliseconds?: number;
}): JobWorker {
  throw new AppError('bug', 'not built yet');
}

/** Jobs that wait, run, or are dead, over all shops. */
export async function countJobs(_database: Database): Promise<{ waiting: number; running: number; dead: number }> {
  throw new AppError('bug', 'not built yet');
}

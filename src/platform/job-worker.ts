import { randomUUID } from 'node:crypto';
import { UpstreamError } from './errors.ts';
import type { ShopId } from './ids.ts';
import { claimJobs, failJob, findDueShops, finishJob, renewLease } from './job-rows.ts';
import type { Job, JobWorker, JobWorkerParts } from './jobs.ts';
import { backOffMilliseconds } from './retry.ts';

/** The worker behind `startJobWorker`: wakes at once for a shop, polls as a fallback, takes turns between shops. */
export function createJobWorker(parts: JobWorkerParts): JobWorker {
  const { database, clock, log } = parts;
  const concurrency = parts.concurrency ?? 8;
  const owner = randomUUID();
  const leaseSeconds = Object.fromEntries(
    Object.entries(parts.handlers).map(([name, handler]) => [name, handler.leaseSeconds ?? 60]),
  );
  const names = Object.keys(leaseSeconds);
  const wanted = new Set<ShopId>();
  const running = new Set<Promise<void>>();
  let isStopped = false;
  let pumping: Promise<void> | undefined;

  const start = (job: Job) => {
    const done = runJob(parts, job, { owner, seconds: leaseSeconds[job.name] ?? 60 })
      // The database is away: the lease runs out and the job comes again.
      .catch((error: unknown) =>
        log.error({ err: error, job: job.name, jobId: job.jobId }, 'the result of a job was not stored'),
      )
      .finally(() => {
        running.delete(done);
        void pump();
      });
    running.add(done);
  };

  const claim = async () => {
    for (const shopId of wanted) {
      const free = concurrency - running.size;
      if (free <= 0 || isStopped) return;
      wanted.delete(shopId);
      const jobs = await claimJobs(database, shopId, { owner, now: clock.now(), limit: free, leaseSeconds });
      for (const job of jobs) start(job);
      // There may be more; this shop comes after the others.
      if (jobs.length === free) wanted.add(shopId);
    }
  };

  const pump = () => {
    pumping ??= claim()
      .catch((error: unknown) => log.warn({ err: error }, 'jobs were not claimed; the next poll tries again'))
      .finally(() => {
        pumping = undefined;
      });
    return pumping;
  };

  const poll = async () => {
    const shops = await findDueShops(database, { now: clock.now(), names });
    for (const shopId of shops) wanted.add(shopId);
    await pump();
    return shops.length;
  };
  const timer = setInterval(() => {
    if (running.size >= concurrency) return;
    poll().catch((error: unknown) => log.warn({ err: error }, 'due jobs were not looked up'));
  }, parts.pollMilliseconds ?? 500);

  return {
    wake: (shopId) => {
      wanted.add(shopId);
      void pump();
    },
    drain: async () => {
      while ((await poll()) > 0 || running.size > 0) await Promise.all([...running]);
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await pumping;
      await Promise.all([...running]);
    },
  };
}

async function runJob(parts: JobWorkerParts, job: Job, lease: { owner: string; seconds: number }): Promise<void> {
  const { database, log, clock } = parts;
  const facts = { shopId: job.shopId, job: job.name, jobId: job.jobId, attempt: job.attempt };
  const renewal = setInterval(() => {
    renewLease(database, job, lease).catch((error: unknown) =>
      log.warn({ err: error, ...facts }, 'a job lease was not renewed'),
    );
  }, lease.seconds * 400);
  try {
    // One more claim than allowed: the worker of the last attempt died.
    if (job.attempt > job.maxAttempts) throw new Error('the last attempt ended without a result');
    await parts.handlers[job.name]?.handle(job);
    if (!(await finishJob(database, job, lease.owner)))
      log.warn(facts, 'a job took longer than its lease and was taken over');
  } catch (error) {
    const retryAt = nextTry(job, error, clock.now());
    log.warn({ err: error, ...facts, retryAt }, retryAt === 'never' ? 'a job is dead' : 'a job failed');
    await failJob(database, job, { owner: lease.owner, retryAt, error });
  } finally {
    clearInterval(renewal);
  }
}

function nextTry(job: Job, error: unknown, now: Date): Date | 'never' {
  if (job.attempt >= job.maxAttempts) return 'never';
  if (error instanceof UpstreamError && !error.isRetryable) return 'never';
  const asked = error instanceof UpstreamError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return new Date(now.getTime() + Math.max(asked, backOffMilliseconds(job.attempt, Math.random())));
}

// The global of this name is looked up anew at every call, which a clock that everything asks must not pay for.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Database } from './storage/database.ts';

/** A clock that is the same in every process on one database; `stop` ends its measuring. */
export type SharedClock = Clock & {
  /** How far this machine's own clock is ahead of the database's, in milliseconds. */
  ownAheadMilliseconds(): number;
  stop(): void;
};

const everyMilliseconds = 15_000;
/** A slow answer says little about the time; it is taken only where there is none better. */
const trustedMilliseconds = 100;
/** What is worth a warning. */
const wrongMilliseconds = 2_000;

/**
 * The database's time, carried on by a counter that nobody can set. Leases, due times and deadlines of several machines agree, whatever
 * their own clocks say, and a clock that is set while we run moves nothing.
 */
export async function startSharedClock(parts: {
  database: Pick<Database, 'readClock'>;
  log: Log;
  /** The machine's clock and its counter, for tests. */
  machine?: { wall(): number; counter(): number };
}): Promise<SharedClock> {
  const { database, log } = parts;
  const machine = parts.machine ?? { wall: () => Date.now(), counter: () => performance.now() };
  const stopping = new AbortController();
  let anchor: { time: number; counter: number } | undefined;
  let hasWarned = false;

  const now = () => (anchor ? anchor.time + (machine.counter() - anchor.counter) : machine.wall());
  const ownAhead = () => machine.wall() - now();
  const measure = async () => {
    const from = machine.counter();
    const time = (await database.readClock()).getTime();
    const took = machine.counter() - from;
    if (anchor && took > trustedMilliseconds) return;
    anchor = { time: time + took / 2, counter: from + took };
    if (Math.abs(ownAhead()) > wrongMilliseconds && !hasWarned) {
      log.warn(
        { aheadSeconds: Math.round(ownAhead() / 1_000) },
        "this machine's clock is wrong; the database's counts",
      );
      hasWarned = true;
    }
  };
  await measure();
  const keep = async () => {
    while (!stopping.signal.aborted) {
      await sleep(everyMilliseconds, undefined, { signal: stopping.signal, ref: false });
      await measure().catch((error: unknown) => log.debug({ err: error }, 'the time was not compared'));
    }
  };
  void keep().catch(() => undefined); // Stopped.

  return { now: () => new Date(now()), ownAheadMilliseconds: ownAhead, stop: () => stopping.abort() };
}

import type { LatencyLimit } from './latency-limit.ts';

/**
 * Who asks to come in: somebody who was told to come back now, somebody whose conversation runs, or somebody new. People who serve are
 * never kept out.
 */
export type AdmissionKind = 'returning' | 'running' | 'new';

/** Let in until `leave` is called once, or told when to come back. */
export type Admitted = { isIn: true; leave(isDone: boolean): void } | { isIn: false; retryAfterMs: number };

/**
 * Lets as much work in at a time as is answered quickly; what is more is told early when to come back, so that those inside are served
 * as well as ever.
 */
export type Admission = {
  enter(owner: string, kind: AdmissionKind): Admitted;
  /** Part of an owner's requests of the last seconds that was turned away, 0 to 1. */
  refused(owner: string): number;
  /** Whether somebody was turned away just now, or those inside wait long: whatever can wait should. */
  isCrowded(): boolean;
  /** How many may be inside, and how many are. */
  state(): { limit: number; inside: number; refused: number };
};

/** Part of the limit that each may use: the rest is kept for conversations that run, the last of it for those who kept their time. */
const shareOf: Readonly<Record<AdmissionKind, number>> = { returning: 1, running: 0.95, new: 0.8 };
/** No owner holds more than this while others come, too, however quiet they are. */
const shareOfOne = 0.75;
/** One figure is taken of so many answers or so much time, so that a single slow commit is no sign. */
const sampleSize = 64;
const sampleMilliseconds = 100;
/** So long after somebody was turned away it counts as crowded. */
const crowdedMilliseconds = 1_000;
/** Turned away are counted in buckets of a second, and forgotten after some. */
const remembered = 5;
const shortestRetry = 500;
const longestRetry = 20_000;
/** An owner that nothing is known of yet is taken to be served at this pace, a second. */
const leastPace = 20;
/** Part of the pace of now that is promised to those who come back: the rest is for whoever comes meanwhile, so that nobody is sent away who comes after the crowd. */
const promisedShare = 0.7;

type Owner = {
  inside: number;
  seenAt: number;
  asked: number[];
  refused: number[];
  done: number[];
  second: number;
  /** How many of those who were turned away are still to come back, if they come at the pace of now; as of `toldAt`. */
  told: number;
  toldAt: number;
};

/**
 * Makes the gate of one process. Half of those inside taking longer than `slowMilliseconds` counts as crowded, too. `now` is in monotone
 * milliseconds; `random` spreads those who come back.
 */
export function createAdmission(options: {
  limit: LatencyLimit;
  slowMilliseconds?: number;
  now?: () => number;
  random?: () => number;
}): Admission {
  const { limit, now = () => performance.now(), random = Math.random } = options;
  const { slowMilliseconds = Number.POSITIVE_INFINITY } = options;
  const owners = new Map<string, Owner>();
  let inside = 0;
  let sample: number[] = [];
  let sampleSince = now();
  let refusedAt = Number.NEGATIVE_INFINITY;
  let slowAt = Number.NEGATIVE_INFINITY;

  const ownerOf = (name: string, at: number): Owner => {
    const known = owners.get(name);
    const second = Math.floor(at / 1_000);
    if (known) {
      turnSecond(known, second);
      return known;
    }
    forgetIdle(owners, second);
    const made = {
      inside: 0,
      seenAt: at,
      asked: zeros(),
      refused: zeros(),
      done: zeros(),
      second,
      told: 0,
      toldAt: at,
    };
    owners.set(name, made);
    return made;
  };

  /** Owners that have something inside or have asked within the last second share the limit. */
  const others = (own: Owner, at: number): number => {
    let count = 0;
    for (const owner of owners.values())
      if (owner !== own && (owner.inside > 0 || at - owner.seenAt < 1_000)) count += 1;
    return count;
  };

  const mayEnter = (own: Owner, kind: AdmissionKind, at: number): boolean => {
    const most = limit.current();
    const allowed = Math.max(1, most * shareOf[kind]);
    // Well below the limit nobody needs to share.
    if (inside < allowed / 2) return true;
    const sharers = others(own, at) + 1;
    if (sharers === 1) return inside < allowed;
    // The own share is always free; whoever holds more gives it back by not being let in again.
    if (own.inside < allowed / sharers) return true;
    return inside < allowed && own.inside < allowed * shareOfOne;
  };

  const learn = (milliseconds: number, at: number): void => {
    sample.push(milliseconds);
    if (sample.length < sampleSize && at - sampleSince < sampleMilliseconds) return;
    const sorted = sample.toSorted((one, other) => one - other);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    slowAt = median > slowMilliseconds ? at : Number.NEGATIVE_INFINITY;
    limit.answered(median, inside, at - refusedAt < crowdedMilliseconds);
    sample = [];
    sampleSince = at;
  };

  return {
    enter: (name, kind) => {
      const at = now();
      const own = ownerOf(name, at);
      own.seenAt = at;
      count(own.asked);
      if (!mayEnter(own, kind, at)) {
        count(own.refused);
        refusedAt = at;
        return { isIn: false, retryAfterMs: retryAfter(own, at, random()) };
      }
      inside += 1;
      own.inside += 1;
      let isLeft = false;
      return {
        isIn: true,
        leave: (isDone) => {
          if (isLeft) return;
          isLeft = true;
          inside -= 1;
          own.inside -= 1;
          const left = now();
          if (!isDone) {
            limit.overloaded();
            return;
          }
          turnSecond(own, Math.floor(left / 1_000));
          count(own.done);
          learn(left - at, left);
        },
      };
    },
    refused: (name) => {
      const owner = owners.get(name);
      if (!owner) return 0;
      turnSecond(owner, Math.floor(now() / 1_000));
      const asked = sum(owner.asked);
      return asked === 0 ? 0 : sum(owner.refused) / asked;
    },
    isCrowded: () => now() - Math.max(refusedAt, slowAt) < crowdedMilliseconds,
    state: () => {
      const second = Math.floor(now() / 1_000);
      for (const owner of owners.values()) turnSecond(owner, second);
      return { limit: limit.current(), inside, refused: sum([...owners.values()].map((one) => sum(one.refused))) };
    },
  };
}

/**
 * Each is told the moment at which its turn comes, one after the other at most of the pace of now: nobody comes in vain, and those who come
 * for the first time find room beside them. Further away than can be foreseen, the moment is only spread.
 */
function retryAfter(owner: Owner, at: number, draw: number): number {
  const pace = (Math.max(leastPace, ...owner.done) * promisedShare) / 1_000;
  const before = Math.max(0, owner.told - pace * (at - owner.toldAt));
  const wait = Math.max(shortestRetry, (before + 1) / pace);
  if (wait > longestRetry) return Math.round(longestRetry * (0.5 + draw / 2));
  owner.told = Math.max(before + 1, wait * pace);
  owner.toldAt = at;
  return Math.round(wait);
}

function turnSecond(owner: Owner, second: number): void {
  const passed = Math.min(remembered, second - owner.second);
  for (let step = 0; step < passed; step += 1)
    for (const counts of [owner.asked, owner.refused, owner.done]) {
      counts.unshift(0);
      counts.length = remembered;
    }
  owner.second = Math.max(owner.second, second);
}

const ownersAtMost = 10_000;

function forgetIdle(owners: Map<string, Owner>, second: number): void {
  if (owners.size < ownersAtMost) return;
  for (const [name, owner] of owners) if (owner.inside === 0 && second - owner.second > remembered) owners.delete(name);
}

function zeros(): number[] {
  return Array.from({ length: remembered }, () => 0);
}

function count(counts: number[]): void {
  counts[0] = (counts[0] ?? 0) + 1;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, one) => total + one, 0);
}

import type { Agent } from '../core/core-types.ts';
import { exponential, normal, type Random } from './random.ts';
import type { Scenario } from './scenario.ts';

/** One conversation in somebody's hands: done when the person's progress reaches `endsAt`. */
export type Job = { endsAt: number; customer: number; intent: number; startedAt: number };

/**
 * People at work. Everybody makes progress at a pace that falls with the number of conversations held at once, so that any mix of
 * starts and ends is exact without touching the conversations themselves.
 */
export type Worker = {
  jobs: Job[];
  progress: number;
  settledAt: number;
  /** Raised with every change: departures planned before do not count. */
  version: number;
  group: Scenario['agents'][number];
  speed: number;
  affinity: Float64Array | undefined;
  busyMilliseconds: number;
  idleMilliseconds: number;
};

/** Makes everybody of the scenario, in order. */
export function makeWorkers(scenario: Scenario, random: Random): Worker[] {
  return scenario.agents.flatMap((group) =>
    Array.from({ length: group.count }, (_none, index): Worker => {
      const affinity =
        group.affinity === 0
          ? undefined
          : Float64Array.from(scenario.intents, () =>
              Math.exp(group.affinity * normal(random) - group.affinity ** 2 / 2),
            );
      return {
        jobs: [],
        progress: 0,
        settledAt: 0,
        version: 0,
        group,
        speed: speedOf(group, index),
        affinity,
        busyMilliseconds: 0,
        idleMilliseconds: 0,
      };
    }),
  );
}

function speedOf({ speed, count }: Scenario['agents'][number], index: number): number {
  if (typeof speed === 'number') return speed;
  return count === 1 ? (speed.from + speed.to) / 2 : speed.from + ((speed.to - speed.from) * index) / (count - 1);
}

/** True pace of somebody for an intent. */
export function paceOf(worker: Worker, intent: number): number {
  return worker.speed * (worker.affinity?.[intent] ?? 1);
}

/** Lets time pass for one person: progress, busy and idle time (by share of the capacity). */
export function settleWorker(worker: Worker, agent: Agent, now: number, slowdown: number): void {
  const passed = now - worker.settledAt;
  worker.settledAt = now;
  const held = worker.jobs.length;
  if (held > 0) worker.progress += passed / (1 + slowdown * (held - 1));
  const busyShare = held / worker.group.capacity;
  worker.busyMilliseconds += passed * busyShare;
  if (agent.state === 'open') worker.idleMilliseconds += passed * Math.max(0, 1 - busyShare);
}

/** Milliseconds until the next of this person's conversations ends, as things stand. */
export function untilNextEnd(worker: Worker, slowdown: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (const job of worker.jobs) if (job.endsAt < first) first = job.endsAt;
  return Math.max(0, first - worker.progress) * (1 + slowdown * (worker.jobs.length - 1));
}

/** Takes the conversation that ends first out of a person's hands. */
export function takeEnded(worker: Worker): Job | undefined {
  let first = 0;
  for (let index = 1; index < worker.jobs.length; index += 1)
    if ((worker.jobs[index]?.endsAt ?? 0) < (worker.jobs[first]?.endsAt ?? 0)) first = index;
  const ended = worker.jobs[first];
  const last = worker.jobs.pop();
  if (last && ended !== last) worker.jobs[first] = last;
  return ended;
}

/** A service time in milliseconds of somebody with nothing else to do. */
export function drawWork(scenario: Scenario, meanSeconds: number, random: Random): number {
  const { distribution, deviation } = scenario.service;
  const mean = meanSeconds * 1_000;
  if (distribution === 'constant') return mean;
  if (distribution === 'exponential') return exponential(random, mean);
  return mean * Math.exp(deviation * normal(random) - deviation ** 2 / 2);
}

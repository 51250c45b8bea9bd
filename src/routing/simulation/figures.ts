import type { LoadLevel } from '../load/load-levels.ts';
import type { RehearsedPromises } from './promises.ts';
import type { Scenario } from './scenario.ts';
import { paidBetween, paidMilliseconds } from './shifts.ts';
import { gini, type Interval, type Tally, type Waits, type WaitTally } from './tally.ts';
import type { Worker } from './workforce.ts';

/** What a rehearsal showed. */
export type Rehearsed = {
  waitSeconds: Waits;
  /** Of those who asked for a person. */
  abandonRate: number;
  serviceLevel: number;
  /** Busy part of the paid capacity. */
  occupancy: number;
  /** How unevenly idle time lay over the people: 0 is even. */
  idleGini: number;
  served: number;
  lost: number;
  byAi: number;
  arrivals: number;
  /** Part of the time at each load level; all normal where nobody is answered by the AI. */
  levels: Readonly<Record<LoadLevel, number>>;
  /** How often the wait held that those who wait would have been told. */
  promises: RehearsedPromises;
  cost: { people: number; ai: number; lost: number; total: number };
  events: number;
  eventsPerSecond: number;
  intervals: Interval[];
};

/** Puts the figures of a run together. */
export function figuresOfRun(input: {
  scenario: Scenario;
  counts: {
    events: number;
    served: number;
    lost: number;
    inTime: number;
    byAi: number;
    aiFirst: number;
    arrivals: number;
  };
  levels: Rehearsed['levels'];
  promises: RehearsedPromises;
  waits: WaitTally;
  tally: Tally;
  workers: readonly Worker[];
  endsAt: number;
  elapsedSeconds: number;
}): Rehearsed {
  const { scenario, counts, workers, endsAt, elapsedSeconds } = input;
  const asked = counts.served + counts.lost;
  const busy = workers.reduce((sum, worker) => sum + worker.busyMilliseconds, 0);
  const idle = workers.reduce((sum, worker) => sum + worker.idleMilliseconds, 0);
  const people =
    scenario.agents.reduce(
      (sum, group) => sum + group.count * group.costPerHour * paidMilliseconds(group.shifts, endsAt),
      0,
    ) / 3_600_000;
  const ai = counts.aiFirst * (scenario.ai?.costPerConversation ?? 0);
  const lost = counts.lost * scenario.costPerLost;
  return {
    waitSeconds: input.waits.result(),
    abandonRate: asked === 0 ? 0 : counts.lost / asked,
    serviceLevel: asked === 0 ? 1 : counts.inTime / asked,
    occupancy: busy + idle === 0 ? 0 : busy / (busy + idle),
    idleGini: gini(
      workers.flatMap(({ busyMilliseconds, idleMilliseconds }) =>
        busyMilliseconds + idleMilliseconds === 0 ? [] : [idleMilliseconds / (busyMilliseconds + idleMilliseconds)],
      ),
    ),
    served: counts.served,
    lost: counts.lost,
    byAi: counts.byAi,
    arrivals: counts.arrivals,
    levels: input.levels,
    promises: input.promises,
    cost: { people, ai, lost, total: people + ai + lost },
    events: counts.events,
    eventsPerSecond: elapsedSeconds === 0 ? 0 : Math.round(counts.events / elapsedSeconds),
    intervals: intervalsOf(input.tally, scenario, endsAt),
  };
}

function intervalsOf(tally: Tally, scenario: Scenario, endsAt: number): Interval[] {
  // Quiet hours at the end are part of the day, too.
  tally.interval(Math.max(0, endsAt - 1));
  return tally.slots().map((slot, index): Interval => {
    const fromMinute = index * scenario.intervalMinutes;
    const asked = slot.served + slot.lost;
    const { mean, p90 } = slot.waits.result();
    return {
      fromMinute,
      arrivals: slot.arrivals,
      byAi: slot.byAi,
      served: slot.served,
      lost: slot.lost,
      meanWaitSeconds: mean,
      p90WaitSeconds: p90,
      serviceLevel: asked === 0 ? 1 : slot.inTime / asked,
      waiting: slot.waiting,
      agents: agentsAt(scenario, fromMinute),
      abandonRate: asked === 0 ? 0 : slot.lost / asked,
      peopleCost: peopleCost(scenario, fromMinute, endsAt),
      aiCost: slot.aiFirst * (scenario.ai?.costPerConversation ?? 0),
      lostCost: slot.lost * scenario.costPerLost,
    };
  });
}

function peopleCost({ agents, intervalMinutes }: Scenario, fromMinute: number, endsAt: number): number {
  const from = Math.min(endsAt, fromMinute * 60_000);
  const span = { from, until: Math.min(endsAt, from + intervalMinutes * 60_000) };
  return agents.reduce(
    (sum, group) => sum + (group.count * group.costPerHour * paidBetween(group.shifts, span)) / 3_600_000,
    0,
  );
}

function agentsAt(scenario: Scenario, minute: number): number {
  const ofDay = minute % 1_440;
  const clock = `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
  return scenario.agents.reduce((sum, group) => {
    const isThere = group.shifts.length === 0 || group.shifts.some((shift) => shift.from <= clock && clock < shift.to);
    return sum + (isThere ? group.count : 0);
  }, 0);
}

import { exponential, type Random } from './random.ts';
import type { Scenario } from './scenario.ts';

/** One line of a trace: somebody who came at this moment of the rehearsal. */
export type TraceRow = {
  /** Milliseconds from the trace's beginning. */
  at: number;
  intent?: string;
  emotion?: string;
  handleSeconds?: number;
  patienceSeconds?: number;
};

/** Who comes next; the fields hold until the next call. */
export type Demand = {
  /** Moment of the next arrival in milliseconds; infinite after the last one. */
  nextAt(): number;
  /** The row of the next arrival, if it comes from a trace. */
  row(): TraceRow | undefined;
  /** Goes on to the one after. */
  step(): void;
  /** When the last one may come, for shares of the time. */
  endsAt: number;
};

/** Arrivals of a scenario: a Poisson stream with a rate or a profile of rates, or the rows of a trace. */
export function createDemand(scenario: Scenario, rows: readonly TraceRow[], random: Random): Demand {
  const { arrivals } = scenario;
  if ('trace' in arrivals) return fromTrace(rows, arrivals.times, random);
  if (typeof arrivals.perHour === 'number') return fromRate(scenario, arrivals.perHour * arrivals.times, random);
  return fromProfile(arrivals.perHour, (scenario.hours ?? arrivals.perHour.length) * 3_600_000, arrivals.times, random);
}

function fromRate(scenario: Scenario, perHour: number, random: Random): Demand {
  const mean = 3_600_000 / perHour;
  const count = scenario.count ?? Number.POSITIVE_INFINITY;
  const endsAt = scenario.hours === undefined ? (scenario.count ?? 0) * mean : scenario.hours * 3_600_000;
  let came = 0;
  let at = exponential(random, mean);
  const isOver = () => came >= count || (scenario.hours !== undefined && at > endsAt);
  return {
    nextAt: () => (isOver() ? Number.POSITIVE_INFINITY : at),
    row: () => undefined,
    step: () => {
      came += 1;
      at += exponential(random, mean);
    },
    endsAt,
  };
}

/** A rate that changes in steps: unit-rate arrivals mapped through the accumulated rate. */
function fromProfile(rates: readonly number[], endsAt: number, times: number, random: Random): Demand {
  const slot = endsAt / rates.length;
  const perMillisecond = rates.map((rate) => (rate * times) / 3_600_000);
  let at = 0;
  const move = (): void => {
    let left = exponential(random, 1);
    while (at < endsAt) {
      const index = Math.min(rates.length - 1, Math.floor(at / slot + 1e-12));
      const rate = perMillisecond[index] ?? 0;
      const slotEnds = (index + 1) * slot;
      const within = rate * (slotEnds - at);
      if (within > left) {
        at += left / rate;
        return;
      }
      left -= within;
      at = slotEnds;
    }
    at = Number.POSITIVE_INFINITY;
  };
  move();
  return { nextAt: () => at, row: () => undefined, step: move, endsAt };
}

/** Every row as often as `times` says, copies spread over the minute around it. */
function fromTrace(rows: readonly TraceRow[], times: number, random: Random): Demand {
  const planned: { at: number; row: TraceRow }[] = [];
  for (const row of rows) {
    const copies = Math.floor(times) + (random() < times % 1 ? 1 : 0);
    for (let copy = 0; copy < copies; copy += 1)
      planned.push({ at: copy === 0 ? row.at : Math.max(0, row.at + (random() - 0.5) * 60_000), row });
  }
  planned.sort((one, other) => one.at - other.at);
  let next = 0;
  return {
    nextAt: () => planned[next]?.at ?? Number.POSITIVE_INFINITY,
    row: () => planned[next]?.row,
    step: () => {
      next += 1;
    },
    endsAt: planned.at(-1)?.at ?? 0,
  };
}

import type { TraceRow } from './demand.ts';
import type { Rehearsed } from './figures.ts';
import type { Scenario } from './scenario.ts';
import { paidMilliseconds } from './shifts.ts';

/** A number of people for each kind of the scenario's `agents`, with what it would bring. */
export type Roster = {
  counts: number[];
  result: Rehearsed;
  isEnough: boolean;
  /** What the search began with: the numbers as they were given, at least one of each kind. */
  begun: { counts: number[]; serviceLevel: number; cost: number };
};

/** Runs a scenario; the caller decides how (at once, or in slices beside other work). */
export type RunScenario = (scenario: Scenario, rows: readonly TraceRow[]) => Promise<Rehearsed>;

const dayMilliseconds = 86_400_000;
/** Rehearsals that one search may take. */
const mostRuns = 60;

/**
 * The cheapest roster that keeps the scenario's goal, by trying: grow in proportion until the goal holds, then take people away where it
 * saves most, in halving steps. Every try has the same arrivals, so that differences are those of the roster. A local best, not a proven one.
 */
export async function cheapestRoster(scenario: Scenario, rows: readonly TraceRow[], run: RunScenario): Promise<Roster> {
  const start = scenario.agents.map((group) => Math.max(1, group.count));
  let runs = 0;
  const attempt = async (counts: readonly number[]): Promise<Omit<Roster, 'begun'>> => {
    runs += 1;
    const result = await run(withCounts(scenario, counts), rows);
    return { counts: [...counts], result, isEnough: result.serviceLevel >= scenario.serviceLevel.share };
  };
  let best = await attempt(start);
  const begun = { counts: start, serviceLevel: best.result.serviceLevel, cost: best.result.cost.total };
  while (!best.isEnough && runs < mostRuns / 2)
    best = await attempt(best.counts.map((count) => Math.ceil(count * 1.25)));
  if (!best.isEnough) return { ...best, begun };
  const byPrice = scenario.agents
    .map((_group, index) => index)
    .sort((one, other) => hoursCost(scenario, other) - hoursCost(scenario, one));
  const steps = best.counts.map((count) => Math.max(1, Math.floor(count / 4)));
  while (runs < mostRuns && steps.some((step) => step > 0)) {
    for (const index of byPrice) {
      const step = steps[index] ?? 0;
      const count = best.counts[index] ?? 0;
      if (step === 0 || runs >= mostRuns) continue;
      const fewer = best.counts.with(index, Math.max(0, count - step));
      const found = count === 0 ? undefined : await attempt(fewer);
      if (found?.isEnough) best = found;
      else steps[index] = Math.floor(step / 2);
    }
  }
  return { ...best, begun };
}

/** The scenario with other numbers of people. */
export function withCounts(scenario: Scenario, counts: readonly number[]): Scenario {
  return {
    ...scenario,
    agents: scenario.agents.map((group, index) => ({ ...group, count: counts[index] ?? group.count })),
  };
}

function hoursCost(scenario: Scenario, index: number): number {
  const group = scenario.agents[index];
  if (!group) return 0;
  return (group.costPerHour || 1) * paidMilliseconds(group.shifts, dayMilliseconds);
}

import type { Interval, ScenarioInput } from '../../../api/index.ts';
import { type Team, toGroup, toTeam } from './teams.ts';

/** What is moved on the rehearsal page; the rest of the scenario stays as it came. */
export type Knobs = { times: number; aiShare: number; serviceSeconds: number; serviceShare: number; teams: Team[] };

/** A sale day of a small shop, for whoever has no history yet. */
export const exampleScenario: ScenarioInput = {
  hours: 24,
  arrivals: {
    perHour: [
      90, 30, 15, 10, 8, 12, 20, 45, 90, 140, 160, 140, 120, 120, 130, 130, 120, 110, 120, 170, 220, 240, 200, 300,
    ],
  },
  intents: [
    { id: 'track', group: 'presale', share: 40, aiResolution: 0.9, handleSeconds: 180 },
    { id: 'product', group: 'presale', share: 30, aiResolution: 0.7, handleSeconds: 240 },
    { id: 'refund', group: 'aftersale', share: 25, aiResolution: 0.6, handleSeconds: 420 },
    { id: 'complaint', group: 'aftersale', share: 5, handleSeconds: 600, reason: 'risk' },
  ],
  emotions: [{ id: 'angry', share: 0.05, intensity: 2 }],
  ai: { share: 1, seconds: 30, costPerConversation: 0.05 },
  agents: [
    {
      name: '早班',
      count: 3,
      groups: ['presale', 'aftersale'],
      capacity: 3,
      shifts: [{ from: '08:00', to: '16:00' }],
      costPerHour: 35,
    },
    {
      name: '晚班',
      count: 5,
      groups: ['presale', 'aftersale'],
      capacity: 3,
      shifts: [{ from: '15:00', to: '24:00' }],
      costPerHour: 38,
    },
    {
      name: '夜班',
      count: 1,
      groups: ['presale', 'aftersale'],
      capacity: 3,
      shifts: [{ from: '00:00', to: '08:00' }],
      costPerHour: 45,
    },
  ],
  service: { distribution: 'lognormal', slowdown: 0.15 },
  patienceSeconds: 240,
  serviceLevel: { seconds: 30, share: 0.8 },
  overflowSeconds: 60,
  costPerLost: 12,
};

/** The knobs as the scenario has them. */
export function knobsOf(scenario: ScenarioInput): Knobs {
  return {
    times: scenario.arrivals.times ?? 1,
    aiShare: scenario.ai?.share ?? 0,
    serviceSeconds: scenario.serviceLevel?.seconds ?? 20,
    serviceShare: scenario.serviceLevel?.share ?? 0.8,
    teams: scenario.agents.map(toTeam),
  };
}

/** The scenario with the knobs where they stand. */
export function withKnobs(scenario: ScenarioInput, knobs: Knobs): ScenarioInput {
  return {
    ...scenario,
    arrivals: { ...scenario.arrivals, times: knobs.times },
    ai: { ...scenario.ai, share: knobs.aiShare },
    serviceLevel: { seconds: knobs.serviceSeconds, share: knobs.serviceShare },
    agents: knobs.teams.map(toGroup),
  };
}

/** The latest 11 November that is over, as YYYY-MM-DD. */
export function lastSaleDay(today: string): string {
  const year = Number(today.slice(0, 4));
  return today > `${year}-11-11` ? `${year}-11-11` : `${year - 1}-11-11`;
}

/** The intervals as CSV, for whoever plans elsewhere. */
export function intervalsCsv(intervals: readonly Interval[]): string {
  const columns = [
    'fromMinute',
    'arrivals',
    'byAi',
    'served',
    'lost',
    'meanWaitSeconds',
    'p90WaitSeconds',
    'serviceLevel',
    'waiting',
    'agents',
    'abandonRate',
    'peopleCost',
    'aiCost',
    'lostCost',
  ] as const;
  const lines = intervals.map((one) => columns.map((column) => Number(one[column].toFixed(3))).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

import { figuresOf, leastMeanWait, type PolicyName, policyNames, readScenario, simulate } from '../routing/index.ts';
import type { BenchResult, BenchRound } from './report.ts';

/** Events a second of one core that were promised. */
const promised = 300_000;

/** The rehearsal: events per second of processor time, agreement with the closed forms at a million arrivals, policies side by side. */
export async function benchRehearsal(): Promise<BenchResult> {
  const forms = checks.map(closedForm);
  return {
    name: 'rehearsal',
    unit: 'per second',
    floorName: 'events promised, of processor time',
    rounds: forms.map((one): BenchRound => ({ floor: promised, peakdesk: one.perSecond, p50Ms: 0, p99Ms: 0 })),
    wantedRatio: 1,
    notes: [...forms.map((one) => one.note), ...policies()],
  };
}

/** The published check values, each at a million arrivals. */
const checks = [
  { load: 20, agents: 24, handle: 180, patience: undefined },
  { load: 100, agents: 110, handle: 300, patience: undefined },
  { load: 100, agents: 100, handle: 300, patience: 300 },
  { load: 100, agents: 110, handle: 300, patience: 120 },
  { load: 120, agents: 100, handle: 300, patience: 180 },
];

function closedForm({ load, agents, handle, patience }: (typeof checks)[number]): { perSecond: number; note: string } {
  const arrivalsPerHour = (load * 3_600) / handle;
  const exact = figuresOf({
    arrivalsPerHour,
    handleSeconds: handle,
    agents,
    ...(patience === undefined ? {} : { patienceSeconds: patience }),
  });
  const before = process.cpuUsage();
  const found = simulate(
    readScenario({
      count: 1_000_000,
      warmUp: 0.01,
      intervalMinutes: 1_440,
      arrivals: { perHour: arrivalsPerHour },
      intents: [{ id: 'all', handleSeconds: handle }],
      agents: [{ count: agents }],
      ...(patience === undefined ? {} : { patienceSeconds: patience }),
    }),
  );
  const { user, system } = process.cpuUsage(before);
  const off = (value: number, wanted: number) => `${((value / wanted - 1) * 100).toFixed(2)} %`;
  const perSecond = found.events / ((user + system) / 1e6);
  const note = [
    `Erlang ${patience === undefined ? 'C' : 'A'} a=${load} c=${agents}: mean wait off by ${off(found.waitSeconds.mean, exact.meanWaitSeconds)}`,
    `service level by ${off(found.serviceLevel, exact.serviceLevel)}`,
    ...(patience === undefined ? [] : [`losses by ${off(found.abandonRate, exact.abandonProbability)}`]),
    `${found.eventsPerSecond} events/s, ${Math.round(perSecond)} per second of processor time`,
  ].join(', ');
  return { perSecond, note };
}

function policies(): string[] {
  const compare = (
    title: string,
    given: Parameters<typeof readScenario>[0] & object,
    names: readonly PolicyName[] = policyNames,
  ) =>
    names.map((policy) => {
      const found = simulate(readScenario({ count: 400_000, warmUp: 0.02, intervalMinutes: 1_440, ...given, policy }));
      const { mean, p95 } = found.waitSeconds;
      return `${title}, ${policy}: mean wait ${mean.toFixed(2)} s, p95 ${p95.toFixed(1)} s, idle Gini ${found.idleGini.toFixed(3)}`;
    });
  const two = ['a', 'b'].map((id) => ({ id, group: id, handleSeconds: 300 }));
  const crossed = [
    { count: 45, groups: ['a'] },
    { count: 45, groups: ['b'] },
    { count: 10, groups: ['a', 'b'] },
  ];
  const wishes = Array.from({ length: 8 }, (_none, index) => ({ id: `wish-${index}`, handleSeconds: 300 }));
  const one = [{ id: 'all', handleSeconds: 300 }];
  const load = (agents: number, share: number) => ({ perHour: agents * share * 12 });
  return [
    ...compare('90 % load, a tenth cross-trained', { arrivals: load(100, 0.9), intents: two, agents: crossed }),
    ...compare(
      'the same with overflow after 5 s',
      { arrivals: load(100, 0.9), intents: two, agents: crossed, overflowSeconds: 5 },
      ['peakdesk'],
    ),
    ...compare('the same, pooled (bound)', { arrivals: load(100, 0.9), intents: one, agents: [{ count: 100 }] }, [
      'longest-idle',
    ]),
    ...[10, 20].map((both) => leastOf(both, 100)),
    ...compare('40 people unlike each other by wish', {
      arrivals: load(40, 0.88),
      intents: wishes,
      agents: [{ count: 40, affinity: 0.2, speed: { from: 0.7, to: 1.3 } }],
    }),
    ...compare('20 people of speeds 0.5 to 1.5, 80 % load', {
      arrivals: load(20, 0.8),
      intents: one,
      agents: [{ count: 20, speed: { from: 0.5, to: 1.5 } }],
    }),
  ];
}

/** What no policy gets below with so many of the people cross-trained, against all of them in one pool. */
function leastOf(generalists: number, people: number): string {
  const staffing = { arrivalsPerHour: people * 0.9 * 12, handleSeconds: 300 };
  const pooled = figuresOf({ ...staffing, agents: people }).meanWaitSeconds;
  const least = leastMeanWait({ ...staffing, generalists, specialists: (people - generalists) / 2 });
  return `90 % load, ${generalists} of ${people} cross-trained: no policy gets below ${least.toFixed(2)} s, ${((least / pooled - 1) * 100).toFixed(1)} % above the pool's ${pooled.toFixed(2)} s`;
}

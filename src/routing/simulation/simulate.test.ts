import { describe, expect, it } from 'vitest';
import { figuresOf } from '../mathematics/erlang.ts';
import { readScenario, type ScenarioInput } from './scenario.ts';
import { simulate } from './simulate.ts';
import { readTraceRow, traceFrom } from './trace.ts';

const run = (given: ScenarioInput) => simulate(readScenario(given));
const day = { hours: 24, arrivals: { perHour: 120 }, intents: [{ id: 'refund', handleSeconds: 300 }] };

describe('a rehearsal', () => {
  // Short runs: the comparison at a million arrivals is `bench routing`.
  it.each([
    { load: 30, agents: 28, patience: 120, within: 0.03 },
    { load: 12, agents: 14, patience: 300, within: 0.05 },
  ])('agrees with Erlang A for $load erlang and $agents people', ({ load, agents, patience, within }) => {
    const perHour = load * 12;
    const exact = figuresOf({ arrivalsPerHour: perHour, handleSeconds: 300, agents, patienceSeconds: patience });
    const found = run({
      count: 150_000,
      warmUp: 0.01,
      arrivals: { perHour },
      intents: [{ id: 'refund', handleSeconds: 300 }],
      agents: [{ count: agents }],
      patienceSeconds: patience,
    });
    expect(Math.abs(found.waitSeconds.mean / exact.meanWaitSeconds - 1)).toBeLessThan(within);
    expect(Math.abs(found.abandonRate / exact.abandonProbability - 1)).toBeLessThan(within);
    expect(Math.abs(found.serviceLevel / exact.serviceLevel - 1)).toBeLessThan(within);
  });

  it('is the same for the same seed', () => {
    const once = run({ ...day, agents: [{ count: 12 }] });
    const again = run({ ...day, agents: [{ count: 12 }] });
    expect({ ...once, eventsPerSecond: 0 }).toEqual({ ...again, eventsPerSecond: 0 });
  });

  it('serves everybody who does not give up and loses nobody', () => {
    const found = run({ ...day, agents: [{ count: 9 }], patienceSeconds: 60 });
    expect(found.served + found.lost).toBe(found.arrivals);
  });

  it('lets the AI keep what it resolves', () => {
    const found = run({
      ...day,
      intents: [{ id: 'track', handleSeconds: 300, aiResolution: 0.75 }],
      ai: { share: 1 },
      agents: [{ count: 12 }],
    });
    expect(found.byAi / found.arrivals).toBeGreaterThan(0.72);
    expect(found.byAi / found.arrivals).toBeLessThan(0.78);
  });

  it('takes longer for each when people hold several at once', () => {
    const alone = run({ ...day, agents: [{ count: 4, capacity: 5 }], patienceSeconds: 300 });
    const slowed = run({
      ...day,
      agents: [{ count: 4, capacity: 5 }],
      patienceSeconds: 300,
      service: { distribution: 'exponential', slowdown: 0.5 },
    });
    expect(slowed.waitSeconds.mean).toBeGreaterThan(alone.waitSeconds.mean);
  });

  it('has nobody at work outside of the shifts', () => {
    const found = run({
      ...day,
      agents: [{ count: 30, shifts: [{ from: '09:00', to: '21:00' }], costPerHour: 40 }],
      patienceSeconds: 120,
    });
    expect(found.intervals.find((one) => one.fromMinute === 180)).toMatchObject({ agents: 0, served: 0 });
    expect(found.intervals.find((one) => one.fromMinute === 720)).toMatchObject({ agents: 30, lost: 0 });
    expect(found.cost.people).toBe(30 * 40 * 12);
  });

  it('serves angry customers and complaints before others', () => {
    const intents = [
      { id: 'refund', handleSeconds: 300 },
      { id: 'complaint', handleSeconds: 300, share: 0.05, reason: 'risk' },
    ];
    const mixed = { hours: 8, arrivals: { perHour: 150 }, intents, agents: [{ count: 11 }], patienceSeconds: 900 };
    const composite = run(mixed);
    const plain = run({ ...mixed, policy: 'longest-idle' });
    expect(composite.waitSeconds.p50).not.toBe(plain.waitSeconds.p50);
  });

  it('plays a trace, as often as is asked for', () => {
    const rows = traceFrom([
      readTraceRow({ at: '2026-11-11T09:00:00Z', intent: 'refund' }, 2),
      readTraceRow({ at: '2026-11-11T09:00:30Z', intent: 'refund', handleSeconds: '30' }, 3),
    ]);
    const scenario = readScenario({ ...day, arrivals: { trace: 'day.csv', times: 10 }, agents: [{ count: 4 }] });
    expect(simulate(scenario, rows).arrivals).toBe(20);
  });
});

describe('the times of a trace', () => {
  it.each([
    ['a time with its zone', '2026-11-10T16:30:00Z'],
    ['another zone', '2026-11-11T01:30:00+09:00'],
    ['the wall clock', '2026-11-11 00:30:00'],
    ['as tables export it', '2026/11/11 0:30'],
    ['seconds since 1970', 1_794_328_200],
  ])('are counted from midnight in the zone of the shifts: %s', (_name, at) => {
    const row = readTraceRow({ at }, 2, 'Asia/Shanghai');
    expect(traceFrom([row], 'Asia/Shanghai')).toEqual([{ at: 30 * 60_000 }]);
  });

  it('are seconds from the beginning where they are small', () => {
    expect(traceFrom([readTraceRow({ at: '90' }, 2), readTraceRow({ at: 30 }, 3)])).toEqual([
      { at: 30_000 },
      { at: 90_000 },
    ]);
  });
});

describe('the cost of a day', () => {
  it('is that of its intervals together', () => {
    const { intervals, cost } = run({
      hours: 24,
      arrivals: { perHour: 60 },
      intents: [{ id: 'a', handleSeconds: 300, aiResolution: 0.5 }],
      ai: { costPerConversation: 0.1 },
      agents: [
        { count: 3, costPerHour: 40, shifts: [{ from: '08:10', to: '20:00' }] },
        { count: 1, costPerHour: 50 },
      ],
      patienceSeconds: 60,
      costPerLost: 10,
    });
    const total = (of: (one: (typeof intervals)[number]) => number) => intervals.reduce((sum, one) => sum + of(one), 0);
    expect(total((one) => one.peopleCost)).toBeCloseTo(cost.people, 6);
    expect(total((one) => one.aiCost)).toBeCloseTo(cost.ai, 6);
    expect(total((one) => one.lostCost)).toBeCloseTo(cost.lost, 6);
  });
});

describe('a scenario that is wrong', () => {
  it.each([
    [{ ...day, agents: [{ count: -1 }] }, 'agents.0.count'],
    [{ ...day, agents: [{ count: 1, skill: 'x' }] }, 'agents.0.skill'],
    [{ ...day, timeZone: 'Mars/Base', agents: [{ count: 1 }] }, 'timeZone'],
    [{ ...day, hours: undefined, agents: [{ count: 1 }] }, 'hours'],
    [{ ...day, intents: [{ id: 'a', handleSeconds: 1, group: 'vip' }], agents: [{ count: 1 }] }, 'intents.0.group'],
  ])('names its field', (given, field) => {
    expect(() => readScenario(given)).toThrow(expect.objectContaining({ message: expect.stringContaining(field) }));
  });

  it('names line and field of a trace', () => {
    expect(() => readTraceRow({ at: 'yesterday' }, 7)).toThrow(/line 7, at/);
  });
});

describe('the waits that would be told', () => {
  it.each<[string, Omit<ScenarioInput, 'intents'> & Partial<Pick<ScenarioInput, 'intents'>>]>([
    ['one pool', { agents: [{ count: 20 }], arrivals: { perHour: 211 } }],
    [
      'people slowed down by several at once, a day that comes in waves',
      {
        agents: [{ count: 12, capacity: 3 }],
        arrivals: { perHour: [120, 240, 300, 340, 340, 300, 240, 120] },
        service: { distribution: 'lognormal', slowdown: 0.15 },
      },
    ],
    [
      'two groups that help each other late',
      {
        intents: [
          { id: 'a', group: 'a', share: 3, handleSeconds: 300 },
          { id: 'b', group: 'b', handleSeconds: 300 },
        ],
        agents: [
          { count: 20, groups: ['a'] },
          { count: 10, groups: ['b'] },
        ],
        arrivals: { perHour: 335 },
        overflowSeconds: 30,
      },
    ],
  ])('hold about as often as they say: %s', (_name, given) => {
    const { promises } = run({ hours: 96, intents: [{ id: 'a', handleSeconds: 300 }], ...given });
    expect(promises.sample).toBeGreaterThan(150);
    expect(promises.heldP50).toBeGreaterThan(0.5);
    expect(promises.heldP90).toBeGreaterThan(0.85);
  });
});

describe('the load ladder in a rehearsal', () => {
  const flood = {
    hours: 6,
    arrivals: { perHour: [60, 60, 600, 600, 20, 20] },
    intents: [{ id: 'refund', handleSeconds: 300, aiResolution: 0.9 }],
    agents: [{ count: 8 }],
  };

  it('lets the AI answer first when people cannot keep up, and gives back afterwards', () => {
    const found = run({ ...flood, ai: { share: 0.1 } });
    expect(found.levels.surge).toBeGreaterThan(0.1);
    expect(found.levels.normal).toBeGreaterThan(0.2);
    expect(found.byAi).toBeGreaterThan(0.3 * found.arrivals);
    expect(found.levels.normal + found.levels.busy + found.levels.surge + found.levels.overload).toBeCloseTo(1, 6);
  });

  it('stays normal while people keep up', () => {
    const found = run({ ...flood, arrivals: { perHour: 40 }, ai: { share: 0.1 } });
    expect(found.levels).toEqual({ normal: 1, busy: 0, surge: 0, overload: 0 });
  });
});

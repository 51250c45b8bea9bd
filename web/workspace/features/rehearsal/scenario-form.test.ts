import { describe, expect, it } from 'vitest';
import { exampleScenario, intervalsCsv, knobsOf, lastSaleDay, withKnobs } from './scenario-form.ts';

describe('the rehearsal page', () => {
  it('moves only what has a knob', () => {
    const knobs = knobsOf(exampleScenario);
    const teams = knobs.teams.map((team, index) => ({
      ...team,
      count: index + 1,
      to: index === 0 ? '17:30' : team.to,
    }));
    const moved = withKnobs(exampleScenario, { ...knobs, times: 10, teams });
    expect(moved.agents.map((group) => group.count)).toEqual([1, 2, 3]);
    expect(moved.agents[0]?.shifts).toEqual([{ from: '08:00', to: '17:30' }]);
    expect(moved.agents[0]?.groups).toEqual(['presale', 'aftersale']);
    expect(moved.arrivals.times).toBe(10);
    expect(moved.intents).toBe(exampleScenario.intents);
    expect(withKnobs(moved, knobsOf(moved))).toEqual(moved);
  });

  it('knows the latest sale day', () => {
    const days = ['2026-11-21', '2026-11-11', '2026-03-01'].map(lastSaleDay);
    expect(days).toEqual(['2026-11-11', '2025-11-11', '2025-11-11']);
  });

  it('exports what every interval saw', () => {
    const one = {
      fromMinute: 0,
      arrivals: 3,
      byAi: 1,
      served: 2,
      lost: 0,
      meanWaitSeconds: 1.23456,
      p90WaitSeconds: 2,
      serviceLevel: 1,
      waiting: 1,
      agents: 4,
      abandonRate: 0,
      peopleCost: 35,
      aiCost: 0.15,
      lostCost: 0,
    };
    expect(intervalsCsv([one]).split('\n')[1]).toBe('0,3,1,2,0,1.235,2,1,1,4,0,35,0.15,0');
  });
});

import { describe, expect, it } from 'vitest';
import { exampleScenario, intervalsCsv, knobsOf, withKnobs } from './scenario-form.ts';

describe('the rehearsal page', () => {
  it('moves only what has a knob', () => {
    const knobs = { ...knobsOf(exampleScenario), times: 10, counts: [1, 2, 3] };
    const moved = withKnobs(exampleScenario, knobs);
    expect(moved.agents.map((group) => group.count)).toEqual([1, 2, 3]);
    expect(moved.arrivals.times).toBe(10);
    expect(moved.intents).toBe(exampleScenario.intents);
    expect(knobsOf(moved)).toEqual(knobs);
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
    };
    expect(intervalsCsv([one]).split('\n')[1]).toBe('0,3,1,2,0,1.235,2,1,1,4');
  });
});

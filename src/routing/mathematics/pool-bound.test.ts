import { describe, expect, it } from 'vitest';
import { figuresOf } from './erlang.ts';
import { leastMeanWait } from './pool-bound.ts';

const handleSeconds = 300;
const alone = (agents: number, arrivalsPerHour: number) =>
  figuresOf({ agents, arrivalsPerHour, handleSeconds }).meanWaitSeconds;

describe('the mean wait that nothing gets below', () => {
  it('is that of two groups on their own where nobody serves both', () => {
    const found = leastMeanWait({ arrivalsPerHour: 96, handleSeconds, specialists: 5, generalists: 0 });
    expect(found / alone(5, 48)).toBeCloseTo(1, 3);
  });

  it('is that of one pool where everybody serves both', () => {
    const found = leastMeanWait({ arrivalsPerHour: 96, handleSeconds, specialists: 0, generalists: 10 });
    expect(found / alone(10, 96)).toBeCloseTo(1, 3);
  });

  it('falls with each person who serves both', () => {
    const waits = [0, 1, 2, 3].map((pairs) =>
      leastMeanWait({ arrivalsPerHour: 96, handleSeconds, specialists: 5 - pairs, generalists: 2 * pairs }),
    );
    expect(waits).toEqual(waits.toSorted((one, other) => other - one));
    expect(waits.at(-1)).toBeGreaterThan(alone(10, 96));
  });
});

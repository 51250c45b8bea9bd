import { describe, expect, it } from 'vitest';
import { noFactors } from './calibration.ts';
import { expectWait, keepMonotone, keepPromise, toPromise, type WaitStep } from './wait.ts';

const always = (place: number, slots: number): WaitStep[] => [{ fromSeconds: 0, place, slots }];
const told = (steps: readonly WaitStep[]) => {
  const expected = expectWait(steps, 300);
  return expected && toPromise(expected, noFactors);
};

describe('the wait that is told', () => {
  it.each<[string, WaitStep[], { p50: number; p90: number } | undefined]>([
    ['nothing promised while nobody is there', always(1, 0), undefined],
    ['at once while somebody is free', always(0, 4), { p50: 0, p90: 30 }],
    ['one end of four conversations for the first', always(1, 4), { p50: 60, p90: 180 }],
    [
      'until somebody comes who is free',
      [...always(5, 0), { fromSeconds: 90, place: 0, slots: 3 }],
      { p50: 90, p90: 90 },
    ],
    [
      'longer when some go home meanwhile',
      [...always(4, 4), { fromSeconds: 60, place: 4, slots: 1 }],
      { p50: 960, p90: 1_860 },
    ],
    [
      'nothing promised where all go home before it is surely served',
      [...always(4, 4), { fromSeconds: 360, place: 4, slots: 0 }],
      undefined,
    ],
    [
      'that of the wider circle once it may help',
      [...always(9, 1), { fromSeconds: 120, place: 0, slots: 20 }],
      { p50: 120, p90: 120 },
    ],
  ])('is %s', (_name, steps, expected) => {
    expect(told(steps)).toEqual(expected);
  });

  it('grows with the place and shrinks with more people', () => {
    const [first, tenth, moreHands] = [told(always(1, 4)), told(always(10, 4)), told(always(10, 20))];
    expect(first && tenth && moreHands && first.p50 < tenth.p50 && moreHands.p90 < tenth.p90).toBe(true);
    expect(tenth && tenth.p90 >= tenth.p50).toBe(true);
  });

  it('is corrected by experience, and then never told longer than before', () => {
    expect(toPromise({ p50: 100, p90: 200 }, { p50: 1.5, p90: 2 })).toEqual({ p50: 150, p90: 420 });
    expect(keepPromise({ p50: 150, p90: 420 }, { p50: 120, p90: 480 })).toEqual({ p50: 120, p90: 420 });
  });

  it('never tells a place further back than before', () => {
    expect(keepMonotone(7, 5)).toBe(5);
    expect(keepMonotone(3, 5)).toBe(3);
    expect(keepMonotone(3, undefined)).toBe(3);
  });
});

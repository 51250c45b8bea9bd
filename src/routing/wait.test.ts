import { describe, expect, it } from 'vitest';
import { estimateWait, keepMonotone } from './wait.ts';

describe('the wait that is told', () => {
  it('is nothing promised while nobody is there', () => {
    expect(estimateWait({ position: 1, slots: 0, busy: 0, meanHandleSeconds: 300 })).toBeUndefined();
  });

  it('is at once while somebody is free', () => {
    expect(estimateWait({ position: 1, slots: 4, busy: 3, meanHandleSeconds: 300 })).toEqual({ p50: 0, p90: 30 });
  });

  it('grows with the place and shrinks with more people', () => {
    const base = { slots: 4, busy: 4, meanHandleSeconds: 300 };
    const first = estimateWait({ ...base, position: 1 });
    const tenth = estimateWait({ ...base, position: 10 });
    const moreHands = estimateWait({ ...base, position: 10, slots: 20, busy: 20 });
    expect(first && tenth && moreHands && first.p50 < tenth.p50 && moreHands.p90 < tenth.p90).toBe(true);
    expect(tenth && tenth.p90 >= tenth.p50).toBe(true);
  });

  it('never tells a place further back than before', () => {
    expect(keepMonotone(7, 5)).toBe(5);
    expect(keepMonotone(3, 5)).toBe(3);
    expect(keepMonotone(3, undefined)).toBe(3);
  });
});

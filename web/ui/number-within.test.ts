import { describe, expect, it } from 'vitest';
import { nearestWithin, numberWithin } from './number-within.ts';

const limits = { from: 0.1, to: 100, step: 0.1 };

describe('a typed number', () => {
  it.each([
    ['0', undefined, 0.1],
    ['0.', undefined, 0.1],
    ['0.5', 0.5, 0.5],
    ['100', 100, 100],
    ['1000', undefined, 100],
    ['-3', undefined, 0.1],
    ['', undefined, undefined],
    ['abc', undefined, undefined],
  ])('%j counts as %s while it is typed, and as %s once it is left', (typed, whileTyped, afterwards) => {
    expect(numberWithin(typed, limits)).toBe(whileTyped);
    expect(nearestWithin(typed, limits)).toBe(afterwards);
  });
});

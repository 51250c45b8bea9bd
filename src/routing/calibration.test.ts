import { describe, expect, it } from 'vitest';
import { factorsFrom, factorsOf } from './calibration.ts';

describe('what is learned from promises', () => {
  it('is nothing from nobody, little from a few, nearly all from many', () => {
    expect(factorsFrom({ sample: 0, p50: 3, p90: 3 })).toEqual({ p50: 1, p90: 1 });
    const few = factorsFrom({ sample: 5, p50: 2, p90: 2 }).p50;
    const many = factorsFrom({ sample: 300, p50: 2, p90: 2 }).p50;
    expect([few < 1.2, many > 1.9]).toEqual([true, true]);
  });

  it('never makes less than half or more than four times of it', () => {
    expect(factorsFrom({ sample: 1e6, p50: 0, p90: 1_000 })).toEqual({ p50: 0.5, p90: 4 });
  });

  it('is the own group’s, else the shop’s', () => {
    const factors = new Map([
      ['', { p50: 2, p90: 2 }],
      ['vip', { p50: 1, p90: 1.5 }],
    ]);
    expect([factorsOf(factors, 'vip').p90, factorsOf(factors, 'new').p90, factorsOf(new Map(), 'new').p90]).toEqual([
      1.5, 2, 1,
    ]);
  });
});

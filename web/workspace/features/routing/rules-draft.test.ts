import { describe, expect, it } from 'vitest';
import { idFor, isWhole, moved } from './rules-draft.ts';

describe('a draft of the rules', () => {
  it('is whole only while every number is one', () => {
    expect([isWhole({ a: [{ b: 1 }], c: null }), isWhole({ a: [{ b: Number.NaN }] })]).toEqual([true, false]);
  });

  it.each([
    [0, 1, ['b', 'a', 'c']],
    [2, -1, ['a', 'c', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 1, ['a', 'b', 'c']],
  ] as const)('moves a line from %i by %i', (index, by, expected) => {
    expect(moved(['a', 'b', 'c'], index, by)).toEqual(expected);
  });

  it.each([
    ['VIP line', [], 'vip-line'],
    ['VIP', ['vip'], 'vip-1'],
    ['会员专线', [], 'group-1'],
    ['会员专线', ['group-1'], 'group-2'],
  ])('gives %s an id of its own', (name, taken, expected) => {
    expect(idFor(name, taken, 'group')).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { editDistance, longestCommon } from './sequences.ts';

describe('sequences', () => {
  it.each([
    ['', '', 0, 0],
    ['退款', '退款', 2, 0],
    ['怎么退款', '如何退款', 2, 2],
    ['abc', '', 0, 3],
    ['kitten', 'sitting', 4, 3],
  ])('of "%s" and "%s": %i in common, %i changes', (one, other, common, changes) => {
    expect(longestCommon([...one], [...other])).toBe(common);
    expect(editDistance([...one], [...other])).toBe(changes);
  });
});

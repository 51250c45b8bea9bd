import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildAutomaton, longestHits } from './automaton.ts';
import { readNumber } from './numerals.ts';

describe('buildAutomaton', () => {
  it('finds what a plain search finds, for any words and text', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '退', '款'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '退', '款'), maxLength: 40 }),
        (words, text) => {
          const hits = buildAutomaton(words.map((one) => [one, one])).find(text);
          const expected = words.flatMap((one) =>
            Array.from(text, (_, start) => start)
              .filter((start) => text.startsWith(one, start))
              .map((start) => `${start} ${one}`),
          );
          expect(
            hits.flatMap(({ start, meanings }) => meanings.map((meaning) => `${start} ${meaning}`)).sort(),
          ).toEqual(expected.sort());
        },
      ),
    );
  });

  it('keeps the longest of overlapping hits', () => {
    const hits = longestHits(
      buildAutomaton([
        ['杭州', 1],
        ['杭州市', 2],
        ['市西', 3],
      ]).find('浙江杭州市西湖'),
    );
    expect(hits).toEqual([{ start: 2, end: 5, meanings: [2] }]);
  });
});

describe('readNumber', () => {
  it.each([
    ['12.5', 12.5],
    ['三', 3],
    ['十五', 15],
    ['二十', 20],
    ['三百五', 350],
    ['三百零五', 305],
    ['一千二', 1200],
    ['两万', 20_000],
    ['半', 0.5],
    ['three', 3],
    ['a couple', 2],
    ['abc', undefined],
  ])('reads %s as %s', (written, value) => {
    expect(readNumber(written)).toBe(value);
  });
});

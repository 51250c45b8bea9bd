import { expect, test } from 'vitest';
import { matchesOf } from './matches-of.ts';

test.each([
  [/\d+/gu, '12件,3双'],
  [/[吗么]/gu, '有吗么'],
  [/x*/gu, 'axx😀b'],
  [/(?=好)/gu, '好的好'],
  [/nothing/giu, '我的快递到哪了'],
  [/(?<digit>\d)/dgu, 'a1b2'],
  [/^/gu, ''],
])('finds what matchAll finds: %s in "%s"', (pattern, text) => {
  const places = (matches: Iterable<RegExpExecArray>) => [...matches].map((match) => [match.index, ...match]);
  expect(places(matchesOf(pattern, text))).toEqual(places(text.matchAll(pattern)));
  // Also when it is asked again.
  expect(places(matchesOf(pattern, text))).toEqual(places(text.matchAll(pattern)));
});

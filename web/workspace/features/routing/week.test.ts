import { expect, it } from 'vitest';
import { hoursOf, mondayOf, todayIn, weekFrom, wrongSpan } from './week.ts';

it.each([
  ['2026-11-23', '2026-11-23'],
  ['2026-11-29', '2026-11-23'],
  ['2027-01-01', '2026-12-28'],
])('the week of %s begins on %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});

it('a week has seven days, over the end of a month too', () => {
  expect(weekFrom('2026-11-30').at(-1)).toBe('2026-12-06');
});

it('today is the shop’s day', () => {
  expect(todayIn('Asia/Shanghai', new Date('2026-11-21T17:00:00Z'))).toBe('2026-11-22');
});

it('hours count over midnight', () => {
  expect(
    hoursOf([
      { from: '09:00', to: '12:30' },
      { from: '22:00', to: '06:00' },
    ]),
  ).toBe(11.5);
});

it.each([
  [
    [
      { from: '09:00', to: '12:00' },
      { from: '12:00', to: '18:00' },
    ],
    undefined,
  ],
  [
    [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '18:00' },
    ],
    1,
  ],
  [[{ from: '09:00', to: '' }], 0],
  [
    [
      { from: '22:00', to: '06:00' },
      { from: '23:00', to: '23:30' },
    ],
    1,
  ],
])('spans that touch are right, that overlap or are empty are not', (spans, index) => {
  expect(wrongSpan(spans)).toBe(index);
});

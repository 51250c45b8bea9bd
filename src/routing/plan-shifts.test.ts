import { describe, expect, it } from 'vitest';
import { StaffId } from '../platform/index.ts';
import { copyWeek, overlapIn, planShift } from './plan-shifts.ts';

const staffId = StaffId.make();

describe('a shift', () => {
  it.each([
    ['09:00', '18:00', '2026-11-23T01:00:00.000Z', '2026-11-23T10:00:00.000Z'],
    ['22:00', '06:00', '2026-11-23T14:00:00.000Z', '2026-11-23T22:00:00.000Z'],
    ['00:00', '24:00', '2026-11-22T16:00:00.000Z', '2026-11-23T16:00:00.000Z'],
  ])('from %s to %s holds by the shop’s clock, over midnight where it ends earlier', (from, to, starts, ends) => {
    const planned = planShift({ staffId, day: '2026-11-23', from, to }, 'Asia/Shanghai');
    expect([planned.startsAt.toISOString(), planned.endsAt.toISOString()]).toEqual([starts, ends]);
  });

  it('keeps the wall clock on the day on which clocks are changed', () => {
    const planned = planShift({ staffId, day: '2026-03-29', from: '01:00', to: '09:00' }, 'Europe/Berlin');
    expect(planned.endsAt.getTime() - planned.startsAt.getTime()).toBe(7 * 3_600_000);
  });
});

describe('shifts of a day', () => {
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
        { from: '09:00', to: '12:30' },
        { from: '12:00', to: '18:00' },
      ],
      1,
    ],
    [
      [
        { from: '22:00', to: '06:00' },
        { from: '23:00', to: '23:30' },
      ],
      1,
    ],
  ])('may touch but not overlap', (spans, index) => {
    expect(overlapIn(spans)).toBe(index);
  });
});

it('a week is copied to the days on which nothing is planned', () => {
  const shift = (day: string) => ({ staffId, day, from: '09:00', to: '18:00' });
  const copied = copyWeek([shift('2026-11-16'), shift('2026-11-17')], [shift('2026-11-24')], 7);
  expect(copied).toEqual([shift('2026-11-23')]);
});

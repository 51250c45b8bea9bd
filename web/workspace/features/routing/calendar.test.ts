import { expect, it } from 'vitest';
import type { WorkingHours } from '../../../api/index.ts';
import { daysOf, withDay, withoutDay, withPublicDays } from './calendar.ts';

const office: WorkingHours = {
  days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })),
  holidays: ['2026-10-02'],
};

it('takes holidays over as announced: days off closed, days in lieu with the hours of a working day, its own kept', () => {
  const announced = [
    { day: '2026-10-01', kind: 'off', name: '国庆节' },
    { day: '2026-10-02', kind: 'off', name: '国庆节' },
    { day: '2026-10-10', kind: 'worked', name: '国庆节' },
  ] as const;
  const taken = withPublicDays(office, announced);
  expect(taken.holidays).toEqual(['2026-10-01', '2026-10-02']);
  expect(taken.special).toEqual([{ day: '2026-10-10', from: '09:00', to: '18:00' }]);
  expect(withPublicDays(taken, announced)).toBe(taken);
});

it('a day has one meaning: the last one that was set', () => {
  const sale = withDay(office, { day: '2026-10-02', from: '08:00', to: '24:00' });
  expect(daysOf(sale, 2026)).toEqual([{ day: '2026-10-02', from: '08:00', to: '24:00' }]);
  expect(daysOf(withDay(sale, { day: '2026-10-02' }), 2026)).toEqual([{ day: '2026-10-02' }]);
  expect(daysOf(withoutDay(sale, '2026-10-02'), 2026)).toEqual([]);
  expect(daysOf(sale, 2027)).toEqual([]);
});

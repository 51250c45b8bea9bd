import { describe, expect, it } from 'vitest';
import { defaultWorkingHours, isOpen, type WorkingHours } from './hours.ts';

const shanghai = 'Asia/Shanghai';
const officeHours: WorkingHours = {
  days: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '09:00', to: '12:00' },
    { weekday, from: '13:30', to: '18:00' },
  ]),
  holidays: ['2026-11-23'],
};

describe('working hours', () => {
  it.each([
    ['nine in the morning is open', '2026-11-21T01:00:00Z', true],
    ['one minute before nine is closed', '2026-11-21T00:59:00Z', false],
    ['ten at night is closed', '2026-11-21T14:00:00Z', false],
    ['one second before ten at night is open', '2026-11-21T13:59:59Z', true],
  ])('%s', (_name, at, expected) => {
    expect(isOpen(defaultWorkingHours, new Date(at), shanghai).isOpen).toBe(expected);
  });

  it('tells when people come back: after lunch, after the weekend, after a holiday', () => {
    const opensAt = (at: string) => isOpen(officeHours, new Date(at), shanghai).opensAt?.toISOString();
    expect(opensAt('2026-11-20T04:30:00Z')).toBe('2026-11-20T05:30:00.000Z');
    expect(opensAt('2026-11-20T12:00:00Z')).toBe('2026-11-24T01:00:00.000Z');
  });

  it('keeps the hours of a special day, whatever the weekday and the holidays say', () => {
    const special = [{ day: '2026-11-23', from: '20:00', to: '24:00' }];
    const open = (at: string) => isOpen({ ...officeHours, special }, new Date(at), shanghai);
    expect(open('2026-11-23T02:00:00Z')).toEqual({ isOpen: false, opensAt: new Date('2026-11-23T12:00:00Z') });
    expect(open('2026-11-23T13:00:00Z')).toEqual({ isOpen: true, closesAt: new Date('2026-11-23T16:00:00Z') });
  });

  it('keeps wall-clock time when clocks change', () => {
    const newYork = 'America/New_York';
    const before = isOpen(defaultWorkingHours, new Date('2026-03-07T12:00:00Z'), newYork).opensAt;
    const after = isOpen(defaultWorkingHours, new Date('2026-03-08T12:00:00Z'), newYork).opensAt;
    expect(before?.toISOString()).toBe('2026-03-07T14:00:00.000Z');
    expect(after?.toISOString()).toBe('2026-03-08T13:00:00.000Z');
  });

  it('gives no opening for a shop that never opens', () => {
    expect(isOpen({ days: [], holidays: [] }, new Date('2026-11-21T00:00:00Z'), shanghai)).toEqual({ isOpen: false });
  });
});

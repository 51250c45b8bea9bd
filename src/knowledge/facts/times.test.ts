import { describe, expect, test } from 'vitest';
import { instantOf, lastMomentText, localParts, momentText } from './times.ts';

const now = new Date('2026-11-21T04:00:00Z');
const shanghai = { timeZone: 'Asia/Shanghai', now };

describe('times of the shop', () => {
  test('days count from the local day, not from the UTC day', () => {
    expect(instantOf(new Date('2026-11-20T17:00:00Z'), 'Asia/Shanghai', 0, '10:00:00').toISOString()).toBe(
      '2026-11-21T02:00:00.000Z',
    );
  });

  test('a change of the clock is taken into account', () => {
    // New York leaves summer time on 1 November 2026.
    expect(instantOf(new Date('2026-10-31T16:00:00Z'), 'America/New_York', 1, '10:00:00').toISOString()).toBe(
      '2026-11-01T15:00:00.000Z',
    );
  });

  test('local parts', () => {
    expect(localParts(new Date('2026-11-21T16:00:00Z'), 'Asia/Shanghai')).toEqual({
      date: '2026-11-22',
      time: '00:00:00',
    });
  });

  test('an exclusive end is told as the minute before; the year only where it is another', () => {
    expect(lastMomentText(new Date('2026-11-21T16:00:00Z'), shanghai)['zh-CN']).toBe('11月21日 23:59');
    expect(momentText(new Date('2027-01-20T02:00:00Z'), shanghai)).toEqual({
      'zh-CN': '2027年1月20日 10:00',
      'zh-TW': '2027 年 1 月 20 日 10:00',
      en: '20 January 2027, 10:00',
    });
  });
});

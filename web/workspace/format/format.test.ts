import { describe, expect, it } from 'vitest';
import { moneyText, percentText } from './money.ts';
import { clockText, daysApart, momentText, secondsSince, shortMomentText } from './time.ts';

describe('a wait', () => {
  it.each([
    [0, '0:00'],
    [7, '0:07'],
    [65, '1:05'],
    [3_599, '59:59'],
    [3_725, '1:02:05'],
  ])('of %i seconds reads %s', (seconds, text) => {
    expect(clockText(seconds)).toBe(text);
  });

  it('is never negative, although clocks differ', () => {
    expect(secondsSince('2026-11-21T08:00:10.000Z', Date.parse('2026-11-21T08:00:00.000Z'))).toBe(0);
  });
});

describe('an amount', () => {
  it.each([
    [39_900, 'CNY', 'zh-CN', '¥399.00'],
    [5, 'CNY', 'zh-CN', '¥0.05'],
    [123_456_789, 'CNY', 'en', '¥1,234,567.89'],
    [1_200, 'JPY', 'en', '¥1,200'],
    [12_950, 'USD', 'en', '$129.50'],
  ])('of %i %s in %s reads %s', (minor, currency, language, text) => {
    expect(moneyText(minor, currency, language)).toBe(text);
  });

  it('in a currency nobody knows is still an amount', () => {
    expect(moneyText(1_000, '??', 'en')).toBe('10.00 ??');
  });

  it('as a share is whole percent', () => {
    expect(percentText(0.467, 'en')).toBe('47%');
  });
});

describe('a moment', () => {
  const now = new Date(2026, 10, 21, 0, 30).getTime();
  it('late last night is yesterday, although less than an hour ago', () => {
    expect(daysApart(new Date(2026, 10, 20, 23, 50).toISOString(), now)).toBe(1);
  });

  it('of today is a time, of another day a date', () => {
    expect(shortMomentText(new Date(2026, 10, 21, 0, 5).toISOString(), 'zh-CN', now)).toBe('00:05');
    expect(shortMomentText(new Date(2026, 10, 19, 9, 0).toISOString(), 'zh-CN', now)).toBe('11/19');
  });

  it("can be told in the shop's time zone", () => {
    expect(momentText('2026-11-21T16:30:00.000Z', 'zh-CN', now, 'Asia/Shanghai')).toBe('11月22日 00:30');
  });
});

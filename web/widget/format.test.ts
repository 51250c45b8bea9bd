import { describe, expect, it } from 'vitest';
import { dayName, duration, waitWords } from './format.ts';
import { translator } from './i18n.ts';

const t = translator('zh-CN');
const now = new Date('2026-11-11T12:00:00');

describe('days', () => {
  it.each([
    { at: '2026-11-11T00:01:00', said: '今天' },
    { at: '2026-11-10T23:59:00', said: '昨天' },
    { at: '2026-11-01T08:00:00', said: '11月1日周日' },
    { at: '2025-11-01T08:00:00', said: '2025年11月1日周六' },
  ])('$at is $said', ({ at, said }) => {
    expect(dayName(at, now, 'zh-CN', t)).toBe(said);
  });
});

describe('waiting', () => {
  it.each([
    { seconds: 3, said: '10 秒' },
    { seconds: 41, said: '50 秒' },
    { seconds: 61, said: '2 分钟' },
    { seconds: 3_600, said: '60 分钟' },
    { seconds: 4_000, said: '1.5 小时' },
  ])('never promises less than $seconds s: $said', ({ seconds, said }) => {
    expect(duration(seconds, t)).toBe(said);
  });

  it.each([
    { p50: 120, p90: 300, said: '预计等待 2 分钟–5 分钟' },
    { p50: 10, p90: 300, said: '预计等待 5 分钟以内' },
    { p50: 100, p90: 118, said: '预计等待约 2 分钟' },
  ])('says a range from p50 $p50 to p90 $p90', ({ p50, p90, said }) => {
    expect(waitWords({ position: 2, waitSeconds: { p50, p90 } }, t)).toBe(said);
  });
});

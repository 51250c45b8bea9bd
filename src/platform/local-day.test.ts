import { expect, it } from 'vitest';
import { localDay } from './local-day.ts';

it.each([
  ['2026-11-20T15:59:59Z', 'Asia/Shanghai', '2026-11-20'],
  ['2026-11-20T16:00:00Z', 'Asia/Shanghai', '2026-11-21'],
  ['2026-11-20T16:00:00Z', 'America/New_York', '2026-11-20'],
  ['2026-01-01T00:30:00Z', 'UTC', '2026-01-01'],
])('%s falls in %s on %s', (instant, timeZone, day) => {
  expect(localDay(instant, timeZone)).toBe(day);
  expect(localDay(new Date(instant), timeZone)).toBe(day);
});

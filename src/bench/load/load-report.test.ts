import { describe, expect, it } from 'vitest';
import { isBeyondKnee } from './load-clients.ts';
import { growthOf } from './load-report.ts';

describe('growth of the memory in use', () => {
  const at = (bytes: (minute: number) => number) =>
    Array.from({ length: 10 }, (_none, minute) => ({ atSeconds: minute * 60, bytes: bytes(minute) }));

  it.each([
    ['nothing grows', () => 3e8, 0],
    ['a megabyte a minute', (minute: number) => 3e8 + minute * 1e6, 60],
    ['caches that fill at first', (minute: number) => (minute < 3 ? minute * 1e8 : 3e8), 0],
  ])('%s', (_name, bytes, perHour) => {
    expect(growthOf(at(bytes))).toBeCloseTo(perHour, 6);
  });

  it('of a short run nothing is said', () => {
    expect(growthOf(at(() => 1).slice(0, 4))).toBeUndefined();
  });
});

describe('the knee', () => {
  const times = { count: 1, p50: 1, p90: 1, p99: 100, p999: 1, max: 1 };
  it.each([
    [{ intended: 1_000, acked: 990, ack: times }, false],
    [{ intended: 1_000, acked: 900, ack: times }, true],
    [{ intended: 1_000, acked: 1_000, ack: { ...times, p99: 600 } }, true],
  ])('%j: %s', (result, isBeyond) => {
    expect(isBeyondKnee(result)).toBe(isBeyond);
  });
});

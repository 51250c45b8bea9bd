import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMetrics, type Database, fixedClock, ShopId, silentLog } from '../../platform/index.ts';
import type { LoadReason } from './ladder.ts';
import type { LoadLevel } from './load-levels.ts';
import { type LoadSources, startLoadMeasure } from './measure-load.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [busyShop, quietShop] = [ShopId.check('busy-shop'), ShopId.check('quiet-shop')];

/** A database that answers as slowly as told; nobody waits for a person. */
function aDatabase(milliseconds: number): Database {
  const never = () => Promise.reject(new Error('not asked here'));
  return {
    inShop: never,
    rehearseInShop: never,
    asScheduler: never,
    listen: never,
    notify: never,
    ping: () => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    close: never,
    readClock: never,
  };
}

function measure(sources: Partial<LoadSources>, databaseMilliseconds = 1) {
  const reports: { shopId: ShopId; level: LoadLevel; reason: LoadReason }[] = [];
  const stop = startLoadMeasure({
    database: aDatabase(databaseMilliseconds),
    clock: fixedClock(new Date('2026-11-11T00:00:00Z')),
    log: silentLog(),
    metrics: createMetrics(),
    board: {
      level: () => 'normal',
      view: () => ({ level: 'normal', measured: 'normal' }),
      report: (shopId, level, reason) => void reports.push({ shopId, level, reason }),
      pin: async () => {},
      start: async () => {},
      stop: () => {},
    },
    sources: {
      turnAges: () => new Map(),
      activeShops: () => [],
      model: () => undefined,
      refused: () => 0,
      ...sources,
    },
  });
  return { reports, stop };
}

describe('measuring', () => {
  it('raises the level of the shop whose turns wait, and of no other, with the value at fault', async () => {
    const { reports, stop } = measure({
      turnAges: () => new Map([[busyShop, 5_000]]),
      activeShops: () => [quietShop],
    });
    await vi.advanceTimersByTimeAsync(3_000);
    stop();
    expect(reports).toEqual([
      { shopId: busyShop, level: 'surge', reason: { signal: 'turn-age', value: 5_000, limit: 4_000 } },
    ]);
  });

  it('a model that is down switches to templates, a slow one spares it', async () => {
    const model = (shopId: ShopId) =>
      shopId === busyShop ? { isUsable: false, calls: 9, p90Ms: 100 } : { isUsable: true, calls: 9, p90Ms: 6_000 };
    const { reports, stop } = measure({ activeShops: () => [busyShop, quietShop], model });
    await vi.advanceTimersByTimeAsync(3_000);
    stop();
    expect(reports.map((one) => [one.shopId, one.level, one.reason.signal])).toEqual([
      [busyShop, 'surge', 'model-down'],
      [quietShop, 'busy', 'model-latency'],
    ]);
  });

  it('a database that does not answer counts while it is still silent', async () => {
    const { reports, stop } = measure({ activeShops: () => [busyShop] }, 60_000);
    await vi.advanceTimersByTimeAsync(4_000);
    stop();
    expect(reports.at(-1)).toMatchObject({ level: 'surge', reason: { signal: 'database' } });
  });

  it('many who are turned away are an overload', async () => {
    const { reports, stop } = measure({ activeShops: () => [busyShop], refused: () => 0.4 });
    await vi.advanceTimersByTimeAsync(3_000);
    stop();
    expect(reports.at(-1)).toMatchObject({ level: 'overload', reason: { signal: 'refused', value: 0.4 } });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBatches } from './batches.ts';
import { AppError } from './errors.ts';

/** Batches whose work waits until it is let go. */
function heldBatches(options: { limit: number; atOnce: number; besideAfter?: number }) {
  const done: number[][] = [];
  const held: (() => void)[] = [];
  const batches = createBatches<string, number, number>({
    ...options,
    work: async (_key, inputs) => {
      done.push([...inputs]);
      await new Promise<void>((resolve) => held.push(resolve));
      if (inputs.includes(13)) throw new Error('thirteen');
      return inputs.map((input) => input * 2);
    },
  });
  const tick = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { batches, done, tick, letGo: () => void held.splice(0).map((go) => go()) };
}

describe('batches', () => {
  it('do together what came in one tick, and everybody gets his own result', async () => {
    const { batches, done, tick, letGo } = heldBatches({ limit: 10, atOnce: 1 });
    const results = [1, 2, 3].map((input) => batches.run('shop', input));
    await tick();
    letGo();
    expect(await Promise.all(results)).toEqual([2, 4, 6]);
    expect(done).toEqual([[1, 2, 3]]);
  });

  it('gather what comes while earlier work runs, up to the limit', async () => {
    const { batches, done, tick, letGo } = heldBatches({ limit: 2, atOnce: 1 });
    const first = batches.run('shop', 1);
    await tick();
    const later = [2, 3, 4].map((input) => batches.run('shop', input));
    await tick();
    expect(done).toEqual([[1]]);
    for (let round = 0; round < 3; round += 1) {
      letGo();
      await tick();
    }
    expect(await Promise.all([first, ...later])).toEqual([2, 4, 6, 8]);
    expect(done).toEqual([[1], [2, 3], [4]]);
  });

  describe('that begin beside a slow one only', () => {
    afterEach(() => void vi.useRealTimers());

    it('wait for the one before while it is quick, and go beside it once it is slow', async () => {
      vi.useFakeTimers();
      const { batches, done, letGo } = heldBatches({ limit: 10, atOnce: 2, besideAfter: 25 });
      const first = batches.run('shop', 1);
      await vi.advanceTimersByTimeAsync(5);
      const second = [2, 3].map((input) => batches.run('shop', input));
      await vi.advanceTimersByTimeAsync(10);
      expect(done).toEqual([[1]]);
      letGo();
      await vi.advanceTimersByTimeAsync(1);
      expect(done).toEqual([[1], [2, 3]]);
      const third = batches.run('shop', 4);
      await vi.advanceTimersByTimeAsync(23);
      expect(done).toEqual([[1], [2, 3]]);
      await vi.advanceTimersByTimeAsync(3);
      expect(done).toEqual([[1], [2, 3], [4]]);
      letGo();
      expect(await Promise.all([first, ...second, third])).toEqual([2, 4, 6, 8]);
    });

    it('go at once when they are full', async () => {
      vi.useFakeTimers();
      const { batches, done, letGo } = heldBatches({ limit: 2, atOnce: 2, besideAfter: 1_000 });
      const results = [1, 2, 3, 4].map((input) => batches.run('shop', input));
      await vi.advanceTimersByTimeAsync(1);
      expect(done).toEqual([
        [1, 2],
        [3, 4],
      ]);
      letGo();
      expect(await Promise.all(results)).toEqual([2, 4, 6, 8]);
    });
  });

  it('keep keys apart', async () => {
    const { batches, done, tick, letGo } = heldBatches({ limit: 10, atOnce: 1 });
    const results = [batches.run('one', 1), batches.run('other', 2)];
    await tick();
    letGo();
    await Promise.all(results);
    expect(done).toEqual([[1], [2]]);
  });

  it('fail only for the one whose input breaks the work', async () => {
    const { batches, tick, letGo } = heldBatches({ limit: 10, atOnce: 1 });
    const results = [1, 13, 3].map((input) => batches.run('shop', input).catch((error: Error) => error.message));
    for (let round = 0; round < 4; round += 1) {
      await tick();
      letGo();
    }
    expect(await Promise.all(results)).toEqual([2, 'thirteen', 6]);
  });

  it('fail at once for all when the database is away', async () => {
    let calls = 0;
    const batches = createBatches<string, number, number>({
      limit: 10,
      atOnce: 1,
      work: async () => {
        calls += 1;
        throw new AppError('unavailable', 'away');
      },
    });
    const results = [1, 2].map((input) => batches.run('shop', input).catch((error: Error) => error.message));
    expect(await Promise.all(results)).toEqual(['away', 'away']);
    expect(calls).toBe(1);
  });
});

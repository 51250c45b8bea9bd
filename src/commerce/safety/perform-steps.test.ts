import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/testing.ts';
import { countingDatabase } from '../testing/counting-database.ts';
import { type ActionStep, performSteps } from './perform-steps.ts';

let testing: TestDatabase;
beforeAll(async () => {
  testing = await testDatabase();
});
afterAll(() => testing.close());

/** Systems that know what they were asked to do by its key, as a payment provider does. */
function aWorld(fault?: 'for good' | 'for a while') {
  const done = new Map<string, string>();
  const step = (name: string): ActionStep => ({
    name,
    run: async ({ key }) => {
      done.set(name, key);
      return { id: `${name}-1` };
    },
    undo: async ({ results }) => {
      expect(results[name]).toEqual({ id: `${name}-1` });
      done.delete(name);
    },
  });
  const ship: ActionStep = {
    name: 'ship',
    run: async () => {
      if (fault === 'for good') throw new AppError('conflict', 'nothing left to ship');
      if (fault === 'for a while') throw new AppError('unavailable', 'the warehouse does not answer');
      done.set('ship', 'ship');
      return {};
    },
  };
  return { done, steps: [step('cancel'), step('refund'), ship] };
}

describe('an action over several systems', () => {
  test('is done in order, and asking again does nothing more', async () => {
    const shopId = await testing.makeShop();
    const { done, steps } = aWorld();
    const first = await performSteps(testing.database, { shopId, idempotencyKey: 'k' }, steps);
    expect(first).toMatchObject({ ok: true, results: { refund: { id: 'refund-1' } } });
    done.clear();
    expect(await performSteps(testing.database, { shopId, idempotencyKey: 'k' }, steps)).toEqual(first);
    expect([...done]).toEqual([]);
  });

  test('is taken back, last step first, when a later step fails for good', async () => {
    const shopId = await testing.makeShop();
    const { done, steps } = aWorld('for good');
    const outcome = await performSteps(testing.database, { shopId, idempotencyKey: 'k' }, steps);
    expect(outcome).toMatchObject({ ok: false, failed: 'ship', undone: ['refund', 'cancel'] });
    expect([...done]).toEqual([]);
    expect(await performSteps(testing.database, { shopId, idempotencyKey: 'k' }, steps)).toEqual(outcome);
  });

  test('waits for a system that is away, and goes on from there', async () => {
    const shopId = await testing.makeShop();
    const away = aWorld('for a while');
    await expect(performSteps(testing.database, { shopId, idempotencyKey: 'k' }, away.steps)).rejects.toThrow();
    expect([...away.done.keys()]).toEqual(['cancel', 'refund']);
    const back = aWorld();
    expect(await performSteps(testing.database, { shopId, idempotencyKey: 'k' }, back.steps)).toMatchObject({
      ok: true,
    });
    expect([...back.done.keys()]).toEqual(['ship']);
  });

  test.each(['none', 'for good'] as const)(
    'cut off at any point ends as if nothing had happened to it (fault %s)',
    async (fault) => {
      const points = await cutAt(0, fault);
      for (let point = 1; point <= points.count; point += 1) {
        const { keys } = await cutAt(point, fault);
        expect(keys, `cut at ${point}`).toEqual(fault === 'none' ? ['cancel', 'refund', 'ship'] : []);
      }
    },
  );
});

async function cutAt(point: number, fault: 'none' | 'for good'): Promise<{ count: number; keys: string[] }> {
  const shopId = await testing.makeShop();
  const { done, steps } = aWorld(fault === 'none' ? undefined : fault);
  let count = 0;
  const database = countingDatabase(testing.database, (at) => {
    count = at;
    if (at === point) throw new Error('cut off');
  });
  const effect = { shopId, idempotencyKey: 'k' };
  await performSteps(database, effect, steps).catch(() => undefined);
  await performSteps(testing.database, effect, steps);
  return { count, keys: [...done.keys()].toSorted() };
}

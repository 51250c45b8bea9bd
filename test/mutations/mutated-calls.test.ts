import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFormats } from '../../src/commerce/index.ts';
import { createSecrets, type Secrets, ShopId } from '../../src/platform/index.ts';
import { type TestDatabase, testDatabase } from '../../src/platform/testing.ts';
import { createDraw, createWishMaker, mutations } from './make-wishes.ts';
import { judge } from './oracle.ts';
import { playWish } from './play-wish.ts';
import { hasRetailData, readRetailData, retailFolder } from './retail-data.ts';

/**
 * Wishes that went wrong in every way we know, judged by the shop's own files. `npm test` plays a part of them; all with
 * MUTATED_CALLS=50000 npx vitest run --project unit test/mutations
 */
const count = Number(process.env.MUTATED_CALLS ?? 800);
const atOnce = 4;

describe.runIf(hasRetailData)('wishes to the recorded retail shop', () => {
  let testing: TestDatabase;
  let secrets: Secrets;
  const shopId = ShopId.check('retail');

  beforeAll(async () => {
    testing = await testDatabase({ maxConnections: atOnce + 1 });
    secrets = createSecrets({
      database: testing.database,
      secretKey: 'a key for tests that is long enough 0123456789',
    });
    await importFormats['retail-json']?.({ database: testing.database, secrets, shopId, from: retailFolder });
  });
  afterAll(() => testing.close());

  test(`of ${count} mutated calls every one is done or refused as the policy says, and none twice`, {
    timeout: 3_600_000,
  }, async () => {
    const data = readRetailData();
    const next = createWishMaker(data, createDraw(20_261_121));
    const disagreements: unknown[] = [];
    const seen = new Map<string, { done: number; refused: number }>();
    const playOne = async () => {
      const { mutation, wish } = next();
      const expected = judge(data, wish);
      const played = await playWish({ database: testing.database, secrets, shopId, data }, wish);
      const tally = seen.get(mutation) ?? { done: 0, refused: 0 };
      seen.set(mutation, expected.ok ? { ...tally, done: tally.done + 1 } : { ...tally, refused: tally.refused + 1 });
      const wanted = expected.ok ? expected.status : data.orders[wish.orderId]?.status;
      const isSame = played.outcome.ok === expected.ok && played.status === wanted && played.replay === 'conflict';
      if (!isSame) disagreements.push({ mutation, wish, expected, played });
    };
    for (let done = 0; done < count; done += atOnce) await Promise.all(Array.from({ length: atOnce }, playOne));
    expect(disagreements.slice(0, 3)).toEqual([]);
    expect([...seen.keys()].toSorted()).toEqual([...mutations].toSorted());
    const all = [...seen.values()];
    expect(all.reduce((sum, one) => sum + one.done, 0)).toBeGreaterThan(count / 5);
    expect(all.reduce((sum, one) => sum + one.refused, 0)).toBeGreaterThan(count / 4);
  });
});

if (!hasRetailData) {
  test.skip('NOT RUN: the recorded shop is not there (../shared/data/retail beside this checkout)');
}

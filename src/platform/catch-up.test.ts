import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCatchUp } from './catch-up.ts';
import { AppError } from './errors.ts';
import { ConversationId, MessageId, type ShopId } from './ids.ts';
import { createLanes } from './lanes.ts';
import { appendOutbox } from './outbox.ts';
import type { Database } from './storage/database.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase({ maxConnections: 5 });
});
afterAll(() => db.close());

/** One process's catching up over a database that a test can take away. */
function aProcess() {
  let isAway = false;
  const seqs: number[] = [];
  const database: Database = {
    ...db.database,
    inShop: async (shopId, work) => {
      if (isAway) throw new AppError('unavailable', 'away');
      return await db.database.inShop(shopId, work);
    },
  };
  const known = new Set<number>();
  const catchUp = createCatchUp({
    database,
    lanes: createLanes<ShopId>(() => undefined),
    seen: known,
    publish: (rows) => {
      for (const row of rows) {
        known.add(row.id);
        for (const event of row.events) if (event.type === 'message.received') seqs.push(event.payload.seq);
      }
    },
    overlapSeconds: 0,
  });
  return {
    catchUp,
    seqs,
    setAway: (now: boolean) => {
      isAway = now;
    },
  };
}

/** What another process has published just now. */
async function publishedElsewhere(shopId: ShopId, seq: number): Promise<void> {
  await db.database.inShop(shopId, async (sql) => {
    await appendOutbox(sql, [
      {
        type: 'message.received',
        shopId,
        conversationId: ConversationId.make(),
        payload: { messageId: MessageId.make(), seq },
      },
    ]);
    await sql`update outbox set published_at = clock_timestamp() where shop_id = ${shopId} and published_at is null`;
  });
}

test('what others published since the last look is heard once, what was before the first look never', async () => {
  const shopId = await db.makeShop();
  await publishedElsewhere(shopId, 1);
  const one = aProcess();
  await one.catchUp();
  await publishedElsewhere(shopId, 2);
  await publishedElsewhere(shopId, 3);
  await one.catchUp();
  await one.catchUp();
  expect(one.seqs).toEqual([2, 3]);
});

test('a look that failed is made up for, however many looks later it works', async () => {
  const shopId = await db.makeShop();
  const one = aProcess();
  await one.catchUp();
  await publishedElsewhere(shopId, 1);
  one.setAway(true);
  for (let look = 0; look < 3; look += 1) await one.catchUp();
  await publishedElsewhere(shopId, 2);
  one.setAway(false);
  await one.catchUp();
  expect(one.seqs).toEqual([1, 2]);
});

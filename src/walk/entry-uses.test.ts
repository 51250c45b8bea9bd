import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShopId } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { readEntryUses } from './entry-uses.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const now = new Date('2026-11-21T04:00:00Z');

/** A conversation of turns, a minute apart; each names the entry that it told, or a hand-off. */
async function aConversation(shopId: ShopId, turns: readonly (string | 'person')[], minutesAgo = 60): Promise<void> {
  const [customerId, conversationId] = [randomUUID(), randomUUID()];
  await db.database.inShop(shopId, async (sql) => {
    await sql`insert into customers (shop_id, customer_id) values (${shopId}, ${customerId})`;
    await sql`
      insert into conversations (shop_id, conversation_id, customer_id, channel_id)
      values (${shopId}, ${conversationId}, ${customerId}, 'widget')`;
    for (const [index, told] of turns.entries()) {
      const trace =
        told === 'person'
          ? { facts: [], handOff: { reason: 'asked' } }
          : { facts: [{ id: `faq:${told}` }, { id: 'policy:x' }] };
      await sql`
        insert into turn_traces (shop_id, turn_id, conversation_id, from_seq, to_seq, trace, created_at)
        values (${shopId}, ${randomUUID()}, ${conversationId}, ${index}, ${index}, ${sql.json(trace)},
          ${new Date(now.getTime() + (index - minutesAgo) * 60_000)})`;
    }
  });
}

test('an entry is counted each time it was told, and where this turn or the next one went to a person', async () => {
  const shopId = await db.makeShop();
  await aConversation(shopId, ['freight', 'freight', 'address', 'person']);
  await aConversation(shopId, ['address', 'person']);
  await aConversation(shopId, ['freight'], 60 * 24 * 40);
  const uses = await db.database.inShop(shopId, (sql) => readEntryUses(sql, shopId, now));
  expect(uses.turns).toBe(6);
  expect(Object.fromEntries(uses.byEntry)).toEqual({
    freight: { hits: 2, handedOver: 0 },
    address: { hits: 2, handedOver: 2 },
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendMessages } from '../conversations/index.ts';
import { insertConversation } from '../conversations/testing.ts';
import { ConversationId, CustomerId, MessageId } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { claimAndRead, readTurn } from './read-turns.ts';
import { markTurnsDue } from './turn-ledger.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const now = new Date('2026-11-21T04:00:00Z');

it.each([
  [
    'what a customer wrote is read with the words before it',
    { before: 8, since: 3, readTogether: true, read: [3, 11] },
  ],
  ['more than is read with the claim is read by itself', { before: 8, since: 12, readTogether: false, read: [3, 20] }],
  [
    'of very many unanswered words the last ones are answered',
    { before: 0, since: 90, readTogether: false, read: [55, 90] },
  ],
])('%s', async (_rule, { before, since, readTogether, read }) => {
  const shopId = await test.makeShop();
  const [customerId, conversationId] = [CustomerId.make(), ConversationId.make()];
  const says = (kind: 'ai' | 'customer') => ({
    conversationId,
    messageId: MessageId.make(),
    channelId: 'widget',
    author: kind === 'ai' ? ({ kind } as const) : ({ kind, id: customerId } as const),
    content: [{ kind: 'text' as const, text: '在吗' }],
    createdAt: now,
  });
  await test.database.inShop(shopId, async (sql) => {
    await sql`insert into customers (shop_id, customer_id) values (${shopId}, ${customerId})`;
    await insertConversation(sql, { shopId, conversationId, customerId, channelId: 'widget', language: 'zh-CN', now });
    const earlier = Array.from({ length: before }, () => says('ai'));
    await appendMessages(sql, shopId, [...earlier, ...Array.from({ length: since }, () => says('customer'))]);
    await markTurnsDue(sql, shopId, [{ conversationId, firstSeq: before + 1, dueAt: now }]);
  });
  const [claim] = await test.database.inShop(shopId, (sql) =>
    claimAndRead(sql, shopId, [conversationId], { owner: 'me', now }),
  );
  expect(claim).toMatchObject({ firstSeq: before + 1 });
  expect(claim?.read !== undefined).toBe(readTogether);
  const turn = claim?.read ?? (claim && (await test.database.inShop(shopId, (sql) => readTurn(sql, claim))));
  const seqs = turn?.messages.map((message) => message.seq) ?? [];
  expect([seqs[0], seqs.at(-1)]).toEqual(read);
  expect(seqs).toHaveLength((read[1] ?? 0) - (read[0] ?? 0) + 1);
});

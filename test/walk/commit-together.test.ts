import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendMessages, findConversation, updateConversation } from '../../src/conversations/index.ts';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { type ConversationId, MessageId } from '../../src/platform/index.ts';
import { type CommitResult, claimTurn, takeTurn } from '../../src/walk/index.ts';
import { noon, type RunningApp, runApp, type TestCustomer } from './running-app.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await runApp();
  await running.app.turns.stop();
}, 120_000);
afterAll(() => running.stop());

const inShop: RunningApp['app']['walk']['database']['inShop'] = (shopId, work) =>
  running.app.walk.database.inShop(shopId, work);

async function claimOf(conversationId: ConversationId) {
  const { owner } = running.app.walk;
  const claim = await inShop(demoShopId, (sql) =>
    claimTurn(sql, { shopId: demoShopId, conversationId, owner, now: noon }),
  );
  if (!claim) throw new Error('no turn was due');
  return claim;
}

/** Several customers write; their turns are taken at once, and `meanwhile` happens while each one's model thinks. */
async function takeTogether(
  texts: readonly string[],
  meanwhile: (index: number, conversationId: ConversationId) => Promise<unknown>,
): Promise<{ customers: TestCustomer[]; ids: ConversationId[]; results: (CommitResult | { kind: 'nothing-due' })[] }> {
  const customers = await Promise.all(texts.map(() => running.aCustomer()));
  const ids = await Promise.all(
    customers.map(async (one, index) => (await one.send(texts[index] ?? '')).conversationId),
  );
  const claims = await Promise.all(ids.map(claimOf));
  const results = await Promise.all(
    claims.map((claim, index) => {
      const models = {
        understand: async () => void (await meanwhile(index, claim.conversationId)),
        word: async () => undefined,
        health: () => ({ isUsable: true, calls: 0, failures: 0, p50Ms: 0, p90Ms: 0 }),
      };
      return takeTurn({ ...running.app.walk, models }, claim);
    }),
  );
  return { customers, ids, results };
}

const nothing = async () => undefined;

describe('turns that are ready at the same time', () => {
  it('are all written, each into its own conversation', async () => {
    const { customers, ids, results } = await takeTogether(['七天无理由怎么算', '满减怎么算', '可以开发票吗'], nothing);
    expect(results.map((result) => result.kind)).toEqual(['committed', 'committed', 'committed']);
    for (const [index, customer] of customers.entries()) {
      const thread = await customer.thread();
      expect(thread.map((message) => [message.seq, message.author.kind])).toEqual([
        [1, 'customer'],
        [2, 'ai'],
      ]);
      const result = results[index];
      const claimed = ids[index];
      if (!claimed) throw new Error('no conversation');
      expect(result?.kind === 'committed' && result.messages).toEqual([thread[1]]);
      const conversation = await inShop(demoShopId, (sql) => findConversation(sql, demoShopId, claimed));
      expect(conversation).toMatchObject({ status: 'waiting', lastSeq: 2, version: 2 });
      expect(conversation?.waitingSince).toBeUndefined();
    }
    const due = await inShop(
      demoShopId,
      (sql) => sql`select 1 from turns_due where conversation_id = any(${ids}::uuid[])`,
    );
    expect(due).toHaveLength(0);
  });

  it('leave out the one whose conversation has moved, and write the others', async () => {
    const { customers, results } = await takeTogether(
      ['七天无理由怎么算', '满减怎么算'],
      async (index, conversationId) => {
        if (index === 0)
          await inShop(demoShopId, (sql) =>
            updateConversation(sql, demoShopId, conversationId, 1, { tags: ['moved'] }),
          );
      },
    );
    expect(results[0]).toEqual({ kind: 'overtaken', reason: 'version' });
    expect(results[1]?.kind).toBe('committed');
    expect(await customers[0]?.thread()).toHaveLength(1);
    expect(await customers[1]?.thread()).toHaveLength(2);
  });

  it('do not write over words that came meanwhile', async () => {
    const { customers, results } = await takeTogether(
      ['七天无理由怎么算', '满减怎么算'],
      async (index, conversationId) => {
        if (index !== 1) return;
        await inShop(demoShopId, (sql) =>
          appendMessages(sql, demoShopId, [
            {
              conversationId,
              messageId: MessageId.make(),
              channelId: 'console',
              author: { kind: 'customer', id: randomUUID() },
              content: [{ kind: 'text', text: '还有' }],
              createdAt: noon,
            },
          ]),
        );
      },
    );
    expect(results[0]?.kind).toBe('committed');
    expect(results[1]).toEqual({ kind: 'overtaken', reason: 'newer-messages' });
    expect(await customers[1]?.thread()).toHaveLength(2);
  });

  it('in a crowd are not thrown away for words that came meanwhile: these get their own turn', async () => {
    const customer = await running.aCustomer();
    const { conversationId } = await customer.send('在吗');
    const claim = await claimOf(conversationId);
    const fits = async () => {
      await customer.send('七天无理由怎么算');
      return false;
    };
    const tools = { fits, ask: async () => undefined, forget: () => {} };
    const result = await takeTurn({ ...running.app.walk, loadLevel: () => 'overload', tools }, claim);
    expect(result).toMatchObject({ kind: 'committed', isDueAgain: true });
    const next = await claimOf(conversationId);
    expect(next).toMatchObject({ firstSeq: 2, attempts: 1 });
    expect(await takeTurn(running.app.walk, next)).toMatchObject({ kind: 'committed', isDueAgain: false });
    expect((await customer.thread()).map((message) => message.author.kind)).toEqual([
      'customer',
      'customer',
      'ai',
      'ai',
    ]);
  });

  it('take a note of staff for no reason to begin again', async () => {
    const { customers, results } = await takeTogether(['七天无理由怎么算'], async (_index, conversationId) => {
      await inShop(demoShopId, (sql) =>
        appendMessages(sql, demoShopId, [
          {
            conversationId,
            messageId: MessageId.make(),
            channelId: 'console',
            author: { kind: 'system' },
            content: [{ kind: 'text', text: '备注' }],
            isPrivate: true,
            createdAt: noon,
          },
        ]),
      );
    });
    expect(results[0]?.kind).toBe('committed');
    expect((await customers[0]?.thread())?.map((message) => message.seq)).toEqual([1, 2, 3]);
  });

  it('put a hand-off in the queue in the same transaction', async () => {
    const { ids, results } = await takeTogether(['转人工', '满减怎么算'], nothing);
    expect(results.map((result) => result.kind === 'committed' && result.decision.kind)).toEqual([
      'hand-off',
      'answer',
    ]);
    const [first] = ids;
    if (!first) throw new Error('no conversation');
    const entries = await inShop(
      demoShopId,
      (sql) => sql`select status from queue_entries where conversation_id = ${first}`,
    );
    expect(entries).toEqual([{ status: 'waiting' }]);
    const conversation = await inShop(demoShopId, (sql) => findConversation(sql, demoShopId, first));
    expect(conversation).toMatchObject({ status: 'open', handler: { kind: 'queue' } });
    const told = await inShop(
      demoShopId,
      (sql) => sql<{ type: string }[]>`select type from outbox where conversation_id = ${first} order by outbox_id`,
    );
    expect(told.map((row) => row.type)).toEqual(['message.received', 'message.sent', 'conversation.queued']);
  });
});

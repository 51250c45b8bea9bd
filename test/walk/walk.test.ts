import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { assignConversation } from '../../src/routing/index.ts';
import { listStaff, setPresence } from '../../src/staff/index.ts';
import { claimTurn, takeTurn } from '../../src/walk/index.ts';
import { noon, type RunningApp, runApp, wordsIn } from './running-app.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await runApp();
}, 120_000);
afterAll(() => running.stop());

const inShop: RunningApp['app']['walk']['database']['inShop'] = (shopId, work) =>
  running.app.walk.database.inShop(shopId, work);

describe('one turn', () => {
  it('answers a question with the sources of the answer', async () => {
    const customer = await running.aCustomer();
    const [reply] = await customer.say('满300减50还有吗');
    expect(reply?.author.kind).toBe('ai');
    expect(reply?.content.map((part) => part.kind)).toContain('sources');
  });

  it('makes one reply of several quick messages', async () => {
    const customer = await running.aCustomer('DC0001');
    await Promise.all([customer.send('我那个羽绒服'), customer.send('就上周买的'), customer.send('快递到哪了')]);
    await customer.settled();
    const thread = await customer.thread();
    expect(thread.filter((message) => message.author.kind === 'customer')).toHaveLength(3);
    expect(thread.filter((message) => message.author.kind === 'ai')).toHaveLength(1);
  });

  it('answers a message that was delivered a hundred times once', async () => {
    const customer = await running.aCustomer();
    const messageId = randomUUID();
    await Promise.all(Array.from({ length: 100 }, () => customer.send('多久发货', { messageId })));
    await customer.settled();
    expect((await customer.thread()).map((message) => message.author.kind)).toEqual(['customer', 'ai']);
  });

  it('is taken by another worker once the lease of a dead one has run out', async () => {
    const customer = await running.aCustomer();
    const { conversationId } = await customer.send('在吗');
    await customer.settled();
    await inShop(demoShopId, async (sql) => {
      await sql`insert into turns_due (shop_id, conversation_id, first_seq, due_at, lease_until, lease_owner)
        values (${demoShopId}, ${conversationId}, 1, ${noon}, ${new Date(noon.getTime() + 30_000)}, 'a dead process')`;
    });
    const claim = (now: Date) =>
      inShop(demoShopId, (sql) => claimTurn(sql, { shopId: demoShopId, conversationId, owner: 'another', now }));
    expect(await claim(new Date(noon.getTime() + 29_000))).toBeUndefined();
    expect(await claim(new Date(noon.getTime() + 31_000))).toBeDefined();
  });
});

describe('a person takes over', () => {
  it('the draft that was being made is thrown away, and the AI is silent from then on', async () => {
    const customer = await running.aCustomer();
    const { conversationId } = await customer.send('hello');
    await customer.settled();
    const [agent] = await inShop(demoShopId, (sql) => listStaff(sql, demoShopId));
    if (!agent) throw new Error('the demo shop has no staff');
    await running.app.turns.stop();
    await customer.send('七天无理由怎么算');
    const claim = await inShop(demoShopId, (sql) =>
      claimTurn(sql, { shopId: demoShopId, conversationId, owner: running.app.walk.owner, now: noon }),
    );
    if (!claim) throw new Error('no turn was due');
    const parts = {
      ...running.app.walk,
      // The agent takes over in the moment between reading and writing.
      models: {
        understand: async () => {
          await inShop(demoShopId, (sql) =>
            assignConversation(sql, {
              shopId: demoShopId,
              conversationId,
              staffId: agent.staffId,
              staffName: agent.name,
              reason: 'taken',
              now: noon,
            }),
          );
          return undefined;
        },
        word: async () => undefined,
        health: () => ({ isUsable: true, calls: 0, failures: 0, p50Ms: 0, p90Ms: 0 }),
      },
    };
    expect(await takeTurn(parts, claim)).toEqual({ kind: 'overtaken', reason: 'version' });
    const again = await inShop(demoShopId, (sql) =>
      claimTurn(sql, { shopId: demoShopId, conversationId, owner: running.app.walk.owner, now: noon }),
    );
    if (!again) throw new Error('the turn was not given back');
    const result = await takeTurn(running.app.walk, again);
    expect(result.kind === 'committed' && result.decision.kind).toBe('wait');
    expect((await customer.thread()).filter((message) => message.author.kind === 'ai')).toHaveLength(1);
  });
});

describe('hand-off', () => {
  it('brings the customer to a free person with the summary, and asks nothing twice', async () => {
    const fresh = await runApp();
    const [agent] = (await fresh.app.walk.database.inShop(demoShopId, (sql) => listStaff(sql, demoShopId))).filter(
      (person) => person.role === 'agent',
    );
    if (!agent) throw new Error('the demo shop has no agents');
    await fresh.app.walk.database.inShop(demoShopId, (sql) =>
      setPresence(sql, { shopId: demoShopId, staffId: agent.staffId, presence: 'online', now: noon }),
    );
    const customer = await fresh.aCustomer('DC0001');
    await customer.say('我要退货');
    const words = wordsIn(await customer.say('转人工'));
    expect(words).toMatch(/人工/);
    const entries = await fresh.app.walk.database.inShop(
      demoShopId,
      (sql) =>
        sql<
          { reason: string; summary: { text: unknown } }[]
        >`select reason, summary from queue_entries where shop_id = ${demoShopId}`,
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.reason).toBe('asked');
    expect(JSON.stringify(entries[0]?.summary)).toContain('NY2026');
    await fresh.stop();
  }, 120_000);
});

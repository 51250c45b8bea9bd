import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { type RunningApp, runApp, wordsIn } from './running-app.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await runApp();
});
afterAll(() => running.stop());

describe('a process that died in the middle of a refund', () => {
  it('leaves a turn that another process takes within seconds, and the customer has one case', async () => {
    const { database, clock } = running.app.walk;
    const customer = await running.aCustomer('DC0001');
    await customer.say('我要退货');
    await customer.say('不喜欢');
    // The dead process had claimed the turn of the yes and was cut off inside it.
    const { message, conversationId } = await customer.send('嗯');
    await customer.settled();
    const before = wordsIn(await customer.thread());
    const dead = `${hostname()}/${process.pid}/${randomUUID()}`;
    await database.inShop(
      demoShopId,
      (sql) => sql`
        insert into turns_due (shop_id, conversation_id, first_seq, due_at, lease_until, lease_owner, attempts)
        values (${demoShopId}, ${conversationId}, ${message.seq}, ${clock.now()}, ${new Date(clock.now().getTime() + 30_000)}, ${dead}, 1)
        on conflict (shop_id, conversation_id) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until`,
    );
    await until(async () => {
      const [row] = await database.inShop(
        demoShopId,
        (sql) => sql`select 1 from turns_due where conversation_id = ${conversationId}`,
      );
      return row === undefined;
    });
    await customer.settled();
    const store = (await running.app.shops.get(demoShopId)).store;
    const cases = (await store.listCases('DC0001')).filter(
      (one) => one.kind === 'return' && one.createdAt === clock.now().toISOString(),
    );
    expect(cases).toHaveLength(1);
    expect(wordsIn(await customer.thread()).length).toBeGreaterThanOrEqual(before.length);
  });
});

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if (await isDone()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen');
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { answerApproval, readApprovals } from '../../src/desk/index.ts';
import { SessionId } from '../../src/platform/index.ts';
import { listStaff } from '../../src/staff/index.ts';
import { noon, type RunningApp, runApp, wordsIn } from './running-app.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await runApp();
});
afterAll(() => running.stop());

describe('a return above the amount that Peakdesk may do alone', () => {
  it('waits for a supervisor, is done with the yes, and the customer hears of it in the conversation', async () => {
    const { app } = running;
    const { database } = app.walk;
    const safety = { safety: { approvalAboveFor: { 'request-return': 10_000 } } };
    await database.inShop(demoShopId, (sql) => sql`update shops set settings = settings || ${sql.json(safety)}`);
    const customer = await running.aCustomer('DC0001');
    await customer.say('我要退货');
    await customer.say('不喜欢');
    const asked = wordsIn(await customer.say('嗯'));
    expect(asked).toMatch(/主管/);
    const { store } = await app.shops.get(demoShopId);
    const returns = async () => (await store.listCases('DC0001')).filter((one) => one.kind === 'return');
    expect(await returns()).toEqual([]);

    const staff = await database.inShop(demoShopId, (sql) => listStaff(sql, demoShopId));
    const owner = staff.find((one) => one.role === 'owner');
    if (owner === undefined) throw new Error('the demo shop has no owner');
    const who = { sessionId: SessionId.make(), shopId: demoShopId, staff: owner, expiresAt: noon };
    const [waiting] = await readApprovals(app.walk, who, 'pending');
    expect(waiting).toMatchObject({ action: 'request-return', amount: 39_900, askedBy: 'customer' });
    await answerApproval(app.walk, who, { approvalId: waiting?.approvalId ?? '', decision: 'approve', note: '' });
    await app.jobs.drain();
    expect(await returns()).toMatchObject([{ state: 'wait-buyer-ship', amount: 39_900 }]);
    expect(wordsIn((await customer.thread()).slice(-1))).toMatch(/退货|寄回/);
    expect(await readApprovals(app.walk, who, 'pending')).toEqual([]);
  });
});

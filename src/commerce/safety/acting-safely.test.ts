import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createSecrets,
  fixedClock,
  type Secrets,
  type ShopId,
  silentLog,
  startJobWorker,
} from '../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../platform/testing.ts';
import { aCustomer, aLine, anOrder, aPendingOrder, aProduct, testNow } from '../stores/hosted/a-hosted-shop.ts';
import { openHostedStore } from '../stores/hosted/hosted-connector.ts';
import { customerRow, orderRow, productRow } from '../stores/records/shop-records.ts';
import { listApprovals } from './approval-rows.ts';
import { decideApproval, performApprovalHandler, performApprovalJob } from './approvals.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

const matched = { storeCustomerId: 'C1', identity: 'matched' } as const;
const verified = { storeCustomerId: 'C1', identity: 'verified' } as const;
const orders = ['NY20261120000001', 'NY20261120000002', 'NY20261120000003', 'NY20261120000004'];
const cancel = (index: number) => ({ orderId: orders[index], reason: 'no-longer-wanted' });
const supervisor = '0199a0a0-0000-7000-8000-00000000000a';

async function aShop(safety: object) {
  const { database } = testing;
  const shopId = await testing.makeShop();
  const shopSecrets = await secrets.forShop(shopId);
  await database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets: shopSecrets };
    await sql`update shops set platform = 'peakdesk', settings = ${sql.json({ safety: JSON.parse(JSON.stringify(safety)) })}`;
    await sql`insert into store_products ${sql([productRow(transaction, aProduct())])}`;
    await sql`insert into store_customers ${sql([customerRow(transaction, aCustomer())])}`;
    const all = [anOrder({ lines: [aLine()] }), ...orders.map((orderId) => aPendingOrder({ orderId }))];
    await sql`insert into store_orders ${sql(all.map((order) => orderRow(transaction, order)))}`;
  });
  const store = openHostedStore({ database, secrets, shopId });
  const perform = (index: number, actor: typeof matched | typeof verified = matched, key = `k${index}`) =>
    store.perform(actor, 'cancel-order', cancel(index), { idempotencyKey: key, now: testNow });
  return { shopId, store, perform };
}

describe('how far Peakdesk goes by itself', () => {
  test('an action that needs proof is refused to somebody who was only matched', async () => {
    const { perform } = await aShop({ identity: { 'cancel-order': 'verified' } });
    expect(await perform(0)).toMatchObject({ ok: false, reasonKey: 'refused.identity-needed' });
    expect(await perform(0, verified, 'other')).toMatchObject({ ok: true });
  });

  test('nothing is done while everything is stopped, but by people', async () => {
    const { perform, store } = await aShop({ isStopped: true });
    expect(await perform(0, verified)).toMatchObject({ ok: false, reasonKey: 'refused.stopped' });
    const staff = { ...verified, identity: 'staff' as const, staffId: supervisor };
    const options = { idempotencyKey: 'by a person', now: testNow };
    expect(await store.perform(staff, 'cancel-order', cancel(0), options)).toMatchObject({ ok: true });
  });

  test('and so is an amount above the line', async () => {
    const { perform } = await aShop({ verifiedAbove: 8900 });
    expect(await perform(0)).toMatchObject({ reasonKey: 'refused.identity-needed' });
  });

  test.each([
    [{ limits: { perAction: { amount: 8899 } } }, 'action', 0],
    [{ limits: { perCustomerDay: { count: 2 } } }, 'customer', 2],
    [{ limits: { perCustomerDay: { amount: 20_000 } } }, 'customer', 2],
    [{ limits: { perShopDay: { amount: 9000 } } }, 'shop', 1],
  ])('%j stops by %s after %i', async (safety, limit, allowed) => {
    const { perform } = await aShop(safety);
    for (let index = 0; index < allowed; index += 1) expect((await perform(index)).ok).toBe(true);
    expect(await perform(allowed)).toMatchObject({ reasonKey: 'refused.limit-reached', parameters: { limit } });
  });

  test('a limit holds when everything is asked for at once', async () => {
    const { perform } = await aShop({ limits: { perShopDay: { count: 2 } } });
    const outcomes = await Promise.all(orders.map((_, index) => perform(index)));
    expect(outcomes.filter((one) => one.ok)).toHaveLength(2);
  });

  test('settings that nobody can read let no amount through alone', async () => {
    const { perform } = await aShop({ approvalAbove: 'a lot' });
    expect(await perform(0)).toMatchObject({ reasonKey: 'refused.approval-needed' });
  });
});

describe('a second pair of eyes', () => {
  const listed = (shopId: ShopId) => testing.database.inShop(shopId, (sql) => listApprovals(sql, shopId));
  const decide = (shopId: ShopId, approvalId: string, decision: 'approve' | 'reject', staffId = supervisor) =>
    testing.database.inShop(shopId, (sql) =>
      decideApproval(sql, { shopId, approvalId, staffId, decision, note: '', now: testNow }),
    );

  test('sees a large refund once, allows it, and it is done once', async () => {
    const { shopId, store, perform } = await aShop({ approvalAbove: 5000 });
    expect(await perform(0)).toMatchObject({ reasonKey: 'refused.approval-needed', parameters: { amount: 8900 } });
    expect(await perform(0)).toMatchObject({ reasonKey: 'refused.approval-needed' });
    const [waiting, ...more] = await listed(shopId);
    expect(more).toEqual([]);
    expect(waiting).toMatchObject({ action: 'cancel-order', amount: 8900, state: 'pending', orderId: orders[0] });
    expect((await store.findOrder(orders[0] ?? ''))?.status).toBe('pending');
    expect(await decide(shopId, waiting?.approvalId ?? '', 'approve')).toMatchObject({ ok: true });
    expect(await decide(shopId, waiting?.approvalId ?? '', 'reject')).toEqual({ ok: false, fault: 'decided' });
    const told: string[] = [];
    await runJobs(async (_shop, approval) => void told.push(approval.approvalId));
    await runJobs(async (_shop, approval) => void told.push(approval.approvalId));
    expect(told).toEqual([waiting?.approvalId]);
    expect((await listed(shopId))[0]?.state).toBe('done');
    const order = await store.findOrder(orders[0] ?? '');
    expect(order?.payments.filter((one) => one.kind === 'refund')).toHaveLength(1);
  });

  test('refuses, and nothing happens', async () => {
    const { shopId, store, perform } = await aShop({ approvalAboveFor: { 'cancel-order': 1 } });
    await perform(1);
    const [waiting] = await listed(shopId);
    await decide(shopId, waiting?.approvalId ?? '', 'reject');
    await runJobs();
    expect((await store.findOrder(orders[1] ?? ''))?.status).toBe('pending');
  });

  test('is another person than the one who asked, also for paying out a case', async () => {
    const { shopId, store } = await aShop({ approvalAbove: 5000 });
    const given = { orderId: 'NY20261117000001', lineIds: ['1'], reason: 'wrong-size' };
    const asked = await store.perform(verified, 'request-return', given, { idempotencyKey: 'r', now: testNow });
    // Applying for it pays nothing yet, but the amount is what a person has to look at.
    expect(asked).toMatchObject({ reasonKey: 'refused.approval-needed' });
    const [waiting] = await listed(shopId);
    await decide(shopId, waiting?.approvalId ?? '', 'approve');
    await runJobs();
    const caseId = (await store.listCases('C1'))[0]?.caseId ?? '';
    const step = (name: 'receive' | 'complete', key: string) =>
      store.stepCase?.('shop', { caseId, step: name, staffId: supervisor }, { idempotencyKey: key, now: testNow });
    await store.stepCase?.('customer', { caseId, step: 'send-back' }, { idempotencyKey: 's', now: testNow });
    await step('receive', 't');
    expect(await step('complete', 'u')).toMatchObject({ reasonKey: 'refused.approval-needed' });
    const payout = (await listed(shopId)).find((one) => one.action === 'step-case');
    expect(await decide(shopId, payout?.approvalId ?? '', 'approve')).toEqual({ ok: false, fault: 'own' });
    await decide(shopId, payout?.approvalId ?? '', 'approve', '0199a0a0-0000-7000-8000-00000000000b');
    await runJobs();
    expect((await store.listCases('C1'))[0]?.state).toBe('success');
  });
});

async function runJobs(onDone?: Parameters<typeof performApprovalHandler>[0]['onDone']): Promise<void> {
  const { database } = testing;
  const clock = fixedClock(testNow);
  const parts = { database, secrets, now: () => testNow, ...(onDone ? { onDone } : {}) };
  const handlers = { [performApprovalJob]: performApprovalHandler(parts) };
  const worker = startJobWorker({ database, clock, log: silentLog(), handlers });
  await worker.drain();
  await worker.stop();
}

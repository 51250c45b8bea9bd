import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createSecrets,
  fixedClock,
  type Secrets,
  type ShopId,
  silentLog,
  startJobWorker,
} from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import type { StoreConnector } from '../../store-connector.ts';
import type { Order, StoreCustomer } from '../../types.ts';
import { customerRow, orderRow, productRow } from '../records/shop-records.ts';
import { aCustomer, aLine, anOrder, aPendingOrder, aProduct, testNow } from './a-hosted-shop.ts';
import { caseDeadlineHandler, scheduleCaseDeadlines } from './case-deadline-job.ts';
import { caseDeadlineJob } from './case-timers.ts';
import { openHostedStore } from './hosted-connector.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

type Shop = { shopId: ShopId; store: StoreConnector };

const orderId = 'NY20261117000001';
const me = { storeCustomerId: 'C1', identity: 'verified' } as const;
const days = (count: number) => new Date(testNow.getTime() + count * 86_400_000);

async function aShop(order: Order, customer: StoreCustomer = aCustomer()): Promise<Shop> {
  const { database } = testing;
  const shopId = await testing.makeShop();
  const shopSecrets = await secrets.forShop(shopId);
  await database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets: shopSecrets };
    await sql`update shops set platform = 'peakdesk' where shop_id = ${shopId}`;
    await sql`insert into store_products ${sql([productRow(transaction, aProduct())])}`;
    await sql`insert into store_customers ${sql([customerRow(transaction, customer)])}`;
    await sql`insert into store_orders ${sql([orderRow(transaction, order)])}`;
  });
  return { shopId, store: openHostedStore({ database, secrets, shopId }) };
}

/** What a process does that runs at that time: alarms of all shops that are due. */
async function runJobsAt(now: Date): Promise<void> {
  const { database } = testing;
  const clock = fixedClock(now);
  const log = silentLog();
  const handlers = { [caseDeadlineJob]: caseDeadlineHandler({ database, secrets, clock, log }) };
  const worker = startJobWorker({ database, clock, log, handlers });
  await worker.drain();
  await worker.stop();
}

const stockOf = async ({ store }: Shop, variantId: string) =>
  (await store.listProducts()).flatMap((one) => one.variants).find((one) => one.variantId === variantId)?.stock;
const events = ({ shopId }: Shop) =>
  testing.database.inShop(
    shopId,
    (sql) => sql<{ type: string; payload: { state?: string } }[]>`
      select type, payload from outbox where shop_id = ${shopId} order by outbox_id`,
  );
const stepper = ({ store }: Shop) => {
  let count = 0;
  return (step: 'receive' | 'ship' | 'complete' | 'approve', caseId: string, now = testNow) => {
    count += 1;
    return store.stepCase?.('shop', { caseId, step }, { idempotencyKey: `s${count}`, now });
  };
};

describe('a case whose deadline passes', () => {
  test('goes on by itself, also when the process that set the alarm is gone, and says so in events', async () => {
    const shop = await aShop(anOrder());
    const asked = await shop.store.perform(
      me,
      'request-return',
      { orderId, lineIds: ['1'], reason: 'quality' },
      { idempotencyKey: 'a', now: testNow },
    );
    expect(asked.parameters).toMatchObject({ state: 'applied' });
    await runJobsAt(days(1));
    expect((await shop.store.listCases('C1'))[0]?.state).toBe('applied');
    await runJobsAt(days(2.1));
    expect((await shop.store.listCases('C1'))[0]?.state).toBe('approved');
    await runJobsAt(days(4));
    expect((await shop.store.listCases('C1'))[0]?.state).toBe('wait-buyer-ship');
    await runJobsAt(days(30));
    const [one] = await shop.store.listCases('C1');
    expect(one).toMatchObject({ state: 'closed' });
    expect(await shop.store.findOrder(orderId)).toMatchObject({ status: 'delivered' });
    const told = await events(shop);
    expect(told.filter((event) => event.type === 'case.changed').map((event) => event.payload.state)).toEqual([
      'applied',
      'approved',
      'wait-buyer-ship',
      'closed',
    ]);
    expect(told.some((event) => event.type === 'order.changed')).toBe(true);
  });

  test('that was moved by a step does not go off at the old time', async () => {
    const shop = await aShop(anOrder());
    const asked = await shop.store.perform(
      me,
      'request-return',
      { orderId, lineIds: ['1'], reason: 'quality' },
      { idempotencyKey: 'a', now: testNow },
    );
    await stepper(shop)('approve', String(asked.parameters.caseId), days(1.9));
    await runJobsAt(days(2.1));
    expect((await shop.store.listCases('C1'))[0]?.state).toBe('approved');
  });

  test('is found after a start, though nobody had set an alarm', async () => {
    const shop = await aShop(anOrder());
    await shop.store.perform(
      me,
      'request-return',
      { orderId, lineIds: ['1'], reason: 'quality' },
      { idempotencyKey: 'a', now: testNow },
    );
    await testing.database.inShop(shop.shopId, (sql) => sql`delete from jobs where shop_id = ${shop.shopId}`);
    expect(await scheduleCaseDeadlines(testing.database)).toBeGreaterThan(0);
    await scheduleCaseDeadlines(testing.database);
    await runJobsAt(days(2.1));
    expect((await shop.store.listCases('C1'))[0]?.state).toBe('approved');
  });
});

describe('what a case moves', () => {
  test('a cancelled order goes back into stock, and to gift card and bank in proportion', async () => {
    const lines = [aLine({ unitPrice: 8900, quantity: 2 })];
    const payments = [
      { kind: 'payment' as const, amount: 10_000, methodId: 'card' },
      { kind: 'payment' as const, amount: 7800, methodId: 'alipay' },
    ];
    const order = { ...aPendingOrder({ lines, payments }), discounts: [], pointsEarned: 178 };
    const card = { methodId: 'card', kind: 'gift-card' as const, label: '礼品卡', balance: 500 };
    const customer = aCustomer({ points: 1000 });
    const shop = await aShop(order, { ...customer, paymentMethods: [...customer.paymentMethods, card] });
    const options = { idempotencyKey: 'a', now: testNow };
    await shop.store.perform(me, 'cancel-order', { orderId, reason: 'no-longer-wanted' }, options);
    const after = await shop.store.findOrder(orderId);
    expect(after?.payments.filter((one) => one.kind === 'refund').map((one) => [one.methodId, one.amount])).toEqual([
      ['card', 10_000],
      ['alipay', 7800],
    ]);
    const owner = await shop.store.findCustomer({ by: 'id', storeCustomerId: 'C1' });
    expect(owner?.paymentMethods.find((one) => one.methodId === 'card')?.balance).toBe(10_500);
    expect(owner?.points).toBe(822);
    expect(await stockOf(shop, 'P1-白')).toBe(7);
  });

  test('an exchange sets the new piece aside, takes the old one in, and the order has the new variant', async () => {
    const shop = await aShop(anOrder());
    const step = stepper(shop);
    const given = { orderId, lines: ['1'], newVariantIds: ['P1-黑'] };
    const asked = await shop.store.perform(me, 'request-exchange', given, { idempotencyKey: 'a', now: testNow });
    const caseId = String(asked.parameters.caseId);
    expect(await stockOf(shop, 'P1-黑')).toBe(2);
    await shop.store.stepCase?.('customer', { caseId, step: 'send-back' }, { idempotencyKey: 'b', now: testNow });
    await step('receive', caseId);
    expect(await stockOf(shop, 'P1-白')).toBe(6);
    await step('ship', caseId);
    expect((await shop.store.findOrder(orderId))?.lines[0]?.variantId).toBe('P1-黑');
    expect(await stockOf(shop, 'P1-黑')).toBe(2);
  });

  test('a withdrawn exchange gives the piece free again', async () => {
    const shop = await aShop(anOrder());
    const given = { orderId, lines: ['1'], newVariantIds: ['P1-黑'] };
    const asked = await shop.store.perform(me, 'request-exchange', given, { idempotencyKey: 'a', now: testNow });
    const caseId = String(asked.parameters.caseId);
    await shop.store.perform(me, 'withdraw-case', { caseId }, { idempotencyKey: 'b', now: testNow });
    expect(await stockOf(shop, 'P1-黑')).toBe(3);
    expect((await shop.store.findOrder(orderId))?.status).toBe('delivered');
  });

  test('pieces of a line come back one by one, each paid once, and no more than there are', async () => {
    const order = anOrder({
      lines: [aLine({ unitPrice: 3333, quantity: 3 })],
      discounts: [{ discountId: 'K', kind: 'coupon', amount: 1000 }],
    });
    const paid = [{ kind: 'payment' as const, amount: 8999, methodId: 'alipay' }];
    const shop = await aShop({ ...order, payments: paid });
    const step = stepper(shop);
    const amounts: unknown[] = [];
    for (const [index, quantity] of [1, 2].entries()) {
      const given = { orderId, lineIds: ['1'], quantities: [quantity], reason: 'wrong-size' };
      const asked = await shop.store.perform(me, 'request-return', given, {
        idempotencyKey: `r${index}`,
        now: testNow,
      });
      const caseId = String(asked.parameters.caseId);
      const options = { idempotencyKey: `back${index}`, now: testNow };
      await shop.store.stepCase?.('customer', { caseId, step: 'send-back' }, options);
      await step('receive', caseId);
      await step('complete', caseId);
      amounts.push(asked.parameters.amount);
    }
    expect(amounts).toEqual([2999, 6000]);
    const given = { orderId, lineIds: ['1'], reason: 'wrong-size' };
    expect(await shop.store.check(me, 'request-return', given, testNow)).toMatchObject({
      reasonKey: 'refused.quantity',
      parameters: { free: 0 },
    });
    const after = await shop.store.findOrder(orderId);
    expect(after?.payments.filter((one) => one.kind === 'refund').reduce((sum, one) => sum + one.amount, 0)).toBe(8999);
    expect((await shop.store.findCustomer({ by: 'id', storeCustomerId: 'C1' }))?.coupons).toEqual(['K']);
    expect(await stockOf(shop, 'P1-白')).toBe(8);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets, type Secrets } from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import { openCase } from '../../case-machine.ts';
import { testStoreConnector } from '../../store-connector.test-suite.ts';
import { caseRow, customerRow, firstFreeCaseId, orderRow, productRow, saveStoreCase } from '../records/shop-records.ts';
import { aCustomer, aLine, aMovingParcel, anOrder, aPendingOrder, aProduct, testNow } from './a-hosted-shop.ts';
import { openHostedStore } from './hosted-connector.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

const caseId = '0199a0a0-0000-7000-8000-0000000000aa';
const delivered = 'NY20261117000001';
const pending = 'NY20261120000002';
const shipped = 'NY20261119000003';
const foreign = 'NY20261120000009';
const orders = [
  anOrder({
    orderId: delivered,
    lines: [aLine({ unitPrice: 9000 }), aLine({ lineId: '2' }), aLine({ lineId: '3' })],
    caseIds: [caseId],
  }),
  aPendingOrder({ orderId: pending, placedAt: '2026-11-20T02:00:00Z' }),
  anOrder({
    orderId: shipped,
    placedAt: '2026-11-19T02:00:00Z',
    status: 'shipped',
    parcels: [aMovingParcel({ status: 'lost' })],
  }),
  aPendingOrder({ orderId: foreign, storeCustomerId: 'C2' }),
];

async function openShop() {
  const { database } = testing;
  const shopId = await testing.makeShop();
  const shopSecrets = await secrets.forShop(shopId);
  await database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets: shopSecrets };
    const customers = [
      aCustomer(),
      aCustomer({ storeCustomerId: 'C2', email: 'li@example.com', phone: '13900000002' }),
    ];
    await sql`insert into store_products ${sql([productRow(transaction, aProduct())])}`;
    await sql`insert into store_customers ${sql(customers.map((one) => customerRow(transaction, one)))}`;
    await sql`insert into store_orders ${sql(orders.map((one) => orderRow(transaction, one)))}`;
    const running = openCase(
      {
        caseId,
        orderId: delivered,
        storeCustomerId: 'C1',
        kind: 'return',
        reason: 'quality',
        lineIds: ['3'],
        amount: 8900,
        details: { note: '杯口有划痕' },
      },
      testNow,
    );
    await sql`insert into store_cases ${sql([caseRow(transaction, running)])}`;
  });
  return { database, shopId, connector: openHostedStore({ database, secrets, shopId }) };
}

const me = { storeCustomerId: 'C1', identity: 'verified' } as const;
const address = {
  country: '中国',
  province: '上海市',
  city: '上海市',
  district: '徐汇区',
  detail: '漕溪路 2 号',
  zip: '200030',
};

testStoreConnector('a shop that Peakdesk hosts', async () => ({
  connector: (await openShop()).connector,
  customerId: 'C1',
  clues: [
    { by: 'id', storeCustomerId: 'C1' },
    { by: 'email', email: 'Wang.Xiaoming@example.com' },
    { by: 'phone', phone: '+86 138 1234 5678' },
    { by: 'order-phone', orderId: delivered.toLowerCase(), phoneTail: '5678' },
  ],
  foreignOrderId: foreign,
  now: testNow,
  permitted: [
    { action: 'cancel-order', arguments: { orderId: pending, reason: 'no-longer-wanted' } },
    { action: 'change-address', arguments: { orderId: pending, address } },
    { action: 'change-items', arguments: { orderId: pending, lines: ['1'], newVariantIds: ['P1-红'] } },
    { action: 'change-default-address', arguments: { address } },
    { action: 'request-return', arguments: { orderId: delivered, lineIds: ['1'], reason: 'wrong-size' } },
    { action: 'request-exchange', arguments: { orderId: delivered, lines: ['2'], newVariantIds: ['P1-黑'] } },
    { action: 'request-refund', arguments: { orderId: shipped, reason: 'parcel-lost' } },
    {
      action: 'report-problem',
      arguments: {
        orderId: delivered,
        lineIds: ['2'],
        problem: 'damaged',
        wish: 'reship',
        description: '',
        images: ['file-1'],
      },
    },
    { action: 'urge-shipping', arguments: { orderId: pending } },
    {
      action: 'request-invoice',
      arguments: { orderId: delivered, titleType: 'personal', title: '王小明', email: 'wang@example.com' },
    },
    { action: 'request-price-protection', arguments: { orderId: delivered, lineId: '1' } },
    { action: 'withdraw-case', arguments: { caseId } },
  ],
  refused: [
    {
      action: 'cancel-order',
      arguments: { orderId: shipped, reason: 'other' },
      reasonKey: 'refused.order-already-shipped',
    },
    {
      action: 'request-return',
      arguments: { orderId: delivered, lineIds: ['3'], reason: 'quality' },
      reasonKey: 'refused.case-running',
    },
    {
      action: 'change-items',
      arguments: { orderId: pending, lines: ['1'], newVariantIds: ['P1-金'] },
      reasonKey: 'refused.price-higher',
    },
    { action: 'withdraw-case', arguments: { caseId: 'nothing' }, reasonKey: 'refused.unknown-case' },
    {
      action: 'change-payment',
      arguments: { orderId: pending, paymentMethodId: 'x' },
      reasonKey: 'refused.not-offered',
    },
  ],
}));

describe('in a hosted shop', () => {
  test('an opened case is listed with its details, which the table holds only sealed', async () => {
    const { connector, database, shopId } = await openShop();
    expect((await connector.listCases('C1')).map((one) => one.details)).toEqual([{ note: '杯口有划痕' }]);
    const rows = await database.inShop(
      shopId,
      (sql) => sql<{ text: string }[]>`
      select document::text as text from store_cases union all select document::text from store_orders
      union all select document::text from store_customers`,
    );
    const text = rows.map((row) => row.text).join();
    for (const personal of ['划痕', '王小明', '13812345678', '文三路']) expect(text).not.toContain(personal);
  });

  test('an outcome that is kept shows no e-mail and no address', async () => {
    const { connector } = await openShop();
    const given = { orderId: delivered, titleType: 'personal', title: '王小明', email: 'wang@example.com' };
    const invoice = await connector.perform(me, 'request-invoice', given, { idempotencyKey: 'a', now: testNow });
    expect(invoice.parameters).toMatchObject({ title: '王**', email: 'w***@example.com' });
    const moved = await connector.perform(
      me,
      'change-address',
      { orderId: pending, address },
      { idempotencyKey: 'b', now: testNow },
    );
    expect(JSON.stringify([invoice, moved])).not.toMatch(/wang@|漕溪路/);
  });

  test('four digits of a phone prove who somebody is, three do not, and a phone that two people share proves nothing', async () => {
    const { connector, database, shopId } = await openShop();
    expect(await connector.findCustomer({ by: 'order-phone', orderId: delivered, phoneTail: '678' })).toBeUndefined();
    const shopSecrets = await secrets.forShop(shopId);
    await database.inShop(
      shopId,
      (sql) =>
        sql`insert into store_customers ${sql([customerRow({ sql, shopId, secrets: shopSecrets }, aCustomer({ storeCustomerId: 'C3' }))])}`,
    );
    expect(await connector.findCustomer({ by: 'phone', phone: '13812345678' })).toBeUndefined();
  });

  test('two requests for the same line at once open one case', async () => {
    const { connector } = await openShop();
    const want = (key: string) =>
      connector.perform(
        me,
        'request-return',
        { orderId: delivered, lineIds: ['1'], reason: 'wrong-size' },
        { idempotencyKey: key, now: testNow },
      );
    const outcomes = await Promise.all([want('a'), want('b')]);
    expect(outcomes.map((outcome) => outcome.ok).toSorted()).toEqual([false, true]);
    expect((await connector.listCases('C1')).length).toBe(2);
  });
});

test('a case whose number is another order’s is refused, and a free number is drawn instead', async () => {
  const shopId = await testing.makeShop();
  const shopSecrets = await secrets.forShop(shopId);
  await testing.database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets: shopSecrets };
    const opened = (orderId: string) =>
      openCase(
        {
          caseId: 'AS1',
          orderId,
          storeCustomerId: 'C1',
          kind: 'return',
          reason: 'quality',
          lineIds: ['1'],
          amount: 100,
          details: {},
        },
        testNow,
      );
    await saveStoreCase(transaction, opened('NY1'));
    await expect(saveStoreCase(transaction, opened('NY2'))).rejects.toMatchObject({ kind: 'conflict' });
    await saveStoreCase(transaction, opened('NY1'));
    expect(await firstFreeCaseId(transaction, ['AS1', 'AS2', 'AS3'])).toBe('AS2');
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets, type Secrets, type ShopId, ShopId as ShopIds } from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import { testStoreConnector } from '../../store-connector.test-suite.ts';
import { aRetailFolder } from './a-retail-shop.ts';
import { importRetailShop } from './import-retail.ts';
import { openRetailStore, replayTools } from './retail-connector.ts';

let testing: TestDatabase;
let secrets: Secrets;
let folder: string;
let shops = 0;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
  folder = await aRetailFolder();
});
afterAll(() => testing.close());

async function openShop() {
  shops += 1;
  const shopId: ShopId = ShopIds.check(`retail-${shops}`);
  const parts = { database: testing.database, secrets, shopId };
  expect((await importRetailShop({ ...parts, from: folder })).refused).toEqual([]);
  return { ...parts, connector: openRetailStore(parts) };
}

const rosa = { storeCustomerId: 'rosa_field_1001', identity: 'verified' } as const;
const now = new Date('2026-11-21T10:00:00Z');
const address = {
  country: 'USA',
  province: 'TX',
  city: 'Austin',
  district: '',
  detail: '12 Oak Street, Unit 7',
  zip: '78701',
};
const pending = '#W1000001';
const delivered = '#W1000002';

testStoreConnector('an imported retail shop', async () => ({
  connector: (await openShop()).connector,
  customerId: rosa.storeCustomerId,
  clues: [
    { by: 'id', storeCustomerId: 'rosa_field_1001' },
    { by: 'email', email: 'Rosa.Field@EXAMPLE.com' },
    { by: 'name-zip', firstName: 'rosa', lastName: 'FIELD', zip: '02139' },
  ],
  foreignOrderId: '#W1000004',
  now,
  permitted: [
    { action: 'cancel-order', arguments: { orderId: pending, reason: 'no longer needed' } },
    { action: 'change-address', arguments: { orderId: pending, address } },
    { action: 'change-default-address', arguments: { address } },
    { action: 'change-items', arguments: { orderId: pending, lines: ['1000000001#1'], newVariantIds: ['9000000002'] } },
    { action: 'change-payment', arguments: { orderId: pending, paymentMethodId: 'paypal_1' } },
    { action: 'request-return', arguments: { orderId: delivered, lineIds: ['2000000001#1'], reason: 'too warm' } },
    {
      action: 'request-exchange',
      arguments: {
        orderId: delivered,
        lines: ['1000000001#0'],
        newVariantIds: ['9000000002'],
        paymentMethodId: 'gift_card_1',
      },
    },
  ],
  refused: [
    {
      action: 'cancel-order',
      arguments: { orderId: delivered, reason: 'no longer needed' },
      reasonKey: 'refused.order-not-pending',
    },
    {
      action: 'cancel-order',
      arguments: { orderId: pending, reason: 'too expensive' },
      reasonKey: 'refused.invalid-reason',
    },
    {
      action: 'change-payment',
      arguments: { orderId: pending, paymentMethodId: 'credit_card_1' },
      reasonKey: 'refused.same-payment-method',
    },
    {
      action: 'change-payment',
      arguments: { orderId: pending, paymentMethodId: 'gift_card_1' },
      reasonKey: 'refused.gift-card-balance',
    },
    {
      action: 'change-payment',
      arguments: { orderId: pending, paymentMethodId: 'gift_card_2' },
      reasonKey: 'refused.unknown-payment-method',
    },
    {
      action: 'change-items',
      arguments: { orderId: pending, lines: ['1000000001#0'], newVariantIds: ['1000000003'] },
      reasonKey: 'refused.variant-unavailable',
    },
    {
      action: 'change-items',
      arguments: { orderId: pending, lines: ['1000000001#0'], newVariantIds: ['2000000001'] },
      reasonKey: 'refused.other-product',
    },
    {
      action: 'change-items',
      arguments: { orderId: pending, lines: ['1000000001#0'], newVariantIds: ['1000000001'] },
      reasonKey: 'refused.same-variant',
    },
    {
      action: 'change-items',
      arguments: {
        orderId: pending,
        lines: ['1000000001#0', '1000000001#0'],
        newVariantIds: ['9000000002', '9000000002'],
      },
      reasonKey: 'refused.item-not-in-order',
    },
    {
      action: 'change-items',
      arguments: { orderId: pending, lines: ['1000000001#0', '1000000001#1'], newVariantIds: ['9000000002'] },
      reasonKey: 'refused.item-count',
    },
    {
      action: 'request-return',
      arguments: { orderId: delivered, lineIds: ['2000000001#1'], reason: 'x', paymentMethodId: 'credit_card_1' },
      reasonKey: 'refused.refund-method',
    },
    {
      action: 'request-return',
      arguments: { orderId: pending, lineIds: ['2000000001#2'], reason: 'x' },
      reasonKey: 'refused.order-not-delivered',
    },
    { action: 'change-address', arguments: { orderId: '#W1000003', address }, reasonKey: 'refused.order-not-pending' },
    {
      action: 'change-address',
      arguments: { orderId: pending, address: { ...address, zip: '' } },
      reasonKey: 'refused.incomplete-address',
    },
  ],
}));

describe('changes in an imported retail shop', () => {
  test('a cancelled order is paid back the way it was paid', async () => {
    const { connector } = await openShop();
    const outcome = await connector.perform(
      rosa,
      'cancel-order',
      { orderId: 'w1000001', reason: 'no longer needed' },
      { idempotencyKey: 'a', now },
    );
    expect(outcome.parameters).toMatchObject({
      amount: 17050,
      currency: 'USD',
      refundTo: 'Visa ···· 4242',
      arrival: '5-7-days',
    });
    const order = await connector.findOrder(pending);
    expect(order?.status).toBe('cancelled');
    expect(order?.payments).toEqual([
      { kind: 'payment', amount: 17050, methodId: 'credit_card_1' },
      { kind: 'refund', amount: 17050, methodId: 'credit_card_1' },
    ]);
  });

  test('one of two equal pieces is changed and the difference is paid by gift card', async () => {
    const { connector } = await openShop();
    const given = {
      orderId: pending,
      lines: ['1000000001#1'],
      newVariantIds: ['9000000002'],
      paymentMethodId: 'gift_card_1',
    };
    const outcome = await connector.perform(rosa, 'change-items', given, { idempotencyKey: 'a', now });
    expect(outcome).toMatchObject({ parameters: { difference: 1525, direction: 'pay' } });
    const order = await connector.findOrder(pending);
    expect(order?.lines.map((line) => line.variantId)).toEqual(['9000000002', '1000000001', '2000000001']);
    expect(order?.status).toBe('pending-modified');
    const customer = await connector.findCustomer({ by: 'id', storeCustomerId: 'rosa_field_1001' });
    expect(customer?.paymentMethods.find((method) => method.methodId === 'gift_card_1')?.balance).toBe(475);
    const again = await connector.check(rosa, 'change-address', { orderId: pending, address }, now);
    expect(again).toMatchObject({ ok: false, reasonKey: 'refused.already-modified' });
  });

  test('after a change of address the customer is found by the new zip and keeps no full address in the outcome', async () => {
    const { connector } = await openShop();
    const outcome = await connector.perform(rosa, 'change-default-address', { address }, { idempotencyKey: 'a', now });
    expect(JSON.stringify(outcome)).not.toContain('Oak Street');
    expect(outcome.parameters).toEqual({ address: 'Austin, TX' });
    const byZip = (zip: string) =>
      connector.findCustomer({ by: 'name-zip', firstName: 'Rosa', lastName: 'Field', zip });
    expect((await byZip('78701'))?.defaultAddress).toMatchObject({ detail: '12 Oak Street, Unit 7', province: 'TX' });
    expect(await byZip('02139')).toBeUndefined();
  });

  test('a replayed line leaves nothing behind unless it is kept', async () => {
    const { connector, ...parts } = await openShop();
    const line = {
      id: 'a',
      calls: [{ name: 'cancel_pending_order', arguments: { order_id: pending, reason: 'no longer needed' } }],
    };
    expect((await replayTools({ ...parts, line, keep: false })).changed).toMatchObject([
      { collection: 'orders', id: pending },
    ]);
    expect((await connector.findOrder(pending))?.status).toBe('pending');
    await replayTools({ ...parts, line, keep: true });
    expect((await connector.findOrder(pending))?.status).toBe('cancelled');
  });

  test('the tables hold names, e-mail, address and card only sealed', async () => {
    const { database, shopId } = await openShop();
    const [users, orders] = await database.inShop(shopId, async (sql) => [
      await sql<{ text: string }[]>`select document::text as text from store_customers`,
      await sql<{ text: string }[]>`select document::text as text from store_orders`,
    ]);
    const text = [...users, ...orders].map((row) => row.text).join();
    for (const personal of ['Rosa', 'rosa.field@example.com', 'Mill Road', '4242'])
      expect(text).not.toContain(personal);
  });
});

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { faultOfAnswer, faultOfRequest } from './__fixtures__/admin-schema.ts';
import { rawOrder, rawProduct } from './__fixtures__/shopify-answers.ts';
import { shopifyDialect } from './__fixtures__/shopify-fake.ts';
import { keyOf, shopifyPlatform } from './shopify-platform.ts';
import { toOrder } from './to-canonical.ts';

testAgainstFake('Shopify', shopifyDialect);

const settings = { shop: 'my-shop.myshopify.com', accessToken: 'shpat_1', appSecret: 'hush' };
const page = { hasNextPage: false, endCursor: null };
const sale = {
  id: 'gid://shopify/OrderTransaction/1',
  kind: 'SALE',
  status: 'SUCCESS',
  gateway: 'shopify_payments',
  amountSet: { shopMoney: { amount: '29.35', currencyCode: 'USD' } },
};
const good: Readonly<Record<string, unknown>> = {
  shop: { shop: { name: 'My Shop', currencyCode: 'USD' } },
  Order: { order: rawOrder },
  Orders: { orders: { nodes: [rawOrder], pageInfo: page } },
  Products: { products: { nodes: [rawProduct], pageInfo: page }, shop: { currencyCode: 'USD' } },
  Customers: { customers: { nodes: [rawOrder.customer] } },
  Transactions: { order: { transactions: [{ ...sale, kind: 'AUTHORIZATION' }, sale] } },
  Cancel: { orderCancel: { job: { id: 'j' }, orderCancelUserErrors: [], userErrors: [] } },
  Address: { orderUpdate: { order: { id: 'x' }, userErrors: [] } },
  Refund: { refundCreate: { refund: { id: 'r' }, userErrors: [] } },
  Approve: { returnApproveRequest: { return: { id: 'x', status: 'OPEN' }, userErrors: [] } },
  Decline: { returnDeclineRequest: { return: { id: 'x', status: 'DECLINED' }, userErrors: [] } },
};

/** Documents, variables and recorded answers have to be what the published schema knows. */
function answer(call: FakeCall, over: Readonly<Record<string, FakeAnswer>> = {}): FakeAnswer {
  expect(call.address).toBe('my-shop.myshopify.com/admin/api/2026-07/graphql.json');
  expect(call.headers['x-shopify-access-token']).toBe('shpat_1');
  const { query, variables } = JSON.parse(call.body);
  expect(faultOfRequest(query, variables)).toBeUndefined();
  const [, name = 'shop'] = /^\s*(?:query|mutation) (\w+)\(/.exec(query) ?? [];
  const other = over[name];
  if (other !== undefined) return other;
  expect(faultOfAnswer(query, variables, good[name])).toBeUndefined();
  return { json: { data: good[name] } };
}

function connect(over: Readonly<Record<string, FakeAnswer>> = {}) {
  const fake = fakePlatform({ now: '2026-11-21T08:00:00Z', settings, answer: (call) => answer(call, over) });
  return { fake, shop: shopifyPlatform.connect(fake.parts) };
}

describe('Shopify', () => {
  it('reads an order to the cent, with its return', async () => {
    const found = (await connect().shop.findOrder('#1001')) ?? expect.fail('no order');
    const { order } = found;
    expect(order).toMatchObject({
      orderId: '1001',
      status: 'shipped',
      total: 2935,
      freight: 500,
      parcels: [{ trackingNumber: '1Z2345', carrier: 'UPS' }],
      caseIds: ['945000954'],
    });
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    expect(goods + order.freight - (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0)).toBe(order.total);
    expect(found.cases).toMatchObject([
      { caseId: '945000954', state: 'applied', amount: 1300, quantities: { 466157049: 1 } },
    ]);
    expect(found.customer).toMatchObject({ storeCustomerId: '544365967', spent: 12_935 });
  });

  it('finds an order by its name or by the number of a webhook, and asks nothing for other text', async () => {
    const { shop, fake } = connect();
    expect((await shop.findOrder('gid:148977776'))?.order.orderId).toBe('1001');
    expect(await shop.findOrder('9999')).toBeUndefined();
    expect(await shop.findOrder('x" OR name:*')).toBeUndefined();
    expect(fake.calls).toHaveLength(2);
  });

  it.each([
    [{ cancelledAt: '2026-11-11T00:00:00Z' }, 'cancelled'],
    [{ displayFinancialStatus: 'PENDING', displayFulfillmentStatus: 'UNFULFILLED' }, 'unpaid'],
    [{ displayFulfillmentStatus: 'UNFULFILLED' }, 'pending'],
    [{ displayFulfillmentStatus: 'PARTIALLY_FULFILLED' }, 'processing'],
    [
      { fulfillments: rawOrder.fulfillments.map((one) => ({ ...one, deliveredAt: '2026-11-14T00:00:00Z' })) },
      'delivered',
    ],
  ])('maps %j to %s', async (over, status) => {
    const { shop } = connect({
      Orders: { json: { data: { orders: { nodes: [{ ...rawOrder, ...over }], pageInfo: page } } } },
    });
    expect((await shop.findOrder('1001'))?.order.status).toBe(status);
  });

  it('asks for what was changed since, by the time of change', async () => {
    const { shop, fake } = connect();
    expect(await shop.listOrders({ since: '2026-11-01T00:00:00.000Z', cursor: undefined })).toMatchObject({
      next: undefined,
    });
    expect(JSON.parse(fake.calls[0]?.body ?? '{}').variables.query).toBe("updated_at:>='2026-11-01T00:00:00.000Z'");
  });

  it('refunds to the payment with a key that is the same for the same wish', async () => {
    const { shop, fake } = connect();
    const { order } = (await shop.findOrder('1001')) ?? expect.fail('no order');
    const wanted = {
      order,
      given: { orderId: '1001', reason: 'lost' },
      idempotencyKey: 'conversation/flow/step',
      amount: 1300,
    };
    expect(await shop.perform['request-refund']?.write(wanted)).toEqual({ ok: true });
    const { query, variables } = JSON.parse(fake.calls.at(-1)?.body ?? '{}');
    expect(query).toContain('@idempotent(key: $key)');
    expect(variables.key).toBe(keyOf('conversation/flow/step'));
    expect(variables.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(variables.input.transactions).toEqual([
      { orderId: rawOrder.id, parentId: sale.id, gateway: 'shopify_payments', kind: 'REFUND', amount: '13.00' },
    ]);
    expect(await shop.perform['request-refund']?.write({ ...wanted, amount: 9999 })).toMatchObject({ ok: false });
  });

  it('cancels, changes the address and decides returns', async () => {
    const { shop, fake } = connect();
    const { order, cases = [] } = (await shop.findOrder('1001')) ?? expect.fail('no order');
    expect(
      await shop.perform['cancel-order']?.write({
        order,
        given: { orderId: '1001', reason: 'x' },
        idempotencyKey: 'k',
      }),
    ).toEqual({ ok: true });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}').variables).toMatchObject({
      orderId: rawOrder.id,
      refundMethod: { originalPaymentMethodsRefund: true },
      reason: 'CUSTOMER',
    });
    const address = {
      name: 'Jane Roe',
      country: 'US',
      province: 'California',
      city: 'Oakland',
      district: '',
      detail: '1 Broadway',
      zip: '94607',
    };
    expect(
      await shop.perform['change-address']?.write({ order, given: { orderId: '1001', address }, idempotencyKey: 'k' }),
    ).toEqual({ ok: true });
    const one = cases[0] ?? expect.fail('no case');
    expect(await shop.steps?.approve?.write({ case: one, note: '', idempotencyKey: 'k' })).toEqual({ ok: true });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}').variables.input.id).toBe('gid://shopify/Return/945000954');
  });

  it('tells what Shopify says where it refuses', async () => {
    const { shop } = connect({
      Cancel: {
        json: {
          data: {
            orderCancel: {
              job: null,
              orderCancelUserErrors: [{ message: 'Cannot cancel a fulfilled order', code: 'INVALID' }],
              userErrors: [],
            },
          },
        },
      },
    });
    const order = toOrder(JSON.parse(JSON.stringify({ ...rawOrder, note: '', phone: '' }))).order;
    expect(
      await shop.perform['cancel-order']?.write({
        order,
        given: { orderId: '1001', reason: 'x' },
        idempotencyKey: 'k',
      }),
    ).toMatchObject({ ok: false, platformText: 'Cannot cancel a fulfilled order', reasonKey: 'refused.shop-rule' });
  });

  it('reads the catalogue and finds customers', async () => {
    const { shop } = connect();
    expect((await shop.listProducts?.(undefined))?.items[0]).toMatchObject({
      productId: '632910392',
      category: 'Players',
      variants: [{ price: 1300, stock: 3 }],
    });
    expect(await shop.findCustomer?.({ email: 'john.doe@example.com' })).toMatchObject({
      storeCustomerId: '544365967',
    });
  });

  it.each([
    [{ shop: { status: 401, text: '{}' } }, 'accessToken'],
    [{ shop: { status: 404, text: 'Not Found' } }, 'shop'],
    [
      { shop: { json: { errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }] } } },
      'accessToken',
    ],
  ])('says in plain words what is wrong: %j', async (over, field) => {
    expect(await connect(over).shop.test()).toMatchObject({ ok: false, field });
  });
});

describe('webhooks of Shopify', () => {
  const now = new Date('2026-11-21T08:00:00Z');
  const push = (body: string, over: Readonly<Record<string, string>> = {}) => {
    const headers = {
      'x-shopify-hmac-sha256': createHmac('sha256', 'hush').update(body).digest('base64'),
      'x-shopify-shop-domain': 'my-shop.myshopify.com',
      'x-shopify-triggered-at': '2026-11-21T07:59:00.000Z',
      'x-shopify-topic': 'orders/updated',
      ...over,
    };
    return shopifyPlatform.readPush?.({ method: 'POST', query: {}, headers, body }, settings, now);
  };

  it('reads what has changed', () => {
    expect(push('{"id":148977776}')).toMatchObject({ ok: true, changes: [{ kind: 'order', id: 'gid:148977776' }] });
    expect(push('{"id":1,"order_id":148977776}', { 'x-shopify-topic': 'refunds/create' })).toMatchObject({
      changes: [{ kind: 'order', id: 'gid:148977776' }],
    });
    expect(push('{"id":632910392}', { 'x-shopify-topic': 'products/update' })).toMatchObject({
      changes: [{ kind: 'product', id: '632910392' }],
    });
  });

  it.each([
    ['a forged signature', { 'x-shopify-hmac-sha256': 'AAAA' }],
    ['another shop', { 'x-shopify-shop-domain': 'other.myshopify.com' }],
    ['an old message', { 'x-shopify-triggered-at': '2026-11-19T07:59:00.000Z' }],
  ])('refuses %s', (_name, over) => {
    expect(push('{"id":1}', over)).toMatchObject({ ok: false, status: 401 });
  });
});

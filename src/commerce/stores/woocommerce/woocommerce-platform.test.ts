import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform, onlyThese } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawOrder, rawProduct, rawVariations } from './__fixtures__/woocommerce-answers.ts';
import { woocommerceDialect } from './__fixtures__/woocommerce-fake.ts';
import { woocommercePlatform } from './woocommerce-platform.ts';

testAgainstFake('WooCommerce', woocommerceDialect);

const settings = {
  url: 'https://shop.example.com/',
  consumerKey: 'ck_1',
  consumerSecret: 'cs_1',
  webhookSecret: 'whs',
};

/** A shop in memory that keeps the refunds it has made. */
function shopOf(over: Readonly<Record<string, FakeAnswer>> = {}) {
  const refunds: unknown[] = [];
  const answer = (call: FakeCall): FakeAnswer => {
    const path = call.address.replace('shop.example.com/wp-json', '');
    expect(call.headers['authorization']).toBe(`Basic ${Buffer.from('ck_1:cs_1').toString('base64')}`);
    const key = `${call.method} ${path}`;
    const found = over[key];
    if (found !== undefined) return found;
    switch (key) {
      case 'GET /':
        return { json: { name: 'Woo Shop' } };
      case 'GET /wc/v3/orders':
        onlyThese(
          call.query,
          [],
          ['modified_after', 'modified_before', 'dates_are_gmt', 'orderby', 'order', 'per_page', 'page'],
        );
        return { json: [rawOrder], headers: { 'x-wp-totalpages': '1', 'x-wp-total': '1' } };
      case 'GET /wc/v3/orders/727':
        return { json: rawOrder };
      case 'GET /wc/v3/orders/727/refunds':
        return { json: refunds };
      case 'POST /wc/v3/orders/727/refunds':
        onlyThese(JSON.parse(call.body), ['amount', 'reason', 'api_refund', 'meta_data']);
        refunds.push(JSON.parse(call.body));
        return { status: 201, json: { id: 1 } };
      case 'PUT /wc/v3/orders/727':
        onlyThese(JSON.parse(call.body), [], ['status', 'shipping']);
        return { json: rawOrder };
      case 'GET /wc/v3/products':
        return { json: [rawProduct], headers: { 'x-wp-totalpages': '1', 'x-wp-total': '1' } };
      case 'GET /wc/v3/products/22/variations':
        return { json: rawVariations };
      case 'GET /wc/v3/settings/general/woocommerce_currency':
        return { json: { id: 'woocommerce_currency', value: 'USD' } };
      case 'GET /wc/v3/customers':
        return {
          json: [
            { id: 25, email: 'john.doe@example.com', first_name: 'John', last_name: 'Doe', billing: { phone: '1' } },
          ],
        };
      default:
        return { status: 404, json: { code: 'woocommerce_rest_shop_order_invalid_id', message: 'Invalid ID.' } };
    }
  };
  const fake = fakePlatform({ now: '2026-11-21T08:00:00Z', settings, answer });
  return { fake, refunds, shop: woocommercePlatform.connect(fake.parts) };
}

describe('WooCommerce', () => {
  it('reads an order to the cent, taxes in the prices', async () => {
    const { order, customer } = (await shopOf().shop.findOrder('#727')) ?? expect.fail('no order');
    expect(order).toMatchObject({
      orderId: '727',
      status: 'pending',
      total: 2935,
      freight: 1000,
      currency: 'USD',
      placedAt: '2026-11-10T19:28:02.000Z',
    });
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    expect(goods + order.freight - (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0)).toBe(order.total);
    expect(order.lines[1]).toMatchObject({ variantId: '23', options: { Color: 'Black' } });
    expect(customer).toMatchObject({
      storeCustomerId: 'guest:john.doe@example.com',
      paymentMethods: [{ kind: 'credit-card' }],
    });
  });

  it('knows no order that is not there, and asks nothing for what is no number', async () => {
    const { shop, fake } = shopOf();
    expect(await shop.findOrder('999')).toBeUndefined();
    expect(await shop.findOrder('../customers')).toBeUndefined();
    expect(fake.calls).toHaveLength(1);
  });

  it('lists what was changed since, by the shop’s own time of change', async () => {
    const { shop, fake } = shopOf();
    const page = await shop.listOrders({ since: '2026-11-01T00:00:00Z', cursor: undefined });
    expect(page).toMatchObject({ next: undefined, items: [{ order: { orderId: '727' } }] });
    expect(fake.calls[0]?.query).toMatchObject({
      modified_after: '2026-11-01T00:00:00',
      modified_before: '2026-11-21T08:00:00',
      orderby: 'modified',
    });
  });

  it('refunds once for the same key, also when it is asked twice', async () => {
    const { shop, refunds } = shopOf();
    const { order } = (await shop.findOrder('727')) ?? expect.fail('no order');
    const wanted = { order, given: { orderId: '727', reason: 'lost' }, idempotencyKey: 'k1', amount: 1290 };
    const action = shop.perform['request-refund'];
    expect(await action?.alreadyDone(wanted)).toBe(false);
    expect(await action?.write(wanted)).toEqual({ ok: true });
    expect(await action?.alreadyDone(wanted)).toBe(true);
    expect(await action?.write(wanted)).toEqual({ ok: true });
    expect(refunds).toMatchObject([{ amount: '12.90', reason: 'lost', api_refund: true }]);
  });

  it('cancels a paid order by refunding it first', async () => {
    const { shop, refunds, fake } = shopOf();
    const { order } = (await shop.findOrder('727')) ?? expect.fail('no order');
    expect(
      await shop.perform['cancel-order']?.write({
        order,
        given: { orderId: '727', reason: 'changed mind' },
        idempotencyKey: 'k2',
      }),
    ).toEqual({ ok: true });
    expect(refunds).toMatchObject([{ amount: '29.35' }]);
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toEqual({ status: 'cancelled' });
  });

  it('does not cancel where the refund was refused', async () => {
    const refusal = { status: 500, json: { code: 'woocommerce_rest_cannot_create_order_refund', message: 'declined' } };
    const { shop, fake } = shopOf({ 'POST /wc/v3/orders/727/refunds': refusal });
    const { order } = (await shop.findOrder('727')) ?? expect.fail('no order');
    const outcome = await shop.perform['cancel-order']?.write({
      order,
      given: { orderId: '727', reason: 'x' },
      idempotencyKey: 'k3',
    });
    expect(outcome).toMatchObject({ ok: false, reasonKey: 'refused.shop-rule', platformText: 'declined' });
    expect(fake.calls.some((call) => call.method === 'PUT')).toBe(false);
  });

  it('reads the catalogue with variations and finds a customer', async () => {
    const { shop } = shopOf();
    const page = await shop.listProducts?.(undefined);
    expect(page?.items[0]).toMatchObject({
      category: 'Clothing',
      summary: { en: 'Pellentesque habitant' },
      variants: [
        { price: 1200, stock: 4, isAvailable: true },
        { price: 1350, isAvailable: false },
      ],
    });
    expect(await shop.findCustomer?.({ email: 'john.doe@example.com' })).toMatchObject({
      storeCustomerId: '25',
      name: 'John Doe',
    });
  });

  it.each([
    [
      { 'GET /wc/v3/orders': { status: 401, json: { code: 'woocommerce_rest_cannot_view', message: 'm' } } },
      'consumerKey',
    ],
    [{ 'GET /': { status: 200, text: '<html>' } }, 'url'],
    [{ 'GET /wc/v3/orders': { status: 404, json: { code: 'rest_no_route', message: 'm' } } }, 'url'],
  ])('says in plain words what is wrong: %j', async (over, field) => {
    expect(await shopOf(over).shop.test()).toMatchObject({ ok: false, field });
  });
});

describe('webhooks of WooCommerce', () => {
  const push = (body: string, headers: Readonly<Record<string, string>>) =>
    woocommercePlatform.readPush?.({ method: 'POST', query: {}, headers, body }, settings, new Date());
  const sign = (body: string) => createHmac('sha256', 'whs').update(body).digest('base64');

  it('reads what has changed, and answers the first knock', () => {
    const body = '{"id":727,"status":"processing"}';
    expect(push(body, { 'x-wc-webhook-signature': sign(body), 'x-wc-webhook-topic': 'order.updated' })).toMatchObject({
      ok: true,
      changes: [{ kind: 'order', id: '727' }],
    });
    expect(push('webhook_id=42', {})).toMatchObject({ ok: true, changes: [] });
  });

  it('refuses a forged signature, and everything where no secret is set', () => {
    expect(push('{"id":1}', { 'x-wc-webhook-signature': sign('{"id":2}') })).toMatchObject({ ok: false, status: 401 });
    const open = woocommercePlatform.readPush?.(
      { method: 'POST', query: {}, headers: { 'x-wc-webhook-signature': '' }, body: '{"id":1}' },
      {},
      new Date(),
    );
    expect(open).toMatchObject({ ok: false, status: 401 });
  });
});

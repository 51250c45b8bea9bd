import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remotePlatforms } from '../../src/commerce/index.ts';
import { testRemotePlatform } from '../../src/commerce/stores/remote/remote-platform.test-suite.ts';
import { connectTo, verified } from './connected-shop.ts';
import { medusaOwner, type SeededMedusa, seedMedusa } from './medusa/seed.ts';
import { scratchDatabase } from './scratch-database.ts';
import { type RunningShop, startShop } from './start-shop.ts';
import { opened, writesOn } from './suite-parts.ts';
import { listAt, textAt, valueAt } from './walk-answer.ts';

const found = remotePlatforms.find((one) => one.platform === 'medusa');
if (found === undefined) throw new Error('medusa is not in the list');
const platform = found;

let database: Awaited<ReturnType<typeof scratchDatabase>>;
let server: RunningShop;
let seeded: SeededMedusa;
let shop: Awaited<ReturnType<typeof connectTo>>;
let key = 0;

beforeAll(async () => {
  database = await scratchDatabase('medusa');
  server = await startShop('medusa', {
    DATABASE_URL: database.url,
    SHOP_SECRET: 'a-secret-of-the-test',
    SHOP_OWNER: medusaOwner.email,
    SHOP_PASSWORD: medusaOwner.password,
  });
  seeded = await seedMedusa(server.url);
  shop = await connectTo(platform, { url: server.url, apiKey: seeded.secretKey, allowPrivateNetwork: 'true' });
}, 280_000);
afterAll(async () => {
  await shop?.testing.close();
  await server?.stop();
  await database?.close();
});

/** The order as the shop itself has it. */
async function orderThere(id: string): Promise<unknown> {
  const fields =
    'status,payment_status,fulfillment_status,*shipping_address,*items,*payment_collections.payments.refunds';
  return valueAt(await seeded.admin('GET', `/admin/orders/${id}?fields=${fields}`), 'order');
}
const refundedThere = (order: unknown) =>
  listAt(order, 'payment_collections')
    .flatMap((collection) => listAt(collection, 'payments'))
    .flatMap((payment) => listAt(payment, 'refunds'))
    .reduce<number>((sum, refund) => sum + Number(valueAt(refund, 'amount')), 0);
const options = (now = new Date()) => {
  key += 1;
  return { idempotencyKey: `k${key}`, now };
};

describe('a real Medusa shop', () => {
  test('products, orders and customers come into the mirror', async () => {
    const pending = await seeded.placeOrder(1, 0, 2);
    const delivered = await seeded.placeOrder(1, 1, 1);
    await seeded.ship(delivered.id, true);
    const state = await shop.sync();
    expect(state).toMatchObject({ state: 'live', lastError: null, progress: { orders: { done: 2 } } });
    const [product] = await shop.store.listProducts();
    expect(product).toMatchObject({ productId: seeded.productId, optionNames: ['Colour'] });
    expect(product?.variants.map((one) => [one.options.Colour, one.price]).toSorted()).toEqual([
      ['Blue', 8900],
      ['White', 8900],
    ]);
    const customer = await shop.store.findCustomer({ by: 'email', email: 'buyer1@example.com' });
    expect(customer).toMatchObject({ name: '王小明', phone: '13800000001' });
    const orders = await shop.store.listOrders(customer?.storeCustomerId ?? '', 10);
    expect(orders.map((one) => [one.orderId, one.status, one.total, one.freight])).toEqual([
      [delivered.number, 'delivered', 9900, 1000],
      [pending.number, 'pending', 18_800, 1000],
    ]);
    expect(orders[0]?.parcels).toMatchObject([{ status: 'delivered', trackingNumber: 'SF1234567890123' }]);
  });

  test('an order of a second ago is found, by its number and the end of the phone', async () => {
    const { number } = await seeded.placeOrder(2, 0, 1);
    const clue = (phoneTail: string) => ({ by: 'order-phone' as const, orderId: `#${number}`, phoneTail });
    expect((await shop.store.findCustomer(clue('0002')))?.email).toBe('buyer2@example.com');
    expect(await shop.store.findCustomer(clue('9999'))).toBeUndefined();
  });

  test('an address is changed there', async () => {
    const { id, number } = await seeded.placeOrder(1, 0, 1);
    const order = await shop.store.findOrder(number);
    const address = { country: 'CN', province: '上海市', city: '上海市', detail: '漕溪路 2 号', zip: '200030' };
    const given = { orderId: number, address };
    const outcome = await shop.store.perform(
      verified(order?.storeCustomerId ?? ''),
      'change-address',
      given,
      options(),
    );
    expect(outcome).toMatchObject({ ok: true });
    expect(await orderThere(id)).toMatchObject({ shipping_address: { address_1: '漕溪路 2 号', city: '上海市' } });
    expect((await shop.store.findOrder(number))?.address).toMatchObject({ detail: '漕溪路 2 号', name: '王小明' });
  });

  test('an order is cancelled and paid back once, however often it is asked for', async () => {
    const { id, number } = await seeded.placeOrder(1, 0, 2);
    const order = await shop.store.findOrder(number);
    const actor = verified(order?.storeCustomerId ?? '');
    const given = { orderId: number, reason: 'no-longer-wanted' };
    const same = options();
    const outcomes = await Promise.all([1, 2, 3].map(() => shop.store.perform(actor, 'cancel-order', given, same)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ ok: true, resultKey: 'cancel-order.done', parameters: { amount: 18_800 } });
    const there = await orderThere(id);
    expect(textAt(there, 'status')).toBe('canceled');
    expect(refundedThere(there)).toBe(188);
    expect((await shop.store.findOrder(number))?.status).toBe('cancelled');
  });

  test('what was shipped meanwhile is seen before anything is done', async () => {
    const { id, number } = await seeded.placeOrder(1, 0, 1);
    const order = await shop.store.findOrder(number);
    await seeded.ship(id, false);
    const given = { orderId: number, reason: 'other' };
    const outcome = await shop.store.perform(verified(order?.storeCustomerId ?? ''), 'cancel-order', given, options());
    expect(outcome).toMatchObject({ ok: false, reasonKey: 'refused.order-already-shipped' });
    expect(refundedThere(await orderThere(id))).toBe(0);
  });

  test('a return goes its whole way: applied, sent back, received, refunded', async () => {
    const { id, number } = await seeded.placeOrder(2, 1, 2);
    await seeded.ship(id, true);
    const order = await shop.store.findOrder(number);
    const actor = verified(order?.storeCustomerId ?? '');
    const lineId = order?.lines[0]?.lineId ?? '';
    const given = { orderId: number, lineIds: [lineId], quantities: [1], reason: 'no-longer-wanted' };
    const asked = await shop.store.perform(actor, 'request-return', given, options());
    expect(asked).toMatchObject({ ok: true, parameters: { amount: 8900, state: 'wait-buyer-ship' } });
    const returns = () => seeded.admin('GET', `/admin/returns?order_id=${id}&fields=status,*items`);
    expect(await returns()).toMatchObject({ returns: [{ status: 'requested', items: [{ quantity: 1 }] }] });
    const caseId = String(asked.parameters.caseId);
    const step = (by: 'customer' | 'shop', name: 'send-back' | 'receive' | 'complete') =>
      shop.store.stepCase?.(by, { caseId, step: name, note: '' }, options());
    expect(await step('customer', 'send-back')).toMatchObject({ ok: true });
    expect(await step('shop', 'receive')).toMatchObject({ ok: true, parameters: { state: 'refunding' } });
    expect(await returns()).toMatchObject({ returns: [{ status: 'received' }] });
    expect(await step('shop', 'complete')).toMatchObject({ ok: true, parameters: { state: 'success' } });
    expect(refundedThere(await orderThere(id))).toBe(89);
    expect((await shop.store.listCases(order?.storeCustomerId ?? ''))[0]).toMatchObject({ caseId, state: 'success' });
  });

  test('a return that is withdrawn is called off there', async () => {
    const { id, number } = await seeded.placeOrder(2, 0, 1);
    await seeded.ship(id, true);
    const order = await shop.store.findOrder(number);
    const actor = verified(order?.storeCustomerId ?? '');
    const given = { orderId: number, lineIds: [order?.lines[0]?.lineId ?? ''], reason: 'no-longer-wanted' };
    const asked = await shop.store.perform(actor, 'request-return', given, options());
    const caseId = String(asked.parameters.caseId);
    expect(await shop.store.perform(actor, 'withdraw-case', { caseId }, options())).toMatchObject({ ok: true });
    expect(await seeded.admin('GET', `/admin/returns?order_id=${id}&fields=status`)).toMatchObject({
      returns: [{ status: 'canceled' }],
    });
  });

  test("somebody else's order is refused, and nothing happens there", async () => {
    const { id, number } = await seeded.placeOrder(2, 0, 1);
    const mine = await shop.store.findCustomer({ by: 'email', email: 'buyer1@example.com' });
    const given = { orderId: number, reason: 'other' };
    const outcome = await shop.store.perform(verified(mine?.storeCustomerId ?? ''), 'cancel-order', given, options());
    expect(outcome).toMatchObject({ ok: false, reasonKey: 'refused.not-your-order' });
    expect(textAt(await orderThere(id), 'status')).toBe('pending');
  });
});

const remembered: { scenario?: Awaited<ReturnType<typeof aScenario>> } = {};
testRemotePlatform('a real Medusa shop', async () => {
  remembered.scenario ??= await aScenario();
  return remembered.scenario;
});

/** All that was bought before, and an order for each write. */
async function aScenario() {
  const right = { url: server.url, apiKey: seeded.secretKey };
  const address = await seeded.placeOrder(1, 0, 1);
  const cancel = await seeded.placeOrder(1, 0, 1);
  const back = await seeded.placeOrder(1, 0, 1);
  await seeded.ship(back.id, true);
  const all = await seeded.admin('GET', '/admin/orders?limit=200&fields=id,display_id');
  const count = async (action: string) => {
    if (action === 'change-address')
      return textAt(await orderThere(address.id), 'shipping_address', 'address_1') === '漕溪路 3 号' ? 1 : 0;
    if (action === 'cancel-order') return refundedThere(await orderThere(cancel.id)) / 99;
    return listAt(await seeded.admin('GET', `/admin/returns?order_id=${back.id}&fields=status`), 'returns').length;
  };
  const ids = { address: address.number, cancel: cancel.number, back: back.number };
  return {
    platform,
    shop: opened(platform, right),
    orderIds: listAt(all, 'orders').map((one) => textAt(one, 'display_id')),
    unknownOrderId: '987654',
    writes: writesOn(ids, count),
    // What was handed over cannot be cancelled there.
    refusedWrite: {
      action: 'cancel-order' as const,
      orderId: back.number,
      given: { orderId: back.number, reason: 'other' },
    },
    wrongKey: () => opened(platform, { ...right, apiKey: 'sk_wrong' }),
    at: (url: string) => opened(platform, { ...right, url }),
  };
}

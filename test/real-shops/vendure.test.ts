import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remotePlatforms } from '../../src/commerce/index.ts';
import { testRemotePlatform } from '../../src/commerce/stores/remote/remote-platform.test-suite.ts';
import { connectTo, verified } from './connected-shop.ts';
import { type RunningShop, startShop } from './start-shop.ts';
import { opened, writesOn } from './suite-parts.ts';
import { type SeededVendure, seedVendure, vendurePassword } from './vendure/seed.ts';
import { listAt, textAt, valueAt } from './walk-answer.ts';

const found = remotePlatforms.find((one) => one.platform === 'vendure');
if (found === undefined) throw new Error('vendure is not in the list');
const platform = found;

let server: RunningShop;
let seeded: SeededVendure;
let shop: Awaited<ReturnType<typeof connectTo>>;
let key = 0;

beforeAll(async () => {
  server = await startShop('vendure', { VENDURE_DISABLE_TELEMETRY: '1', SHOP_PASSWORD: vendurePassword });
  seeded = await seedVendure(server.url);
  shop = await connectTo(platform, {
    url: server.url,
    username: 'superadmin',
    password: vendurePassword,
    allowPrivateNetwork: 'true',
  });
}, 240_000);
afterAll(async () => {
  await shop?.testing.close();
  await server?.stop();
});

/** The order as the shop itself has it. */
async function orderThere(code: string): Promise<unknown> {
  const answer = await seeded.admin.ask(
    `query($c: String!) { orders(options: { filter: { code: { eq: $c } } }) { items { id state shippingAddress { streetLine1 city }
      lines { id quantity } payments { amount refunds { total state reason } }
      history(options: { filter: { type: { eq: "ORDER_NOTE" } } }) { items { data isPublic } } } } }`,
    { c: code },
  );
  return valueAt(answer, 'orders', 'items', 0);
}
const refundedThere = (order: unknown) =>
  listAt(order, 'payments')
    .flatMap((payment) => listAt(payment, 'refunds'))
    .reduce<number>((sum, refund) => sum + Number(valueAt(refund, 'total')), 0);
const options = (now = new Date()) => {
  key += 1;
  return { idempotencyKey: `k${key}`, now };
};

describe('a real Vendure shop', () => {
  test('products, orders and customers come into the mirror', async () => {
    const pending = await seeded.placeOrder(1, 0, 2);
    const delivered = await seeded.placeOrder(1, 1, 1);
    await seeded.ship(delivered, true);
    const state = await shop.sync();
    expect(state).toMatchObject({ state: 'live', lastError: null, progress: { orders: { done: 2 } } });
    const [product] = await shop.store.listProducts();
    expect(product).toMatchObject({ productId: seeded.productId, optionNames: ['Colour'] });
    expect(product?.variants.map((one) => [one.options.Colour, one.price])).toEqual([
      ['White', 8900],
      ['Blue', 8900],
    ]);
    const customer = await shop.store.findCustomer({ by: 'email', email: 'buyer1@example.com' });
    expect(customer).toMatchObject({ name: '王小明', phone: '13800000001' });
    const orders = await shop.store.listOrders(customer?.storeCustomerId ?? '', 10);
    expect(orders.map((one) => [one.orderId, one.status, one.total])).toEqual([
      [delivered, 'delivered', 9900],
      [pending, 'pending', 18_800],
    ]);
    expect(orders[0]?.parcels).toMatchObject([{ status: 'delivered', trackingNumber: 'SF1234567890123' }]);
  });

  test('an order of a second ago is found, by its number and the end of the phone', async () => {
    const code = await seeded.placeOrder(2, 0, 1);
    const found = await shop.store.findCustomer({ by: 'order-phone', orderId: code.toLowerCase(), phoneTail: '0002' });
    expect(found?.email).toBe('buyer2@example.com');
    expect(await shop.store.findCustomer({ by: 'order-phone', orderId: code, phoneTail: '9999' })).toBeUndefined();
  });

  test('an address is changed there', async () => {
    const code = await seeded.placeOrder(1, 0, 1);
    const order = await shop.store.findOrder(code);
    const address = { country: 'China', province: '上海市', city: '上海市', detail: '漕溪路 2 号', zip: '200030' };
    const given = { orderId: code, address };
    const actor = verified(order?.storeCustomerId ?? '');
    expect(await shop.store.check(actor, 'change-address', given, new Date())).toMatchObject({ ok: true });
    expect(await shop.store.perform(actor, 'change-address', given, options())).toMatchObject({ ok: true });
    expect(await orderThere(code)).toMatchObject({
      state: 'PaymentSettled',
      shippingAddress: { streetLine1: '漕溪路 2 号', city: '上海市' },
    });
    expect((await shop.store.findOrder(code))?.address.detail).toBe('漕溪路 2 号');
  });

  test('an order is cancelled and paid back once, however often it is asked for', async () => {
    const code = await seeded.placeOrder(1, 0, 2);
    const order = await shop.store.findOrder(code);
    const actor = verified(order?.storeCustomerId ?? '');
    const given = { orderId: code, reason: 'no-longer-wanted' };
    const same = options();
    const outcomes = await Promise.all([1, 2, 3].map(() => shop.store.perform(actor, 'cancel-order', given, same)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ ok: true, resultKey: 'cancel-order.done', parameters: { amount: 18_800 } });
    const there = await orderThere(code);
    expect(textAt(there, 'state')).toBe('Cancelled');
    expect(refundedThere(there)).toBe(18_800);
    expect((await shop.store.findOrder(code))?.status).toBe('cancelled');
    expect(await shop.store.perform(actor, 'cancel-order', given, options())).toMatchObject({
      ok: false,
      reasonKey: 'refused.order-closed',
    });
  });

  test('what was shipped meanwhile is seen before anything is done', async () => {
    const code = await seeded.placeOrder(1, 0, 1);
    const order = await shop.store.findOrder(code);
    await seeded.ship(code, false);
    const outcome = await shop.store.perform(
      verified(order?.storeCustomerId ?? ''),
      'cancel-order',
      { orderId: code, reason: 'other' },
      options(),
    );
    expect(outcome).toMatchObject({ ok: false, reasonKey: 'refused.order-already-shipped' });
    expect(refundedThere(await orderThere(code))).toBe(0);
  });

  test('a return goes its whole way: applied, sent back, received, refunded', async () => {
    const code = await seeded.placeOrder(2, 1, 2);
    await seeded.ship(code, true);
    const order = await shop.store.findOrder(code);
    const actor = verified(order?.storeCustomerId ?? '');
    const lineId = order?.lines[0]?.lineId ?? '';
    const given = { orderId: code, lineIds: [lineId], quantities: [1], reason: 'no-longer-wanted' };
    const asked = await shop.store.perform(actor, 'request-return', given, options());
    expect(asked).toMatchObject({ ok: true, parameters: { amount: 8900, state: 'wait-buyer-ship' } });
    const caseId = String(asked.parameters.caseId);
    const step = (by: 'customer' | 'shop', name: 'send-back' | 'receive' | 'complete') =>
      shop.store.stepCase?.(by, { caseId, step: name, note: '' }, options());
    expect(await step('customer', 'send-back')).toMatchObject({ ok: true });
    expect(await step('shop', 'receive')).toMatchObject({ ok: true, parameters: { state: 'refunding' } });
    expect(await step('shop', 'complete')).toMatchObject({ ok: true, parameters: { state: 'success' } });
    const there = await orderThere(code);
    expect(refundedThere(there)).toBe(8900);
    expect(textAt(there, 'lines', 0, 'quantity')).toBe('1');
    expect(listAt(there, 'history', 'items').every((note) => valueAt(note, 'isPublic') === false)).toBe(true);
    expect((await shop.store.listCases(order?.storeCustomerId ?? ''))[0]).toMatchObject({ caseId, state: 'success' });
  });

  test("somebody else's order is refused, and nothing happens there", async () => {
    const code = await seeded.placeOrder(2, 0, 1);
    const mine = await shop.store.findCustomer({ by: 'email', email: 'buyer1@example.com' });
    const outcome = await shop.store.perform(
      verified(mine?.storeCustomerId ?? ''),
      'cancel-order',
      { orderId: code, reason: 'other' },
      options(),
    );
    expect(outcome).toMatchObject({ ok: false, reasonKey: 'refused.not-your-order' });
    expect(textAt(await orderThere(code), 'state')).toBe('PaymentSettled');
  });
});

const remembered: { scenario?: Awaited<ReturnType<typeof aScenario>> } = {};
testRemotePlatform('a real Vendure shop', async () => {
  remembered.scenario ??= await aScenario();
  return remembered.scenario;
});

/** All that was bought before, and as much more as makes a second page. */
async function aScenario() {
  const right = { url: server.url, username: 'superadmin', password: vendurePassword };
  for (let index = 0; index < 40; index += 1) await seeded.placeOrder(index % 2 === 0 ? 1 : 2, 0, 1);
  const address = await seeded.placeOrder(1, 0, 1);
  const cancel = await seeded.placeOrder(1, 0, 1);
  const back = await seeded.placeOrder(1, 0, 1);
  await seeded.ship(back, true);
  const gone = await seeded.placeOrder(1, 0, 1);
  const there = opened(platform, right);
  const order = (await there.findOrder(gone))?.order;
  if (order === undefined) throw new Error('the order is not there');
  const given = { orderId: gone, reason: 'other' };
  await there.perform['cancel-order']?.write({ order, given, idempotencyKey: 'before' });
  const all = await seeded.admin.ask(
    '{ orders(options: { take: 100, filter: { active: { eq: false } } }) { items { code } } }',
  );
  const orderIds = listAt(all, 'orders', 'items').map((one) => textAt(one, 'code'));
  const count = async (action: string) => {
    if (action === 'change-address')
      return textAt(await orderThere(address), 'shippingAddress', 'streetLine1') === '漕溪路 3 号' ? 1 : 0;
    if (action === 'cancel-order') return refundedThere(await orderThere(cancel)) / 9900;
    return listAt(await orderThere(back), 'history', 'items').length;
  };
  return {
    platform,
    shop: there,
    orderIds,
    unknownOrderId: 'AAAAAAAAAAAAAAAA',
    writes: writesOn({ address, cancel, back }, count),
    refusedWrite: {
      action: 'change-address' as const,
      orderId: gone,
      given: {
        orderId: gone,
        address: { country: 'China', province: 'x', city: 'x', district: '', detail: 'x', zip: '' },
      },
    },
    wrongKey: () => opened(platform, { ...right, password: 'wrong' }),
    at: (url: string) => opened(platform, { ...right, url }),
  };
}

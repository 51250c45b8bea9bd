import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type FakeAnswer, fakePlatform } from '../../testing/fake-platform.ts';
import { connectShop } from '../remote/live-shop.ts';
import { testRemotePlatform } from '../remote/remote-platform.test-suite.ts';
import { memoryTokens } from '../remote/token-store.ts';
import { aRawOrder, startRestShop } from './__fixtures__/a-rest-shop.ts';
import { restPlatform } from './rest-platform.ts';

const writes = JSON.stringify({
  cancel: { path: '/orders/{id}/cancel', body: { reason: '{reason}' } },
  address: {
    path: '/orders/{id}/address',
    body: {
      receiver: '{name}',
      phone: '{phone}',
      country: '{country}',
      province: '{province}',
      city: '{city}',
      district: '{district}',
      detail: '{detail}',
      zip: '{zip}',
    },
  },
  refund: { path: '/orders/{id}/refunds', body: { amount: '{amount}', key: '{key}', reason: '{reason}' } },
});
const address = {
  country: 'CN',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  detail: '文三路 "8" 号',
  zip: '310000',
};

const servers: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

testRemotePlatform('A REST/JSON shop', async () => {
  const ids = ['NY1001', 'NY1002', 'NY1003', 'NY/10 04'];
  const orders = ids.map((id, index) => aRawOrder(id, `2026-11-1${index}T00:00:00.000Z`));
  const server = await startRestShop([
    ...orders,
    aRawOrder('NY1005', '2026-11-19T00:00:00.000Z', { status: 'shipped' }),
  ]);
  servers.push(server);
  const open = (settings: Readonly<Record<string, string>>) =>
    connectShop(
      {},
      restPlatform,
      { url: server.url, authorization: 'Bearer k1', allowPrivateNetwork: 'true', writes, ...settings },
      memoryTokens(),
    ).shop;
  const times = (what: string) => async () => server.writes.filter((one) => one === what).length;
  return {
    platform: restPlatform,
    shop: open({}),
    orderIds: [...ids, 'NY1005'],
    unknownOrderId: '../products',
    writes: [
      {
        action: 'cancel-order',
        orderId: 'NY1001',
        given: { orderId: 'NY1001', reason: '不想要了' },
        count: times('cancel NY1001'),
      },
      {
        action: 'change-address',
        orderId: 'NY1002',
        given: { orderId: 'NY1002', address },
        count: times('address NY1002'),
      },
      {
        action: 'request-refund',
        orderId: 'NY/10 04',
        given: { orderId: 'NY/10 04', reason: '破损' },
        amount: 1290,
        count: times('refunds NY/10 04'),
      },
    ],
    refusedWrite: { action: 'cancel-order', orderId: 'NY1005', given: { orderId: 'NY1005', reason: '不想要了' } },
    wrongKey: () => open({ authorization: 'Bearer k2' }),
    at: (url) => open({ url }),
  };
});

/** A shop that answers everything with one JSON. */
function shopOf(settings: Readonly<Record<string, string>>, answer: FakeAnswer) {
  const defaults = Object.fromEntries(restPlatform.fields.map(({ key, defaultValue = '' }) => [key, defaultValue]));
  const fake = fakePlatform({
    now: '2026-11-21T08:00:00Z',
    settings: { ...defaults, url: 'https://shop.example.com/api', productsPath: '-', ...settings },
    answer: () => answer,
  });
  return { fake, shop: restPlatform.connect(fake.parts) };
}

describe('A REST/JSON shop', () => {
  const foreign = {
    data: {
      list: [
        {
          no: 1,
          state: { word: '已付款' },
          created: '2026-11-18 10:00:00',
          sum: '99.10',
          items: [{ row: 7, sku: 'A', count: '2', price: 49.5 }],
        },
      ],
      more: '',
    },
  };
  const settings = {
    ordersPath: '/v1/list?from={sinceSeconds}&page={cursor}&kind=all',
    mapping: JSON.stringify({
      answers: { orders: 'data.list', next: 'data.more', order: 'data.list[0]' },
      order: { id: 'no', status: 'state.word', placedAt: 'created', total: 'sum' },
      lines: { list: 'items[]', id: 'row', productId: 'sku', variantId: '', quantity: 'count', unitPrice: 'price' },
    }),
    statuses: '{"已付款":"pending"}',
    moneyUnit: 'major',
    timeZone: 'Asia/Shanghai',
  };
  const body = JSON.stringify(foreign).replace('"no":1', '"no":12345678901234567890');

  it('reads another format by its mapping: long numbers, amounts with decimals, words, times of its zone', async () => {
    const { shop, fake } = shopOf(settings, { text: body });
    const page = await shop.listOrders({ since: '2026-11-01T00:00:00.000Z', cursor: undefined });
    expect(fake.calls[0]).toMatchObject({
      address: 'shop.example.com/api/v1/list',
      query: { from: '1793491200', kind: 'all' },
    });
    expect(fake.calls[0]?.query).not.toHaveProperty('page');
    expect(page).toMatchObject({
      next: undefined,
      items: [
        {
          order: {
            orderId: '12345678901234567890',
            status: 'pending',
            placedAt: '2026-11-18T02:00:00.000Z',
            total: 9910,
            freight: 10,
            lines: [{ variantId: 'A', quantity: 2, unitPrice: 4950 }],
            payments: [{ kind: 'payment', amount: 9910 }],
          },
        },
      ],
    });
  });

  it('says which path was not found in which answer', async () => {
    const { shop } = shopOf(
      { ...settings, mapping: settings.mapping.replace('"sum"', '"sums[0].paid"') },
      { text: body },
    );
    const answer = await shop.test();
    expect(answer).toMatchObject({ ok: false, field: 'mapping' });
    expect(answer.ok ? '' : answer.problem['zh-CN']).toBe(
      '在「订单列表」的返回中，路径 order.total = sums[0].paid 处没有找到金额，请检查字段映射。',
    );
    const none = await shopOf({}, { status: 404, json: {} }).shop.test();
    expect(none).toMatchObject({ ok: false, field: 'ordersPath' });
  });

  it.each([
    ['mapping', '{"order":{"totall":"sum"}}'],
    ['mapping', '{"order":{"total":"sum; drop"}}'],
    ['mapping', '{"order":{"total":""}}'],
    ['mapping', 'no json'],
    ['statuses', '{"paid":"bezahlt"}'],
    ['ordersPath', '/orders'],
    ['ordersPath', 'https://other.example.com/{since}'],
    ['orderPath', '/orders/{number}'],
    ['writes', '{"cancel":{"path":"/orders/{id}","body":{"secret":"{authorization}"}}}'],
    ['writes', '{"refund":{"path":"/orders/{id}/refunds","body":{"amount":"{amount}"}}}'],
    ['timeZone', 'Mars/Base'],
    ['authorization', 'Bearer k\r\nhost: evil'],
    ['url', 'ftp://shop.example.com'],
  ])('refuses the setting %s = %s by its name, and asks nothing', async (field, value) => {
    const { shop, fake } = shopOf({ [field]: value }, { json: {} });
    expect(await shop.test()).toMatchObject({ ok: false, field });
    await expect(shop.findOrder('1')).rejects.toThrow(field);
    expect(fake.calls).toEqual([]);
  });

  it('does not offer a write that is not described, and never leaves its address', async () => {
    const { shop, fake } = shopOf({}, { json: {} });
    expect(shop.perform).toEqual({});
    expect(shop.listProducts).toBeUndefined();
    expect(await shop.findOrder('..')).toBeUndefined();
    expect(fake.calls).toEqual([]);
  });

  it('takes no other order than the one that was asked for, and says where there is none at the path', async () => {
    const other = shopOf({}, { json: aRawOrder('NY2', '2026-11-18T00:00:00Z') });
    expect(await other.shop.findOrder('NY1')).toBeUndefined();
    const mapping = '{"answers":{"order":"data.order"}}';
    expect(await shopOf({ mapping }, { json: { data: { order: null } } }).shop.findOrder('NY1')).toBeUndefined();
    await expect(shopOf({ mapping }, { json: { data: {} } }).shop.findOrder('NY1')).rejects.toThrow('answers.order');
  });

  it('stops where the shop tells the same place again', async () => {
    const order = aRawOrder('NY1', '2026-11-18T00:00:00Z');
    const from = { since: '2026-11-01T00:00:00Z', cursor: 'x' };
    await expect(shopOf({}, { json: { orders: [order], next: 'x' } }).shop.listOrders(from)).rejects.toThrow(
      'same place',
    );
    expect(await shopOf({}, { json: { orders: [], next: 'x' } }).shop.listOrders(from)).toEqual({
      items: [],
      next: undefined,
    });
  });
});

describe('pushes of a REST/JSON shop', () => {
  // The example of the Standard Webhooks libraries.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const example = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const push = (body: string, headers: Readonly<Record<string, string>>, now = 1_614_265_330, webhookSecret = secret) =>
    restPlatform.readPush?.({ method: 'POST', query: {}, headers, body }, { webhookSecret }, new Date(now * 1_000));

  it('takes the official example for signed, and asks for what it has to tell', () => {
    expect(push('{"test": 2432232314}', example)).toMatchObject({ ok: false, status: 400 });
    expect(push('{"test": 2432232315}', example)).toMatchObject({ ok: false, status: 401 });
    expect(push('{"test": 2432232314}', example, 1_614_265_330 + 301)).toMatchObject({ ok: false, status: 401 });
    expect(push('{"test": 2432232314}', example, 1_614_265_330, '')).toMatchObject({ ok: false, status: 401 });
  });

  it('reads what has changed, with several signatures too', () => {
    const body = '{"type":"order.changed","data":{"id":"NY1"}}';
    const key = Buffer.from(secret.slice(6), 'base64');
    const digest = createHmac('sha256', key).update(`m1.1614265330.${body}`).digest('base64');
    const headers = {
      'webhook-id': 'm1',
      'webhook-timestamp': '1614265330',
      'webhook-signature': `v1,old v1,${digest}`,
    };
    expect(push(body, headers)).toMatchObject({ ok: true, changes: [{ kind: 'order', id: 'NY1' }] });
  });
});

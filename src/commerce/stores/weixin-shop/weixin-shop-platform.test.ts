import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type FakeCall, fakePlatform, onlyThese } from '../../testing/fake-platform.ts';
import { sealWechatMessage } from '../kit/wechat-crypto.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawCase, rawOrder, rawProduct } from './__fixtures__/weixin-shop-answers.ts';
import { weixinShopDialect } from './__fixtures__/weixin-shop-fake.ts';
import { weixinShopPlatform } from './weixin-shop-platform.ts';

testAgainstFake('微信小店', weixinShopDialect);

const now = '2026-11-21T08:00:00.000Z';
const encodingKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const settings = {
  appId: 'wx5823bf96d3bd56c7',
  appSecret: 's3cret',
  callbackToken: 'QDG6eK',
  encodingKey,
  returnAddressId: '77',
};

/** Answers as the documents say, and refuses what they do not know. */
function answer(call: FakeCall, over: Readonly<Record<string, unknown>> = {}) {
  const path = call.address.replace('api.weixin.qq.com', '');
  const body = call.body === '' ? {} : JSON.parse(call.body);
  if (path === '/cgi-bin/stable_token') {
    onlyThese(body, ['grant_type', 'appid', 'secret', 'force_refresh']);
    return { json: { access_token: body.force_refresh ? 'T2' : 'T1', expires_in: 7200 } };
  }
  onlyThese(call.query, ['access_token']);
  if (path in over) return { json: over[path] };
  switch (path) {
    case '/channels/ec/basics/info/get':
      if (call.method !== 'GET') return { json: { errcode: 43001, errmsg: 'require GET method' } };
      return { json: { errcode: 0, info: { nickname: '山田生活' } } };
    case '/channels/ec/order/list/get':
      onlyThese(body, ['update_time_range', 'page_size'], ['next_key']);
      if (body.update_time_range.end_time - body.update_time_range.start_time > 7 * 86_400) throw new Error('span');
      return { json: { errcode: 0, order_id_list: ['3705115058471208928'], next_key: '', has_more: false } };
    case '/channels/ec/order/get':
      onlyThese(body, ['order_id']);
      if (body.order_id !== '3705115058471208928') return { json: { errcode: 10020054, errmsg: 'no such order' } };
      return { json: { errcode: 0, order: rawOrder } };
    case '/channels/ec/aftersale/getaftersalelist':
      onlyThese(body, ['begin_update_time', 'end_update_time'], ['next_key']);
      if (body.end_update_time - body.begin_update_time > 86_400) throw new Error('span');
      return { json: { errcode: 0, after_sale_order_id_list: ['6000000000000001'], next_key: '', has_more: false } };
    case '/channels/ec/aftersale/getaftersaleorder':
      return { json: { errcode: 0, after_sale_order: rawCase } };
    case '/channels/ec/product/list/get':
      onlyThese(body, ['page_size'], ['next_key']);
      return { json: { errcode: 0, product_ids: ['10000076089'], next_key: '', total_num: 1 } };
    case '/channels/ec/product/get':
      return { json: { errcode: 0, product: rawProduct } };
    case '/channels/ec/order/address/update':
      onlyThese(body, ['order_id', 'user_address']);
      return { json: { errcode: 0, errmsg: 'ok' } };
    case '/channels/ec/aftersale/acceptapply':
      onlyThese(body, ['after_sale_order_id'], ['address_id', 'accept_type']);
      return { json: { errcode: 0, errmsg: 'ok' } };
    default:
      throw new Error(`unknown interface ${path}`);
  }
}

function connect(over: Readonly<Record<string, unknown>> = {}) {
  const fake = fakePlatform({ now, settings, answer: (call) => answer(call, over) });
  return { fake, shop: weixinShopPlatform.connect(fake.parts) };
}

describe('微信小店', () => {
  it('reads an order exactly: money in 分, parcels, the buyer, the cases', async () => {
    const found = await connect().shop.findOrder('3705115058471208928');
    expect(found?.order).toMatchObject({
      orderId: '3705115058471208928',
      status: 'shipped',
      statusText: '待收货',
      total: 10_500,
      freight: 500,
      currency: 'CNY',
      placedAt: '2022-07-22T16:00:00.000Z',
      paidAt: '2022-07-22T17:00:00.000Z',
      caseIds: ['6000000000000001'],
    });
    const { order } = found ?? expect.fail('no order');
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    const taken = (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0);
    expect(goods - taken + order.freight).toBe(order.total);
    expect(order.parcels[0]).toMatchObject({ carrier: 'STO', trackingNumber: '134654612313', status: 'in-transit' });
  });

  it('keeps the 16 and more digits of numbers that come as numbers', async () => {
    const { shop } = connect();
    expect((await shop.findCase?.('6000000000000001'))?.caseId).toBe('6000000000000001');
    expect((await shop.findOrder('3705115058471208928'))?.order.orderId).toBe('3705115058471208928');
  });

  it('knows no order where the platform says so, and throws where the connection is at fault', async () => {
    expect(await connect().shop.findOrder('3705115058471200000')).toBeUndefined();
    const refused = connect({ '/channels/ec/order/get': { errcode: 48001, errmsg: 'api unauthorized' } });
    await expect(refused.shop.findOrder('1')).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('reads a case with its own deadline and the canonical state', async () => {
    expect(await connect().shop.findCase?.('6000000000000001')).toMatchObject({
      kind: 'return',
      state: 'applied',
      owner: 'shop',
      amount: 2000,
      deadline: '2022-07-25T16:00:00.000Z',
      lineIds: ['10000076089:20000078410'],
      quantities: { '10000076089:20000078410': 1 },
    });
  });

  it('walks orders in weeks and cases in days, each window once', async () => {
    const { shop, fake } = connect();
    const first = await shop.listOrders({ since: '2026-11-01T00:00:00.000Z', cursor: undefined });
    const second = await shop.listOrders({ since: '2026-11-01T00:00:00.000Z', cursor: first.next });
    const third = await shop.listOrders({ since: '2026-11-01T00:00:00.000Z', cursor: second.next });
    expect(third.next).toBeUndefined();
    const spans = fake.calls
      .filter((call) => call.address.endsWith('/order/list/get'))
      .map((call) => JSON.parse(call.body).update_time_range);
    expect(spans.map((span) => span.start_time)).toEqual([1_793_491_200, 1_794_096_000, 1_794_700_800]);
    expect(spans.at(-1).end_time).toBe(1_795_248_000);
    const cases = await shop.listCases?.({ since: '2026-11-21T00:00:00.000Z', cursor: undefined });
    expect(cases?.items).toHaveLength(1);
  });

  it('takes a new token once when the old one is not taken, and only then forces it', async () => {
    let refusals = 0;
    const fake = fakePlatform({
      now,
      settings,
      answer: (call) => {
        if (call.query['access_token'] === 'T1') {
          refusals += 1;
          return { json: { errcode: 40001, errmsg: 'invalid credential' } };
        }
        return answer(call);
      },
    });
    expect(await weixinShopPlatform.connect(fake.parts).test()).toMatchObject({ ok: true, shopName: '山田生活' });
    expect(refusals).toBe(1);
    expect(fake.token()?.access).toBe('T2');
  });

  it.each([
    [{ errcode: 40001, errmsg: 'invalid credential' }, 'appSecret', '访问凭证无效'],
    [{ errcode: 48001, errmsg: 'api unauthorized' }, undefined, '没有调用该接口的权限'],
    [{ errcode: 99, errmsg: 'something new' }, undefined, '99 something new'],
  ])('says in plain words what is wrong: %j', async (refusal, field, text) => {
    const result = await connect({ '/channels/ec/basics/info/get': refusal }).shop.test();
    expect(result).toMatchObject({ ok: false, ...(field === undefined ? {} : { field }) });
    expect(!result.ok && result.problem['zh-CN']).toContain(text);
  });

  it('says so where the secret is wrong already for the token', async () => {
    const json = { errcode: 40125, errmsg: 'invalid appsecret' };
    const fake = fakePlatform({ now, settings, answer: () => ({ json }) });
    expect(await weixinShopPlatform.connect(fake.parts).test()).toMatchObject({ ok: false, field: 'appSecret' });
  });

  it('says that the address of the server is not allowed where the platform answers a bare 403', async () => {
    const fake = fakePlatform({
      now,
      settings,
      answer: (call) => (call.address.endsWith('stable_token') ? answer(call) : { status: 403, text: '' }),
    });
    const result = await weixinShopPlatform.connect(fake.parts).test();
    expect(!result.ok && result.problem['zh-CN']).toContain('IP 白名单');
  });

  it('changes the address by a write, and sees afterwards that it is done', async () => {
    const { shop, fake } = connect();
    const action = shop.perform['change-address'];
    const order = (await shop.findOrder('3705115058471208928'))?.order ?? expect.fail('no order');
    const address = {
      country: 'CN',
      province: '广东省',
      city: '广州市',
      district: '海珠区',
      detail: '新港中路 397 号',
      zip: '',
    };
    const wanted = { order, given: { orderId: order.orderId, address }, idempotencyKey: 'k' };
    expect(await action?.alreadyDone(wanted)).toBe(false);
    expect(await action?.write(wanted)).toEqual({ ok: true });
    const sent = fake.calls.at(-1);
    expect(sent?.isWrite).toBe(true);
    expect(JSON.parse(sent?.body ?? '{}').user_address).toMatchObject({
      user_name: '陈先生',
      detail_info: '新港中路 397 号',
    });
    const same = {
      ...address,
      detail: order.address.detail,
      city: order.address.city,
      district: order.address.district,
    };
    expect(await action?.alreadyDone({ ...wanted, given: { orderId: order.orderId, address: same } })).toBe(true);
  });

  it('agrees to a return with the address, and tells why a refusal was refused', async () => {
    const { shop, fake } = connect({
      '/channels/ec/aftersale/rejectapply': { errcode: 10021068, errmsg: 'must negotiate' },
    });
    const one = (await shop.findCase?.('6000000000000001')) ?? expect.fail('no case');
    const wanted = { case: one, note: '商品已拆封', idempotencyKey: 'k' };
    expect(await shop.steps?.approve?.write(wanted)).toEqual({ ok: true });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toEqual({
      after_sale_order_id: '6000000000000001',
      address_id: '77',
    });
    expect(await shop.steps?.reject?.write(wanted)).toMatchObject({
      ok: false,
      platformCode: '10021068',
      reasonKey: 'refused.shop-rule',
    });
    expect(await shop.steps?.approve?.alreadyDone(wanted)).toBe(false);
    expect(await shop.steps?.approve?.alreadyDone({ ...wanted, case: { ...one, state: 'negotiating' } })).toBe(true);
  });

  it('reads the catalogue', async () => {
    const page = await connect().shop.listProducts?.(undefined);
    expect(page).toMatchObject({ next: undefined, total: 1 });
    expect(page?.items[0]).toMatchObject({
      productId: '10000076089',
      variants: [{ price: 2000, stock: 8, isAvailable: true }],
    });
  });
});

describe('pushes of 微信小店', () => {
  const timestamp = '1795248000';
  const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');
  const sign = (...parts: string[]) => sha1(parts.sort().join(''));
  const push = (
    message: unknown,
    over: Partial<Record<'timestamp' | 'nonce' | 'msg_signature', string>> = {},
    receiver = settings.appId,
  ) => {
    const sealed = sealWechatMessage(JSON.stringify(message), encodingKey, receiver);
    const query = {
      timestamp,
      nonce: 'n',
      msg_signature: sign('QDG6eK', over.timestamp ?? timestamp, 'n', sealed),
      ...over,
    };
    return { method: 'POST', query, headers: {}, body: JSON.stringify({ ToUserName: 'gh_x', Encrypt: sealed }) };
  };
  const read = (request: Parameters<NonNullable<typeof weixinShopPlatform.readPush>>[0]) =>
    weixinShopPlatform.readPush?.(request, settings, new Date(now));

  it('answers the check of the address with its text', () => {
    const query = { timestamp, nonce: 'n', signature: sign('QDG6eK', timestamp, 'n'), echostr: '5837397520665436492' };
    expect(read({ method: 'GET', query, headers: {}, body: '' })).toMatchObject({
      ok: true,
      answer: { body: '5837397520665436492' },
    });
  });

  it.each([
    [
      { Event: 'channels_ec_order_pay', order_info: { order_id: '3705115058471208928' } },
      [{ kind: 'order', id: '3705115058471208928' }],
    ],
    [
      {
        Event: 'channels_ec_aftersale_update',
        finder_shop_aftersale_status_update: { after_sale_order_id: '6000000000000001' },
      },
      [{ kind: 'case', id: '6000000000000001' }],
    ],
    [
      { Event: 'product_spu_listing', ProductSpuListing: { product_id: '10000076089' } },
      [{ kind: 'product', id: '10000076089' }],
    ],
    [{ Event: 'something_new' }, [{ kind: 'unknown', id: 'something_new' }]],
  ])('tells what has changed: %j', (message, changes) => {
    expect(read(push(message))).toEqual({ ok: true, answer: { contentType: 'text/plain', body: 'success' }, changes });
  });

  it('reads the same as XML', () => {
    const xml =
      '<xml><Event><![CDATA[channels_ec_order_pay]]></Event><order_info><order_id>3705115058471208928</order_id></order_info></xml>';
    const sealed = sealWechatMessage(xml, encodingKey, settings.appId);
    const query = { timestamp, nonce: 'n', msg_signature: sign('QDG6eK', timestamp, 'n', sealed) };
    const body = `<xml><ToUserName><![CDATA[gh_x]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
    expect(read({ method: 'POST', query, headers: {}, body })).toMatchObject({
      ok: true,
      changes: [{ kind: 'order', id: '3705115058471208928' }],
    });
  });

  it.each([
    ['a forged signature', push({ Event: 'x' }, { msg_signature: 'a'.repeat(40) })],
    ['an old timestamp', push({ Event: 'x' }, { timestamp: '1795200000' })],
    ['a message for another app', push({ Event: 'x' }, {}, 'wx0000000000000000')],
  ])('refuses %s', (_name, request) => {
    expect(read(request)).toMatchObject({ ok: false, status: 401 });
  });
});

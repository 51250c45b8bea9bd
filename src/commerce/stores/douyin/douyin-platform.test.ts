import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform, onlyThese } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawCase, rawOrder, rawProduct } from './__fixtures__/douyin-answers.ts';
import { douyinDialect } from './__fixtures__/douyin-fake.ts';
import { compactJson, signDouyin } from './douyin-api.ts';
import { douyinPlatform } from './douyin-platform.ts';
import { caseStates } from './douyin-states.ts';
import { operationType } from './douyin-writes.ts';

testAgainstFake('抖店', douyinDialect);

const settings = {
  appKey: '3409409348479354011',
  appSecret: '2ad2355c-01d0-11f8-91dc-05a8cd1054b1',
  shopId: '4463798',
  returnAddressId: '77',
};
const orderId = '5012345678901234567';
const caseId = '7012345678901234567';

const allowed: Readonly<Record<string, readonly string[]>> = {
  'token.create': ['code', 'grant_type', 'shop_id'],
  'token.refresh': ['grant_type', 'refresh_token'],
  'order.searchList': ['page', 'size', 'update_time_start', 'update_time_end', 'order_by', 'order_asc'],
  'order.orderDetail': ['shop_order_id'],
  'afterSale.List': ['page', 'size', 'update_start_time', 'update_end_time', 'order_by'],
  'afterSale.Detail': ['after_sale_id'],
  'afterSale.operate': ['type', 'items'],
  'afterSale.rejectReasonCodeList': ['aftersale_id'],
  'address.getProvince': [],
  'address.getAreasByProvince': ['province_id'],
  'order.addressModify': ['order_id', 'post_addr', 'post_receiver', 'post_tel'],
  'product.listV2': ['page', 'size', 'status'],
  'product.detail': ['product_id'],
};
const good: Readonly<Record<string, string>> = {
  'token.create': '{"access_token":"A1","expires_in":604800,"refresh_token":"R1"}',
  'token.refresh': '{"access_token":"A2","expires_in":604800,"refresh_token":"R2"}',
  'order.searchList': `{"shop_order_list":[${rawOrder}],"total":1,"page":0,"size":50}`,
  'order.orderDetail': `{"shop_order_detail":${rawOrder}}`,
  'afterSale.List': `{"items":[{"aftersale_info":{"aftersale_id":"${caseId}"}}],"has_more":false}`,
  'afterSale.Detail': rawCase,
  'afterSale.operate': '{"items":[{"aftersale_id":1,"status_code":0,"status_msg":""}]}',
  'afterSale.rejectReasonCodeList':
    '{"items":[{"reject_reason_code":11,"reason":"需凭证","evidence_need":"Y"},{"reject_reason_code":12,"reason":"商品已使用","evidence_need":"N"}]}',
  'address.getProvince': '[{"province_id":33,"province":"浙江"}]',
  'address.getAreasByProvince':
    '[{"code":33,"name":"浙江","sub_districts":[{"code":3301,"name":"杭州市","sub_districts":[{"code":330106,"name":"西湖区","sub_districts":[{"code":330106009,"name":"文新街道"}]}]}]}]',
  'order.addressModify': '{}',
  'product.listV2': '{"data":[{"product_id":3512345678901234567}],"total":1}',
  'product.detail': rawProduct,
};

/** Checks a call as the gateway does: the signature over exactly the bytes of the body, no parameter that it does not know. */
function answer(call: FakeCall, over: Readonly<Record<string, string>> = {}): FakeAnswer {
  const { method = '', timestamp = '', sign, app_key: appKey } = call.query;
  onlyThese(call.query, ['method', 'app_key', 'timestamp', 'v', 'sign', 'sign_method'], ['access_token']);
  expect(call.address).toBe(`openapi-fxg.jinritemai.com/${method.replace('.', '/')}`);
  const text = [
    settings.appSecret,
    'app_key',
    appKey,
    'method',
    method,
    'param_json',
    call.body,
    'timestamp',
    timestamp,
    'v2',
    settings.appSecret,
  ].join('');
  expect(sign).toBe(createHmac('sha256', settings.appSecret).update(text).digest('hex'));
  const parameters = JSON.parse(call.body);
  onlyThese(parameters, [], allowed[method] ?? ['nothing']);
  expect(Object.keys(parameters)).toEqual(Object.keys(parameters).toSorted());
  return { text: over[method] ?? `{"code":10000,"msg":"success","data":${good[method]}}` };
}

function connect(over: Readonly<Record<string, string>> = {}) {
  const fake = fakePlatform({ now: '2026-11-21T08:00:00Z', settings, answer: (call) => answer(call, over) });
  return { fake, shop: douyinPlatform.connect(fake.parts) };
}

describe('the signature of 抖店', () => {
  it('signs sorted, compact JSON that escapes nothing', () => {
    expect(compactJson({ b: [{ d: 1, c: '中 & <a>' }], a: 1.0, e: undefined })).toBe(
      '{"a":1,"b":[{"c":"中 & <a>","d":1}]}',
    );
  });

  it('sorts at every level and changes nothing else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(compactJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(compactJson(JSON.parse(compactJson(value)))).toBe(compactJson(value));
      }),
    );
  });

  it('depends on each part', () => {
    const parts = { appKey: '1', method: 'order.searchList', json: '{"page":0}', timestamp: '1624289117' };
    const names = ['appKey', 'method', 'json', 'timestamp'] as const;
    expect(signDouyin(parts, 's')).toMatch(/^[0-9a-f]{64}$/);
    for (const name of names) expect(signDouyin({ ...parts, [name]: 'x' }, 's')).not.toBe(signDouyin(parts, 's'));
  });
});

describe('抖店', () => {
  it('reads orders in the order of their changes, with long numbers exact', async () => {
    const { shop, fake } = connect();
    const page = await shop.listOrders({ since: '2026-11-21T00:00:00Z', cursor: undefined });
    const order = page.items[0]?.order ?? expect.fail('no order');
    expect(order).toMatchObject({
      orderId,
      status: 'shipped',
      total: 19_800,
      freight: 800,
      shipBy: '2025-11-15T02:14:20.000Z',
      lines: [{ productId: '3512345678901234567', variantId: '1712345678901234', options: { 颜色: '雾霾蓝' } }],
      parcels: [{ carrier: 'shunfeng', trackingNumber: 'SF1234567890123' }],
      address: { phone: '138****5678', district: '西湖区' },
    });
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    expect(goods + order.freight - (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0)).toBe(order.total);
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toMatchObject({
      order_by: 'update_time',
      order_asc: true,
      update_time_end: 1_795_248_000,
    });
  });

  it('reads a case with its deadline', async () => {
    expect(await connect().shop.findCase?.(caseId)).toMatchObject({
      caseId,
      orderId,
      kind: 'return',
      state: 'applied',
      amount: 9500,
      deadline: '2025-11-17T09:46:40.000Z',
      quantities: { [orderId]: 1 },
    });
  });

  it.each([
    ['"after_sale_status":12', '"refund_status":2', 'refunding'],
    ['"after_sale_status":12', '"refund_status":3', 'success'],
    ['"after_sale_status":12', '"refund_status":4', 'failed'],
    ['"after_sale_status":29', '"refund_status":1', 'inspect-failed'],
    ['"after_sale_status":99', '"refund_status":1', 'negotiating'],
  ])('tells the money from the case: %s with %s is %s', async (status, refund, state) => {
    const text = rawCase.replace('"after_sale_status":6', status).replace('"refund_status":1', refund);
    const { shop } = connect({ 'afterSale.Detail': `{"code":10000,"data":${text}}` });
    expect((await shop.findCase?.(caseId))?.state).toBe(state);
  });

  it('is a dispute as long as the platform’s people decide, and sends again what is reshipped', async () => {
    const dispute = rawCase.replace('"arbitrate_status":0', '"arbitrate_status":1');
    expect(
      (await connect({ 'afterSale.Detail': `{"code":10000,"data":${dispute}}` }).shop.findCase?.(caseId))?.state,
    ).toBe('dispute');
    const reship = rawCase
      .replace('"after_sale_status":6', '"after_sale_status":8')
      .replace('"after_sale_type":0', '"after_sale_type":7');
    expect(
      await connect({ 'afterSale.Detail': `{"code":10000,"data":${reship}}` }).shop.findCase?.(caseId),
    ).toMatchObject({ kind: 'reship', state: 'reshipping' });
    expect(Object.keys(caseStates)).toHaveLength(12);
  });

  it('agrees to a return with the version that it saw', async () => {
    const { shop, fake } = connect();
    const one = (await shop.findCase?.(caseId)) ?? expect.fail('no case');
    expect(await shop.steps?.approve?.write({ case: one, note: '', idempotencyKey: 'k' })).toEqual({ ok: true });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toEqual({
      type: 101,
      items: [{ aftersale_id: caseId, update_time: 1_763_200_100, logistics: { receiver_address_id: 77 } }],
    });
    await shop.steps?.reject?.write({ case: one, note: '商品已使用', idempotencyKey: 'k' });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toMatchObject({
      type: 102,
      items: [{ reject_reason_code: 12, remark: '商品已使用' }],
    });
  });

  it('uses other numbers of operations where the owner has entered some', () => {
    expect(operationType({ operations: 'approve-return=150; x=1' }, 'approve-return')).toBe(150);
    expect(operationType({ operations: 'approve-return=abc' }, 'approve-return')).toBe(101);
  });

  it('changes the receiver by the platform’s numbers of places, and asks where it knows no such place', async () => {
    const { shop, fake } = connect();
    const { order } = (await shop.findOrder(orderId)) ?? expect.fail('no order');
    const address = {
      name: '王五',
      phone: '13900001111',
      country: 'CN',
      province: '浙江省',
      city: '杭州市',
      district: '西湖区',
      detail: '文新街道古墩路 1 号',
      zip: '',
    };
    const wanted = { order, given: { orderId, address }, idempotencyKey: 'k' };
    expect(await shop.perform['change-address']?.write(wanted)).toEqual({ ok: true });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}').post_addr).toMatchObject({
      town: { id: '330106' },
      street: { id: '330106009' },
      address_detail: '古墩路 1 号',
    });
    const unknown = { ...wanted, given: { orderId, address: { ...address, district: '不存在区' } } };
    expect(await shop.perform['change-address']?.write(unknown)).toMatchObject({
      ok: false,
      reasonKey: 'refused.incomplete-address',
    });
  });

  it('renews a token that has ended by its refresh token', async () => {
    const fake = fakePlatform({
      now: '2026-11-21T08:00:00Z',
      settings,
      answer: (call) =>
        call.query['access_token'] === 'A1'
          ? { json: { code: 40003, sub_code: 'isv.access-token-expired', sub_msg: 'access_token已过期' } }
          : answer(call),
    });
    expect(await douyinPlatform.connect(fake.parts).test()).toMatchObject({ ok: true, shopName: '山田旗舰店' });
    expect(fake.token()).toMatchObject({ access: 'A2', refresh: 'R2' });
  });

  it.each([
    ['order.searchList', 'isv.signature-invalid', 'appSecret', 'App Secret 不正确'],
    ['token.create', 'dop.token-generate-failed:no-authorization', 'shopId', '重新授权'],
    ['order.searchList', 'isv.app-permissions-insufficient', undefined, '权限包'],
  ])('says in plain words what is wrong: %s %s', async (method, subCode, field, text) => {
    const result = await connect({
      [method]: `{"code":40003,"msg":"m","sub_code":"${subCode}","sub_msg":"s"}`,
    }).shop.test();
    expect(result).toMatchObject({ ok: false, ...(field === undefined ? {} : { field }) });
    expect(!result.ok && result.problem['zh-CN']).toContain(text);
  });

  it('reads the catalogue with options by their names', async () => {
    const page = await connect().shop.listProducts?.(undefined);
    expect(page?.items[0]).toMatchObject({
      category: '围巾',
      variants: [{ options: { 颜色: '雾霾蓝' }, isAvailable: true }, { isAvailable: false }],
    });
  });
});

describe('pushes of 抖店', () => {
  const push = (body: string, over: Readonly<Record<string, string>> = {}) => {
    const sign = createHash('md5').update(`${settings.appKey}${body}${settings.appSecret}`).digest('hex');
    const headers = { 'app-id': settings.appKey, 'event-sign': sign, ...over };
    return douyinPlatform.readPush?.({ method: 'POST', query: {}, headers, body }, settings, new Date());
  };

  it.each([
    ['[{"tag":"0","msg_id":"0","data":"2020-09-10T16:28:54+08:00"}]', []],
    [
      '[{"tag":"101","msg_id":"1","data":"{\\"p_id\\":5012345678901234567,\\"s_ids\\":[1]}"}]',
      [{ kind: 'order', id: orderId }],
    ],
    [
      '[{"tag":"200","msg_id":"2","data":{"p_id":5012345678901234567,"aftersale_id":7012345678901234567}}]',
      [{ kind: 'case', id: caseId }],
    ],
    [
      '[{"tag":"400","msg_id":"3","data":{"product_id":3512345678901234567}}]',
      [{ kind: 'product', id: '3512345678901234567' }],
    ],
    ['[{"tag":"999","msg_id":"4","data":"x"}]', [{ kind: 'unknown', id: '4' }]],
  ])('reads %s', (body, changes) => {
    expect(push(body)).toEqual({
      ok: true,
      answer: { contentType: 'application/json', body: '{"code":0,"msg":"success"}' },
      changes,
    });
  });

  it('refuses a forged signature and another app', () => {
    expect(push('[]', { 'event-sign': 'f'.repeat(32) })).toMatchObject({ ok: false, status: 401 });
    expect(push('[]', { 'app-id': '1' })).toMatchObject({ ok: false, status: 401 });
  });
});

import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform, formFields, onlyThese } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawItem, rawRefund, rawTrade } from './__fixtures__/taobao-answers.ts';
import { taobaoDialect } from './__fixtures__/taobao-fake.ts';
import { signTaobao } from './taobao-api.ts';
import { taobaoPlatform } from './taobao-platform.ts';
import { optionsOf } from './to-order.ts';

testAgainstFake('淘宝', taobaoDialect);

const settings = { appKey: '12345678', appSecret: 'helloworld', sessionKey: 'S1', sellerAddressId: '42' };
const tid = '2231958349001234567';
const refundId = '99887766554433221';

/** The signature by another way than the adapter's: bytes sorted, MD5-HMAC over them. */
function expectedSign(fields: Readonly<Record<string, string>>): string {
  const names = Object.keys(fields).filter((name) => name !== 'sign');
  const sorted = names.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  const digest = createHmac('md5', settings.appSecret);
  for (const name of sorted) digest.update(name).update(fields[name] ?? '');
  return digest.digest('hex').toUpperCase();
}

const common = ['method', 'app_key', 'session', 'timestamp', 'format', 'v', 'sign_method', 'sign'];
const business: Readonly<Record<string, readonly string[]>> = {
  'taobao.shop.seller.get': ['fields'],
  'taobao.trade.fullinfo.get': ['fields', 'tid'],
  'taobao.trades.sold.increment.get': ['fields', 'start_modified', 'end_modified', 'page_no', 'page_size'],
  'taobao.refunds.receive.get': ['fields', 'start_modified', 'end_modified', 'page_no', 'page_size'],
  'taobao.refund.get': ['fields', 'refund_id'],
  'taobao.items.onsale.get': ['fields', 'page_no', 'page_size'],
  'taobao.item.seller.get': ['fields', 'num_iid'],
  'taobao.trade.shippingaddress.update': [
    'tid',
    'receiver_name',
    'receiver_mobile',
    'receiver_state',
    'receiver_city',
    'receiver_district',
    'receiver_address',
  ],
  'taobao.trade.close': ['tid', 'close_reason'],
  'taobao.rp.refunds.agree': ['refund_infos'],
  'taobao.rp.returngoods.agree': ['refund_id', 'refund_phase', 'refund_version', 'seller_address_id', 'remark'],
  'taobao.refund.refuse': ['refund_id', 'refuse_message', 'refund_phase', 'refund_version'],
  'taobao.top.auth.token.refresh': ['refresh_token'],
};

const good: Readonly<Record<string, string>> = {
  'taobao.shop.seller.get': '{"shop_seller_get_response":{"shop":{"sid":1,"title":"山田旗舰店"}}}',
  'taobao.trade.fullinfo.get': rawTrade,
  'taobao.refund.get': rawRefund,
  'taobao.item.seller.get': rawItem,
  'taobao.items.onsale.get':
    '{"items_onsale_get_response":{"total_results":1,"items":{"item":[{"num_iid":11223344556}]}}}',
  'taobao.refunds.receive.get': `{"refunds_receive_get_response":{"total_results":1,"refunds":{"refund":[{"refund_id":${refundId}}]}}}`,
  'taobao.trade.shippingaddress.update': '{"trade_shippingaddress_update_response":{"trade":{"tid":1}}}',
  'taobao.rp.returngoods.agree': '{"rp_returngoods_agree_response":{"is_success":true}}',
  'taobao.rp.refunds.agree':
    '{"rp_refunds_agree_response":{"succ":true,"results":{"refund_mapping_result":[{"succ":true}]}}}',
  'taobao.refund.refuse': '{"refund_refuse_response":{"is_success":true}}',
};

function answer(call: FakeCall, over: Readonly<Record<string, string>> = {}): FakeAnswer {
  const fields = formFields(call.body);
  const method = fields['method'] ?? '';
  expect(call.address).toBe('eco.taobao.com/router/rest');
  expect(fields['sign']).toBe(expectedSign(fields));
  expect(fields['timestamp']).toBe('2026-11-21 16:00:00');
  onlyThese(
    fields,
    [...(business[method] ?? []), ...common.filter((name) => name !== 'session')],
    ['session', 'receiver_zip'],
  );
  if (method === 'taobao.trades.sold.increment.get') {
    const rows = fields['page_no'] === '2' ? `{"tid":${tid}}` : '';
    return { text: `{"trades_sold_increment_get_response":{"total_results":51,"trades":{"trade":[${rows}]}}}` };
  }
  return { text: over[method] ?? good[method] ?? '{"error_response":{"code":22,"msg":"Invalid Method"}}' };
}

function connect(over: Readonly<Record<string, string>> = {}, more: Readonly<Record<string, string>> = {}) {
  const fake = fakePlatform({
    now: '2026-11-21T08:00:00Z',
    settings: { ...settings, ...more },
    answer: (call) => answer(call, over),
  });
  return { fake, shop: taobaoPlatform.connect(fake.parts) };
}

describe('the signature of TOP', () => {
  const parameters = {
    method: 'taobao.item.seller.get',
    app_key: '12345678',
    session: 'test',
    timestamp: '2016-01-01 12:00:00',
    format: 'json',
    v: '2.0',
    sign_method: 'md5',
    fields: 'num_iid,title,nick,price,num',
    num_iid: '11223344',
  };

  it('is that of the platform’s own example', () => {
    expect(signTaobao(parameters, 'helloworld')).toBe('66987CB115214E59E6EC978214934FB8');
  });

  it('is the same in whatever order parameters are given, and another for any change', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(parameters), { minLength: 9 }),
        fc.constantFrom(...Object.keys(parameters)),
        (entries, name) => {
          expect(signTaobao(Object.fromEntries(entries), 'helloworld')).toBe('66987CB115214E59E6EC978214934FB8');
          expect(signTaobao({ ...parameters, [name]: 'x' }, 'helloworld')).not.toBe('66987CB115214E59E6EC978214934FB8');
        },
      ),
    );
  });

  it('sorts by bytes: capitals and underscores before small letters', () => {
    const text = 'B1_2a3b4';
    const wanted = createHash('md5').update(`s${text}sign_methodmd5s`).digest('hex').toUpperCase();
    expect(signTaobao({ b: '4', a: '3', _: '2', B: '1', sign_method: 'md5' }, 's')).toBe(wanted);
  });
});

describe('淘宝 / 天猫', () => {
  it('reads a trade with its 19 digits, 元 as 分 and discounts to the 分', async () => {
    const { order } = (await connect().shop.findOrder(tid)) ?? expect.fail('no order');
    expect(order).toMatchObject({
      orderId: tid,
      status: 'shipped',
      total: 21_800,
      freight: 800,
      placedAt: '2026-11-10T04:00:00.000Z',
      caseIds: [refundId],
    });
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    expect(goods + order.freight - (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0)).toBe(order.total);
    expect(order.lines[0]?.options).toEqual({ 颜色分类: '雾霾蓝', 尺码: '均码' });
    expect(order.parcels).toMatchObject([{ trackingNumber: 'YT8800112233445', carrierName: { 'zh-CN': '圆通速递' } }]);
  });

  it('reads a refund with its kind, its state and the platform’s own deadline', async () => {
    expect(await connect().shop.findCase?.(refundId)).toMatchObject({
      caseId: refundId,
      kind: 'return',
      state: 'applied',
      owner: 'shop',
      amount: 9000,
      deadline: '2026-11-18T02:00:00.000Z',
    });
  });

  it('counts the hours of its setting where the platform counts nothing down', async () => {
    const text = rawRefund.replace('"exist_timeout":true', '"exist_timeout":false');
    const { shop } = connect({ 'taobao.refund.get': text }, { decisionHours: '72' });
    expect((await shop.findCase?.(refundId))?.deadline).toBe('2026-11-16T02:00:00.000Z');
  });

  it('reads what was changed day by day, the last page first', async () => {
    const { shop, fake } = connect();
    const page = await shop.listOrders({ since: '2026-11-21T00:00:00Z', cursor: undefined });
    expect(page.items.map((one) => one.order.orderId)).toEqual([tid]);
    const pages = fake.calls.map((call) => formFields(call.body)).filter((fields) => fields['page_no'] !== undefined);
    expect(pages.map((fields) => fields['page_no'])).toEqual(['1', '2']);
    expect(pages[0]).toMatchObject({ start_modified: '2026-11-21 08:00:00', end_modified: '2026-11-21 16:00:00' });
    const last = await shop.listOrders({ since: '2026-11-21T00:00:00Z', cursor: page.next });
    expect(last.next).toBeUndefined();
  });

  it('knows no order that is not in this shop', async () => {
    const refusal =
      '{"error_response":{"code":15,"msg":"Remote service error","sub_code":"isv.trade-not-exist","sub_msg":"交易不存在"}}';
    expect(await connect({ 'taobao.trade.fullinfo.get': refusal }).shop.findOrder('1')).toBeUndefined();
  });

  it('renews an authorisation that has ended, where it has a refresh token', async () => {
    const sessions: string[] = [];
    const fake = fakePlatform({
      now: '2026-11-21T08:00:00Z',
      settings: { ...settings, refreshToken: 'R1' },
      answer: (call) => {
        const fields = formFields(call.body);
        if (fields['method'] === 'taobao.top.auth.token.refresh') {
          return {
            json: {
              top_auth_token_refresh_response: {
                token_result: '{"access_token":"S2","refresh_token":"R2","expires_in":86400}',
              },
            },
          };
        }
        sessions.push(fields['session'] ?? '');
        return fields['session'] === 'S1'
          ? { json: { error_response: { code: 27, msg: 'Invalid session' } } }
          : answer(call);
      },
    });
    expect(await taobaoPlatform.connect(fake.parts).test()).toMatchObject({ ok: true, shopName: '山田旗舰店' });
    expect(sessions).toEqual(['S1', 'S2']);
    expect(fake.token()).toMatchObject({ access: 'S2', refresh: 'R2' });
  });

  it.each([
    [25, 'appSecret', 'App Secret 不正确'],
    [27, 'sessionKey', '重新授权'],
    [31, undefined, '10 分钟'],
    [11, undefined, '权限包'],
  ])('says in plain words what code %s means', async (code, field, text) => {
    const result = await connect({
      'taobao.shop.seller.get': `{"error_response":{"code":${code},"msg":"m"}}`,
    }).shop.test();
    expect(result).toMatchObject({ ok: false, ...(field === undefined ? {} : { field }) });
    expect(!result.ok && result.problem['zh-CN']).toContain(text);
  });

  it('agrees to a return with the address and the version that it saw', async () => {
    const { shop, fake } = connect();
    const one = (await shop.findCase?.(refundId)) ?? expect.fail('no case');
    expect(await shop.steps?.approve?.write({ case: one, note: '请寄回', idempotencyKey: 'k' })).toEqual({ ok: true });
    expect(formFields(fake.calls.at(-1)?.body ?? '')).toMatchObject({
      refund_id: refundId,
      refund_version: '1763000000000',
      seller_address_id: '42',
    });
    expect(fake.calls.at(-1)?.isWrite).toBe(true);
    await shop.steps?.receive?.write({ case: one, note: '', idempotencyKey: 'k' });
    expect(formFields(fake.calls.at(-1)?.body ?? '')['refund_infos']).toBe(`${refundId}|9000|1763000000000|onsale`);
  });

  it('says so where a refund needs a code by SMS', async () => {
    const { shop } = connect({
      'taobao.rp.refunds.agree':
        '{"rp_refunds_agree_response":{"succ":false,"message":"请输入短信验证码","msg_code":"40000"}}',
    });
    const one = (await shop.findCase?.(refundId)) ?? expect.fail('no case');
    const outcome = await shop.steps?.receive?.write({ case: one, note: '', idempotencyKey: 'k' });
    expect(outcome).toMatchObject({ ok: false, platformCode: 'sms-code-needed', reasonKey: 'refused.shop-rule' });
  });

  it('changes the receiver before the goods leave', async () => {
    const { shop } = connect();
    const { order } = (await shop.findOrder(tid)) ?? expect.fail('no order');
    const address = {
      name: '王五',
      phone: '13900001111',
      country: 'CN',
      province: '江苏省',
      city: '南京市',
      district: '玄武区',
      detail: '中山路 1 号',
      zip: '',
    };
    const wanted = { order, given: { orderId: tid, address }, idempotencyKey: 'k' };
    expect(await shop.perform['change-address']?.write(wanted)).toEqual({ ok: true });
  });

  it('reads the catalogue with its variants', async () => {
    const page = await connect().shop.listProducts?.(undefined);
    expect(page?.items[0]).toMatchObject({
      productId: '11223344556',
      optionNames: ['颜色分类', '尺码'],
      variants: [{ price: 9900, stock: 12 }],
    });
    expect(optionsOf('颜色:红:深;')).toEqual({ 颜色: '红:深' });
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform, onlyThese } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawCase, rawOrder } from './__fixtures__/youzan-answers.ts';
import { youzanDialect } from './__fixtures__/youzan-fake.ts';
import { sharesOf, youzanPlatform } from './youzan-platform.ts';

testAgainstFake('有赞', youzanDialect);

const settings = { clientId: 'c1', clientSecret: 's1', kdtId: '40419900' };
const tid = 'E20190312105415047400001';
const caseId = '201907042058500000031002';
const allowed: Readonly<Record<string, readonly string[]>> = {
  'youzan.shop.get/3.0.0': [],
  'youzan.trade.get/4.0.2': ['tid'],
  'youzan.trades.sold.get/4.0.4': ['start_update', 'end_update', 'page_no', 'page_size'],
  'youzan.trade.refund.search/3.0.1': ['update_time_start', 'update_time_end', 'page_no', 'page_size'],
  'youzan.trade.refund.get/3.0.1': ['refund_id'],
  'youzan.trade.refund.agree/3.0.1': ['refund_id', 'version'],
  'youzan.trade.refund.seller.active/3.0.1': ['tid', 'biz_value', 'refund_fee', 'desc', 'coupons', 'items'],
};
const good: Readonly<Record<string, string>> = {
  'youzan.shop.get/3.0.0': '{"id":40419900,"name":"山田文具"}',
  'youzan.trade.get/4.0.2': rawOrder,
  'youzan.trades.sold.get/4.0.4': `{"total_results":1,"full_order_info_list":[{"full_order_info":{"order_info":{"tid":"${tid}"}}}]}`,
  'youzan.trade.refund.search/3.0.1': `{"total":1,"refunds":[{"refund_id":"${caseId}"}]}`,
  'youzan.trade.refund.get/3.0.1': rawCase,
  'youzan.trade.refund.agree/3.0.1': '{"is_success":true}',
  'youzan.trade.refund.seller.active/3.0.1': '{"refund_id":"1","is_success":true}',
};

function answer(call: FakeCall, over: Readonly<Record<string, string>> = {}): FakeAnswer {
  const body = JSON.parse(call.body);
  if (call.address === 'open.youzanyun.com/auth/token') {
    onlyThese(body, ['client_id', 'client_secret', 'authorize_type', 'grant_id', 'refresh']);
    return {
      text: over['token'] ?? '{"success":true,"code":200,"data":{"access_token":"A1","expires":1795852800000}}',
    };
  }
  onlyThese(call.query, ['access_token']);
  const name = call.address.replace('open.youzanyun.com/api/', '');
  onlyThese(body, [], allowed[name] ?? ['nothing']);
  return {
    text: over[name] ?? `{"success":true,"code":${name.includes('active') ? '"200"' : 200},"data":${good[name]}}`,
  };
}

function connect(over: Readonly<Record<string, string>> = {}) {
  const fake = fakePlatform({ now: '2026-11-21T08:00:00Z', settings, answer: (call) => answer(call, over) });
  return { fake, shop: youzanPlatform.connect(fake.parts) };
}

describe('有赞', () => {
  it('reads an order to the 分: listed prices less discounts plus freight are what was paid', async () => {
    const { order } = (await connect().shop.findOrder(tid)) ?? expect.fail('no order');
    expect(order).toMatchObject({
      status: 'shipped',
      total: 982,
      freight: 200,
      lines: [{ lineId: '1457893245612345678', options: { 颜色: '蓝' } }, {}],
    });
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    expect(goods + order.freight - (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0)).toBe(order.total);
    expect(order.parcels).toMatchObject([{ trackingNumber: '90898989089380', lineIds: ['1457893245612345678'] }]);
  });

  it('lists orders and cases by the day', async () => {
    const { shop } = connect();
    expect((await shop.listOrders({ since: '2026-11-21T00:00:00Z', cursor: undefined })).items).toHaveLength(1);
    const cases = await shop.listCases?.({ since: '2026-11-21T00:00:00Z', cursor: undefined });
    expect(cases?.items[0]).toMatchObject({
      caseId,
      kind: 'refund',
      state: 'applied',
      amount: 680,
      deadline: '2026-11-22T12:58:50.000Z',
    });
  });

  it('does not take an empty list of a failure for an order that is not there', async () => {
    const failed = '{"success":false,"code":106000001,"message":"timeout","data":{"full_order_info":{"orders":[]}}}';
    await expect(connect({ 'youzan.trade.get/4.0.2': failed }).shop.findOrder(tid)).rejects.toMatchObject({
      kind: 'unavailable',
    });
    const missing = '{"success":false,"code":5000,"message":"trade not found","data":{}}';
    expect(await connect({ 'youzan.trade.get/4.0.2': missing }).shop.findOrder(tid)).toBeUndefined();
  });

  it('agrees with the version that it saw, and leaves goods coming back to the console', async () => {
    const { shop, fake } = connect();
    const one = (await shop.findCase?.(caseId)) ?? expect.fail('no case');
    expect(await shop.steps?.approve?.write({ case: one, note: '', idempotencyKey: 'k' })).toEqual({ ok: true });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toEqual({ refund_id: caseId, version: 1_553_482_678_792 });
    expect(
      await shop.steps?.approve?.write({ case: { ...one, kind: 'return' }, note: '', idempotencyKey: 'k' }),
    ).toMatchObject({ ok: false, reasonKey: 'refused.shop-rule' });
  });

  it('refunds with the same key for the same wish', async () => {
    const { shop, fake } = connect();
    const { order } = (await shop.findOrder(tid)) ?? expect.fail('no order');
    const wanted = {
      order,
      given: { orderId: tid, reason: '丢件' },
      idempotencyKey: 'conversation/flow/step',
      amount: 982,
    };
    await shop.perform['request-refund']?.write(wanted);
    await shop.perform['request-refund']?.write(wanted);
    const sent = fake.calls.slice(-2).map((call) => JSON.parse(call.body));
    expect(sent[0].biz_value).toBe(sent[1].biz_value);
    expect(sent[0]).toMatchObject({ refund_fee: '9.82', desc: '丢件' });
    expect(fake.calls.at(-1)?.body).toContain('"oid":1457893245612345678,');
  });

  it('spreads a refund over the lines to the 分', () => {
    const line = fc.record({ unitPrice: fc.integer({ min: 1, max: 1e5 }), quantity: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 1e6 }), (lines, amount) => {
        const full = lines.map((one, index) => ({
          ...one,
          lineId: `${index}`,
          productId: '',
          variantId: '',
          title: { 'zh-CN': '', 'zh-TW': '', en: '' },
          options: {},
        }));
        const shares = sharesOf({ lines: full }, amount).map((one) => one.share);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
        expect(shares.every((share) => share >= 0)).toBe(true);
      }),
    );
  });

  it('says in plain words that no token can be had', async () => {
    const result = await connect({
      token: '{"success":false,"code":40009,"message":"client_secret error"}',
    }).shop.test();
    expect(result).toMatchObject({ ok: false, field: 'clientSecret' });
    expect(await connect().shop.test()).toMatchObject({ ok: true, shopName: '山田文具' });
  });
});

describe('pushes of 有赞', () => {
  const push = (body: string, sign?: string) => {
    const good = createHash('md5').update(`c1${body}s1`).digest('hex');
    return youzanPlatform.readPush?.(
      { method: 'POST', query: {}, headers: { 'event-sign': sign ?? good }, body },
      settings,
      new Date(),
    );
  };

  it.each([
    [
      `{"type":"trade_TradeBuyerPay","id":"${tid}","kdt_id":40419900,"msg":"%7B%22tid%22%3A%22${tid}%22%7D"}`,
      [{ kind: 'order', id: tid }],
    ],
    [
      `{"type":"youzan_trade_RefundCreated","id":"1","kdt_id":40419900,"msg":{"refund_id":"${caseId}"}}`,
      [{ kind: 'case', id: caseId }],
    ],
    ['{"type":"item_ItemUpdate","id":"440000001","kdt_id":40419900,"msg":"x"}', [{ kind: 'product', id: '440000001' }]],
    [`{"type":"trade_TradeBuyerPay","id":"1","kdt_id":40419900,"test":true}`, []],
  ])('reads %s', (body, changes) => {
    expect(push(body)).toMatchObject({ ok: true, changes });
  });

  it('refuses a forged signature and another shop', () => {
    expect(push('{}', 'f'.repeat(32))).toMatchObject({ ok: false, status: 401 });
    expect(push('{"type":"x","kdt_id":1}')).toMatchObject({ ok: false, status: 401 });
  });
});

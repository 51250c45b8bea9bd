import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform, formFields, onlyThese } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawOrder, rawRefund, rawService } from './__fixtures__/jd-answers.ts';
import { jdDialect } from './__fixtures__/jd-fake.ts';
import { signJd } from './jd-api.ts';
import { jdPlatform } from './jd-platform.ts';

testAgainstFake('京东', jdDialect);

const settings = { appKey: 'yourappkey', appSecret: 'yourappSecret', accessToken: 'T1' };
const allowed: Readonly<Record<string, readonly string[]>> = {
  'jingdong.pop.order.search': [
    'start_date',
    'end_date',
    'order_state',
    'optional_fields',
    'page',
    'page_size',
    'sortType',
    'dateType',
    'source_id',
  ],
  'jingdong.pop.order.get': ['order_id', 'optional_fields', 'source_id'],
  'jingdong.vender.shop.query': [],
  'jingdong.asc.query.list': [
    'buId',
    'operatePin',
    'operateNick',
    'updateTimeBegin',
    'updateTimeEnd',
    'serviceId',
    'pageNumber',
    'pageSize',
  ],
  'jingdong.pop.afs.soa.refundapply.queryPageList': ['ids', 'applyTimeStart', 'applyTimeEnd', 'pageIndex', 'pageSize'],
  'jingdong.pop.afs.soa.refundapply.replyRefund': [
    'id',
    'status',
    'checkUserName',
    'remark',
    'rejectType',
    'outWareStatus',
  ],
};
const good: Readonly<Record<string, unknown>> = {
  'jingdong.pop.order.search': {
    searchorderinfo_result: { apiResult: { success: 'true' }, orderTotal: '1', orderInfoList: [rawOrder] },
  },
  'jingdong.pop.order.get': { orderDetailInfo: { apiResult: { success: true }, orderInfo: rawOrder } },
  'jingdong.vender.shop.query': {
    code: '0',
    shop_jos_result: { vender_id: 10001, shop_id: 2, shop_name: '山田京东自营旗舰店' },
  },
  'jingdong.asc.query.list': { code: '0', pageResult: { totalCount: 1, data: [rawService] } },
  'jingdong.pop.afs.soa.refundapply.queryPageList': { queryResult: { totalCount: 1, result: [rawRefund] } },
  'jingdong.pop.afs.soa.refundapply.replyRefund': { code: '0', replyResult: { success: true } },
};

/** The signature computed another way: what was sent, sorted by bytes, between the secrets. */
function answer(call: FakeCall, over: Readonly<Record<string, unknown>> = {}): FakeAnswer {
  const { sign, ...fields } = formFields(call.body);
  onlyThese(fields, ['360buy_param_json', 'access_token', 'app_key', 'method', 'timestamp', 'v']);
  const order = ['360buy_param_json', 'access_token', 'app_key', 'method', 'timestamp', 'v'] as const;
  const text = order.map((name) => `${name}${fields[name]}`).join('');
  expect(sign).toBe(
    createHash('md5').update(`${settings.appSecret}${text}${settings.appSecret}`).digest('hex').toUpperCase(),
  );
  expect(fields['timestamp']).toBe('2026-11-21 16:00:00.000+0800');
  const method = fields['method'] ?? '';
  onlyThese(JSON.parse(fields['360buy_param_json'] ?? ''), [], allowed[method] ?? ['nothing']);
  return { json: over[method] ?? { [`${method.replaceAll('.', '_')}_responce`]: good[method] } };
}

function connect(over: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, string>> = {}) {
  const fake = fakePlatform({
    now: '2026-11-21T08:00:00Z',
    settings: { ...settings, ...more },
    answer: (call) => answer(call, over),
  });
  return { fake, shop: jdPlatform.connect(fake.parts) };
}

describe('京东', () => {
  it('signs as the platform’s own example', () => {
    const parameters = {
      '360buy_param_json':
        '{"end_date":null,"optional_fields":null,"order_state":"WAIT_SELLER_STOCK_OUT","page":"1","page_size":"200","start_date":null}',
      access_token: 'yourtoken',
      app_key: 'yourappkey',
      method: 'jingdong.pop.order.search',
      timestamp: '2021-05-07 09:20:39.683+0800',
      v: '2.0',
    };
    expect(signJd(parameters, 'yourappSecret')).toBe('D70825340F4084360B9362B60DFD7930');
  });

  it('reads an order, 元 as 分, with what was taken off as a whole', async () => {
    const { order } = (await connect().shop.findOrder('284512345678')) ?? expect.fail('no order');
    expect(order).toMatchObject({
      status: 'shipped',
      total: 19_800,
      freight: 600,
      discounts: [{ amount: 600 }],
      parcels: [{ trackingNumber: 'JD0012345678901' }],
    });
    expect(order.payments).toEqual([
      { kind: 'payment', amount: 19_800, methodId: 'jd-pay', at: '2026-11-10T04:01:30.000Z' },
    ]);
  });

  it('takes nothing for paid as long as the platform does not say what was paid', async () => {
    const { actualPay: _unknown, ...late } = rawOrder;
    const { shop } = connect({
      'jingdong.pop.order.get': { jingdong_pop_order_get_responce: { orderDetailInfo: { orderInfo: late } } },
    });
    expect((await shop.findOrder('284512345678'))?.order).toMatchObject({ total: 19_800, payments: [] });
  });

  it('refuses a list that does not say it succeeded', async () => {
    const failed = {
      jingdong_pop_order_search_responce: {
        searchorderinfo_result: { apiResult: { success: 'false' }, orderTotal: 0 },
      },
    };
    const { shop } = connect({ 'jingdong.pop.order.search': failed });
    await expect(shop.listOrders({ since: '2026-11-21T00:00:00Z', cursor: undefined })).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('lists services and refunds of a window one after the other', async () => {
    const { shop } = connect();
    const since = '2026-11-21T00:00:00Z';
    const services = await shop.listCases?.({ since, cursor: undefined });
    const refunds = await shop.listCases?.({ since, cursor: services?.next });
    expect(services?.items).toMatchObject([
      { caseId: 'service-700123456', kind: 'return', state: 'applied', quantities: { 100012345: 1 } },
    ]);
    expect(refunds?.items).toMatchObject([
      {
        caseId: 'refund-900123',
        kind: 'refund',
        state: 'applied',
        amount: 19_800,
        deadline: '2026-11-22T02:00:00.000Z',
      },
    ]);
    expect(refunds?.next).toBeUndefined();
  });

  it('believes the owner where documents leave states and units open', async () => {
    const { shop } = connect({}, { caseStates: '10001=wait-buyer-ship; 1=nonsense', refundSumUnit: 'yuan' });
    expect((await shop.findCase?.('service-700123456'))?.state).toBe('wait-buyer-ship');
    expect((await shop.findCase?.('refund-900123'))?.amount).toBe(1_980_000);
  });

  it('decides refunds, and sends people to the console for services', async () => {
    const { shop, fake } = connect();
    const refund = (await shop.findCase?.('refund-900123')) ?? expect.fail('no case');
    const service = (await shop.findCase?.('service-700123456')) ?? expect.fail('no case');
    expect(await shop.steps?.reject?.write({ case: refund, note: '已发货', idempotencyKey: 'k' })).toEqual({
      ok: true,
    });
    const sent = JSON.parse(formFields(fake.calls.at(-1)?.body ?? '')['360buy_param_json'] ?? '{}');
    expect(sent).toEqual({
      id: '900123',
      checkUserName: 'peakdesk',
      status: 2,
      remark: '已发货',
      rejectType: 5,
      outWareStatus: 1,
    });
    expect(await shop.steps?.approve?.write({ case: service, note: '', idempotencyKey: 'k' })).toMatchObject({
      ok: false,
      reasonKey: 'refused.shop-rule',
    });
  });

  it('renews its token, or says in plain words that it has ended', async () => {
    const expired = { error_response: { code: '19', zh_desc: '无效access_token' } };
    const fake = fakePlatform({
      now: '2026-11-21T08:00:00Z',
      settings: { ...settings, refreshToken: 'R1' },
      answer: (call) => {
        if (call.address === 'open-oauth.jd.com/oauth2/refresh_token')
          return { json: { access_token: 'T2', refresh_token: 'R2', expires_in: 86_400 } };
        return formFields(call.body)['access_token'] === 'T1' ? { json: expired } : answer(call);
      },
    });
    expect(await jdPlatform.connect(fake.parts).test()).toMatchObject({ ok: true, shopName: '山田京东自营旗舰店' });
    expect(await connect({ 'jingdong.vender.shop.query': expired }).shop.test()).toMatchObject({
      ok: false,
      field: 'accessToken',
    });
  });
});

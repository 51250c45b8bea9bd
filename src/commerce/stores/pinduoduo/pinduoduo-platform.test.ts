import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform, formFields, onlyThese } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawOrder, rawRefund } from './__fixtures__/pinduoduo-answers.ts';
import { pinduoduoDialect } from './__fixtures__/pinduoduo-fake.ts';
import { signPinduoduo } from './pinduoduo-api.ts';
import { pinduoduoPlatform } from './pinduoduo-platform.ts';

testAgainstFake('拼多多', pinduoduoDialect);

const settings = { clientId: 'c1', clientSecret: 'testSecret', accessToken: 'T1' };
const system = ['type', 'client_id', 'access_token', 'timestamp', 'data_type', 'sign'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  'pdd.mall.info.get': [],
  'pdd.order.information.get': ['order_sn'],
  'pdd.order.number.list.increment.get': [
    'is_lucky_flag',
    'order_status',
    'refund_status',
    'start_updated_at',
    'end_updated_at',
    'page',
    'page_size',
  ],
  'pdd.refund.list.increment.get': [
    'after_sales_status',
    'after_sales_type',
    'start_updated_at',
    'end_updated_at',
    'page',
    'page_size',
  ],
  'pdd.logistics.address.get': [],
  'pdd.order.update.address': [
    'order_sn',
    'receiver_name',
    'receiver_phone',
    'province',
    'province_id',
    'city',
    'city_id',
    'town',
    'town_id',
    'address',
  ],
};
const good: Readonly<Record<string, unknown>> = {
  'pdd.mall.info.get': { mall_info_get_response: { mall_id: 1, mall_name: '山田专营店' } },
  'pdd.order.information.get': { order_info_get_response: { order_info: rawOrder } },
  'pdd.order.number.list.increment.get': {
    order_sn_increment_get_response: { total_count: 1, order_sn_list: [{ order_sn: rawOrder.order_sn }] },
  },
  'pdd.refund.list.increment.get': { refund_increment_get_response: { total_count: 1, refund_list: [rawRefund] } },
  'pdd.logistics.address.get': {
    logistics_address_get_response: {
      logistics_address_list: [
        { id: 12, parent_id: 1, region_name: '浙江省' },
        { id: 121, parent_id: 12, region_name: '杭州市' },
        { id: 1211, parent_id: 121, region_name: '西湖区' },
      ],
    },
  },
  'pdd.order.update.address': { response: { success: true } },
};

function answer(call: FakeCall, over: Readonly<Record<string, unknown>> = {}): FakeAnswer {
  const { sign, ...fields } = formFields(call.body);
  const type = fields['type'] ?? '';
  onlyThese(
    fields,
    system.filter((name) => name !== 'sign'),
    allowed[type] ?? ['nothing'],
  );
  const names = Object.keys(fields).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  const text = names.map((name) => `${name}${fields[name]}`).join('');
  expect(sign).toBe(createHash('md5').update(`testSecret${text}testSecret`).digest('hex').toUpperCase());
  expect(fields['timestamp']).toBe('1795248000');
  if (fields['end_updated_at'] !== undefined)
    expect(Number(fields['end_updated_at']) - Number(fields['start_updated_at'])).toBeLessThanOrEqual(1800);
  return { json: over[type] ?? good[type] };
}

function connect(over: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, string>> = {}) {
  const fake = fakePlatform({
    now: '2026-11-21T08:00:00Z',
    settings: { ...settings, ...more },
    answer: (call) => answer(call, over),
  });
  return { fake, shop: pinduoduoPlatform.connect(fake.parts) };
}

describe('拼多多', () => {
  it('signs as the platform’s own example', () => {
    const parameters = {
      access_token: 'asd78172s8ds9a921j9qqwda12312w1w21211',
      client_id: '1',
      data_type: 'XML',
      order_status: '1',
      page: '1',
      page_size: '10',
      timestamp: '1480411125',
      type: 'pdd.order.number.list.get',
    };
    expect(signPinduoduo(parameters, 'testSecret')).toBe('E4DE3ED21002510DED352819E7AE6775');
  });

  it('reads an order to the 分 and takes empty receivers as they are', async () => {
    const { order } = (await connect().shop.findOrder(rawOrder.order_sn)) ?? expect.fail('no order');
    expect(order).toMatchObject({
      status: 'shipped',
      total: 19_800,
      freight: 0,
      shipBy: '2026-11-12T04:00:00.000Z',
      address: { name: '', phone: '13800138000' },
    });
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    expect(goods + order.freight - (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0)).toBe(order.total);
    const inFen = await connect({}, { amountUnit: 'fen' }).shop.findOrder(rawOrder.order_sn);
    expect(inFen?.order.total).toBe(198);
  });

  it('says that an order is refunded whatever its parcel does', async () => {
    const { shop } = connect({
      'pdd.order.information.get': { order_info_get_response: { order_info: { ...rawOrder, refund_status: 4 } } },
    });
    expect((await shop.findOrder(rawOrder.order_sn))?.order).toMatchObject({
      status: 'cancelled',
      payments: [{ kind: 'payment' }, { kind: 'refund' }],
    });
  });

  it('lists orders and cases in half hours and leaves the newest three minutes to the next time', async () => {
    const { shop, fake } = connect();
    const page = await shop.listOrders({ since: '2026-11-21T07:40:00Z', cursor: undefined });
    expect(page.items).toHaveLength(1);
    expect(formFields(fake.calls[0]?.body ?? '')['end_updated_at']).toBe('1795247820');
    const cases = await shop.listCases?.({ since: '2026-11-21T07:40:00Z', cursor: undefined });
    expect(cases?.items[0]).toMatchObject({
      kind: 'return',
      state: 'wait-buyer-ship',
      amount: 9900,
      quantities: { 1122: 1 },
    });
  });

  it('changes a receiver by the platform’s numbers of places', async () => {
    const { shop, fake } = connect();
    const { order } = (await shop.findOrder(rawOrder.order_sn)) ?? expect.fail('no order');
    const address = {
      name: '王五',
      phone: '13900001111',
      country: 'CN',
      province: '浙江',
      city: '杭州',
      district: '西湖区',
      detail: '文三路 1 号',
      zip: '',
    };
    const wanted = { order, given: { orderId: order.orderId, address }, idempotencyKey: 'k' };
    expect(await shop.perform['change-address']?.write(wanted)).toEqual({ ok: true });
    expect(formFields(fake.calls.at(-1)?.body ?? '')).toMatchObject({
      province_id: '12',
      city_id: '121',
      town_id: '1211',
      town: '西湖区',
    });
    const elsewhere = { ...wanted, given: { orderId: order.orderId, address: { ...address, district: '不存在区' } } };
    expect(await shop.perform['change-address']?.write(elsewhere)).toMatchObject({
      ok: false,
      reasonKey: 'refused.incomplete-address',
    });
  });

  it.each([
    [10019, 'accessToken', '重新授权'],
    [20004, 'clientSecret', 'client_secret 不正确'],
    [20005, undefined, '白名单'],
  ])('says in plain words what code %i means', async (code, field, text) => {
    const result = await connect({
      'pdd.mall.info.get': { error_response: { error_code: code, error_msg: 'm' } },
    }).shop.test();
    expect(result).toMatchObject({ ok: false, ...(field === undefined ? {} : { field }) });
    expect(!result.ok && result.problem['zh-CN']).toContain(text);
  });
});

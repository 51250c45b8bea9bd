import { createHash } from 'node:crypto';
import { z } from 'zod';
import { toChinaTime } from '../../kit/china-time.ts';
import {
  byBytes,
  check,
  checkTime,
  type Dialect,
  digits,
  formOf,
  number,
  patched,
  route,
} from '../../remote/testing/dialect.ts';
import {
  changedWithin,
  type FakeCase,
  type FakeOrder,
  moveOrder,
  pageOf,
  type RefusalKind,
  renew,
  the,
} from '../../remote/testing/fake-shop.ts';
import { pinduoduoPlatform } from '../pinduoduo-platform.ts';
import { rawGoods, rawOrder, rawRefund } from './pinduoduo-answers.ts';

const secret = 'testSecret';
const span = { start_updated_at: number, end_updated_at: number, page: number, page_size: number };
const text = z.string().min(1);

/**
 * 拼多多 as its signature guide (browse?idStr=8EC06C399636041E) and public SDKs made from its pages describe it (read 2026-11-21; the pages
 * themselves need a sign-in): MD5 over all fields, spans of half an hour, pages of 100, receivers sealed.
 */
export const pinduoduoDialect: Dialect = {
  platform: pinduoduoPlatform,
  settings: { clientId: 'c1', clientSecret: secret, accessToken: 'T1', refreshToken: 'R1' },
  wrongKey: { clientSecret: 'other' },
  ids: {
    order: (index) => `261110-${123456789012000 + index}`,
    product: (index) => String(3344000 + index),
    case: (index) => String(7381745000 + index),
    unknown: '261110-123456789099999',
  },
  hasTokens: true,
  ask: ({ host, method: verb, path, body }, shop) => {
    check(verb === 'POST' && `${host}${path}` === 'gw-api.pinduoduo.com/api/router', 'method', path);
    const { sign, ...fields } = formOf(body);
    const signed = createHash('md5')
      .update(`${secret}${byBytes(fields)}${secret}`)
      .digest('hex');
    check(sign === signed.toUpperCase(), 'signature');
    const { type = '', access_token: token = '', client_id: client, data_type: format, timestamp, ...given } = fields;
    check(client === 'c1' && format === 'JSON', 'parameter', 'of the system');
    checkTime(shop, Number(timestamp) * 1000, 10);
    return { method: type, given, token };
  },
  routes: {
    'pdd.pop.auth.token.refresh': route(
      z.strictObject({ refresh_token: z.string() }),
      ({ refresh_token: old }, shop) => {
        const { access, refresh } = renew(shop, old);
        return { access_token: access, refresh_token: refresh, expires_in: 86_400 };
      },
      true,
    ),
    'pdd.mall.info.get': route(z.strictObject({}), () => ({ mall_id: 1, mall_name: '山田专营店' })),
    'pdd.order.number.list.increment.get': route(
      z.strictObject({
        ...span,
        is_lucky_flag: z.enum(['0', '1', '2']),
        order_status: z.enum(['1', '2', '3', '5']),
        refund_status: z.enum(['1', '2', '3', '4', '5']),
      }),
      (given, shop) => {
        const found = within(shop.orders, given.start_updated_at, given.end_updated_at);
        const rows = pageOf(found, given.page, given.page_size, 100).map(({ id }) => ({ order_sn: id }));
        return { total_count: found.length, order_sn_list: rows };
      },
    ),
    'pdd.order.information.get': route(z.strictObject({ order_sn: text }), ({ order_sn: id }, shop) => ({
      order_info: orderOf(the(shop.orders, id)),
    })),
    'pdd.refund.list.increment.get': route(
      z.strictObject({ ...span, after_sales_status: digits, after_sales_type: digits }),
      (given, shop) => {
        const found = within(shop.cases, given.start_updated_at, given.end_updated_at);
        return { total_count: found.length, refund_list: pageOf(found, given.page, given.page_size, 100).map(caseOf) };
      },
    ),
    'pdd.logistics.address.get': route(z.strictObject({}), () => ({
      logistics_address_list: [
        { id: 12, parent_id: 1, region_type: 1, region_name: '浙江省' },
        { id: 121, parent_id: 12, region_type: 2, region_name: '杭州市' },
        { id: 1212, parent_id: 121, region_type: 3, region_name: '余杭区' },
      ],
    })),
    'pdd.order.update.address': route(
      z.strictObject({
        order_sn: text,
        receiver_name: text,
        receiver_phone: text,
        province: text,
        province_id: z.literal('12'),
        city: text,
        city_id: z.literal('121'),
        town: text,
        town_id: z.literal('1212'),
        address: text,
      }),
      (given, shop) => {
        moveOrder(shop, given.order_sn, {
          name: given.receiver_name,
          phone: given.receiver_phone,
          province: given.province,
          city: given.city,
          district: given.town,
          detail: given.address,
          zip: '',
        });
        return { success: true };
      },
    ),
    'pdd.goods.list.get': route(z.strictObject({ page: number, page_size: number }), (given, { products }) => ({
      total_count: products.length,
      goods_list: pageOf(products, given.page, given.page_size, 100).map(({ id }) => ({ goods_id: Number(id) })),
    })),
    'pdd.goods.detail.get': route(z.strictObject({ goods_id: digits }), ({ goods_id: id }, shop) =>
      patched(rawGoods, { goods_id: Number(id), 'sku_list.0.quantity': the(shop.products, id).stock }),
    ),
  },
  told: (method, data) => ({ json: { [`${method.replace('pdd.', '').replaceAll('.', '_')}_response`]: data } }),
  refused: ({ kind, message }) => ({
    json: { error_response: { ...codes[kind], error_msg: message, request_id: '1' } },
  }),
};

/** As public clients meet them. */
const codes: Readonly<Record<RefusalKind, { error_code: number; sub_msg?: string }>> = {
  signature: { error_code: 20_004 },
  time: { error_code: 20_002 },
  key: { error_code: 20_004 },
  token: { error_code: 10_019 },
  method: { error_code: 10_001 },
  parameter: { error_code: 50_001 },
  unknown: { error_code: 50_002, sub_msg: '订单不存在' },
  state: { error_code: 50_003, sub_msg: '订单已发货，不能修改地址' },
  'too-many': { error_code: 70_031 },
};

function within<Row extends { changedAt: number }>(rows: readonly Row[], from: number, until: number): Row[] {
  return changedWithin(rows, { from: from * 1000, until: until * 1000, longestSeconds: 1800 });
}

function orderOf({ id, status, address }: FakeOrder): unknown {
  return patched(rawOrder, {
    order_sn: id,
    order_status: status === 'shipped' ? 2 : 1,
    refund_status: status === 'cancelled' ? 4 : 1,
    tracking_number: status === 'shipped' ? rawOrder.tracking_number : '',
    province: address.province,
    city: address.city,
    town: address.district,
  });
}

function caseOf({ id, orderId, kind, status, changedAt }: FakeCase): unknown {
  const states = { applied: 2, agreed: 7, 'sent-back': 7, refused: 6, done: 10 } as const;
  return patched(rawRefund, {
    id: Number(id),
    order_sn: orderId,
    after_sales_type: kind === 'return' ? 3 : 2,
    after_sales_status: states[status],
    updated_time: toChinaTime(new Date(changedAt)),
  });
}

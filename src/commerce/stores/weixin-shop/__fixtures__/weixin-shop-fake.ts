import { z } from 'zod';
import { check, type Dialect, jsonOf, patched, route } from '../../remote/testing/dialect.ts';
import {
  changedWithin,
  decide,
  type FakeCase,
  type FakeOrder,
  moveOrder,
  pageFrom,
  type RefusalKind,
  the,
} from '../../remote/testing/fake-shop.ts';
import { weixinShopPlatform } from '../weixin-shop-platform.ts';
import { rawCase, rawOrder, rawProduct } from './weixin-shop-answers.ts';

/**
 * 微信小店 as its documents describe it (developers.weixin.qq.com/doc/store/shop, read 2026-11-21): the token in the query, JSON both
 * ways, spans of seven days (orders) and one day (cases), pages by key.
 */
export const weixinShopDialect: Dialect = {
  platform: weixinShopPlatform,
  settings: { appId: 'wx5823bf96d3bd56c7', appSecret: 's3cret', returnAddressId: '77' },
  wrongKey: { appSecret: 'other' },
  ids: {
    order: (index) => String(3705115058471208000n + BigInt(index)),
    product: (index) => String(10000076000 + index),
    case: (index) => String(6000000000000000 + index),
    unknown: '3705115058471299999',
  },
  hasTokens: true,
  ask: ({ host, method, path, query, body }) => {
    check(host === 'api.weixin.qq.com', 'method', host);
    check(method === (path.endsWith('/info/get') ? 'GET' : 'POST'), 'method', `${method} ${path}`);
    const { access_token: token = '', ...others } = query;
    check(Object.keys(others).length === 0, 'parameter', 'in the query');
    return { method: path, given: method === 'GET' ? {} : jsonOf(body), token };
  },
  routes: {
    '/cgi-bin/stable_token': route(
      z.strictObject({
        grant_type: z.literal('client_credential'),
        appid: z.literal('wx5823bf96d3bd56c7'),
        secret: z.string(),
        force_refresh: z.boolean(),
      }),
      ({ secret, force_refresh: isForced }, shop) => {
        check(secret === 's3cret', 'key');
        if (isForced) shop.token.access = `T${Number(shop.token.access.slice(1)) + 1}`;
        return { access_token: shop.token.access, expires_in: 7200 };
      },
      true,
    ),
    '/channels/ec/basics/info/get': route(z.strictObject({}), () => ({ info: { nickname: '山田生活' } })),
    '/channels/ec/order/list/get': route(
      z.strictObject({
        update_time_range: z.strictObject({ start_time: z.int(), end_time: z.int() }),
        page_size: z.int(),
        next_key: z.string().optional(),
      }),
      ({ update_time_range: span, page_size: size, next_key: at = '' }, shop) => {
        const found = within(shop.orders, span.start_time, span.end_time, 7);
        const { page, hasMore, key } = pageFrom(found, at, size, 100);
        return { order_id_list: page.map((one) => one.id), has_more: hasMore, next_key: key };
      },
    ),
    '/channels/ec/order/get': route(z.strictObject({ order_id: z.string() }), ({ order_id: id }, shop) => ({
      order: orderOf(the(shop.orders, id)),
    })),
    '/channels/ec/order/address/update': route(
      z.strictObject({
        order_id: z.string(),
        user_address: z.strictObject({
          user_name: z.string().min(1),
          postal_code: z.string(),
          province_name: z.string().min(1),
          city_name: z.string().min(1),
          county_name: z.string(),
          detail_info: z.string().min(1),
          tel_number: z.string().min(1),
        }),
      }),
      ({ order_id: id, user_address: to }, shop) => {
        moveOrder(shop, id, {
          name: to.user_name,
          phone: to.tel_number,
          province: to.province_name,
          city: to.city_name,
          district: to.county_name,
          detail: to.detail_info,
          zip: to.postal_code,
        });
        return {};
      },
    ),
    '/channels/ec/aftersale/getaftersalelist': route(
      z.strictObject({ begin_update_time: z.int(), end_update_time: z.int(), next_key: z.string().optional() }),
      ({ begin_update_time: from, end_update_time: until, next_key: at = '' }, shop) => {
        const { page, hasMore, key } = pageFrom(within(shop.cases, from, until, 1), at, 50, 50);
        return { after_sale_order_id_list: page.map((one) => one.id), has_more: hasMore, next_key: key };
      },
    ),
    '/channels/ec/aftersale/getaftersaleorder': route(
      z.strictObject({ after_sale_order_id: z.string() }),
      ({ after_sale_order_id: id }, shop) => ({ after_sale_order: caseOf(the(shop.cases, id)) }),
    ),
    '/channels/ec/aftersale/acceptapply': route(
      z.strictObject({ after_sale_order_id: z.string(), address_id: z.string().optional() }),
      ({ after_sale_order_id: id }, shop) => {
        decide(shop, id, the(shop.cases, id).status === 'sent-back' ? 'receive' : 'approve');
        return {};
      },
    ),
    '/channels/ec/aftersale/rejectapply': route(
      z.strictObject({
        after_sale_order_id: z.string(),
        reject_reason: z.string().min(1),
        reject_reason_type: z.int().optional(),
      }),
      ({ after_sale_order_id: id }, shop) => {
        decide(shop, id, 'reject');
        return {};
      },
    ),
    '/channels/ec/product/list/get': route(
      z.strictObject({ page_size: z.int(), next_key: z.string().optional() }),
      ({ page_size: size, next_key: at = '' }, shop) => {
        const { page, key } = pageFrom(shop.products, at, size, 30);
        return { product_ids: page.map((one) => one.id), next_key: key, total_num: shop.products.length };
      },
    ),
    '/channels/ec/product/get': route(
      z.strictObject({ product_id: z.string(), data_type: z.literal(1) }),
      ({ product_id: id }, shop) => ({
        product: patched(rawProduct, { product_id: id, 'skus.0.stock_num': the(shop.products, id).stock }),
      }),
    ),
  },
  told: (_method, data) => ({ json: patched(data, { errcode: 0, errmsg: 'ok' }) }),
  refused: ({ kind, message }) => ({ json: { errcode: codes[kind], errmsg: message } }),
};

/** "全局返回码"; that of orders in a wrong state stands for the many of the interfaces' pages. */
const codes: Readonly<Record<RefusalKind, number>> = {
  signature: 40001,
  time: 40001,
  key: 40125,
  token: 42001,
  method: 40066,
  parameter: 47001,
  unknown: 10020054,
  state: 10020055,
  'too-many': 45011,
};
const orderStates: Readonly<Record<FakeOrder['status'], number>> = {
  unpaid: 10,
  paid: 20,
  shipped: 30,
  cancelled: 250,
};
const caseStates: Readonly<Record<FakeCase['status'], string>> = {
  applied: 'MERCHANT_PROCESSING',
  agreed: 'USER_WAIT_RETURN',
  'sent-back': 'MERCHANT_WAIT_RECEIPT',
  refused: 'MERCHANT_REJECT_REFUND',
  done: 'MERCHANT_REFUND_SUCCESS',
};

function within<Row extends { changedAt: number }>(rows: readonly Row[], from: number, until: number, days: number) {
  return changedWithin(rows, { from: from * 1000, until: until * 1000, longestSeconds: days * 86_400 });
}

function orderOf({ id, status, address }: FakeOrder): unknown {
  return patched(rawOrder, {
    order_id: id,
    status: orderStates[status],
    'aftersale_detail.aftersale_order_list': [],
    'order_detail.delivery_info.address_info': {
      user_name: address.name,
      postal_code: address.zip,
      province_name: address.province,
      city_name: address.city,
      county_name: address.district,
      detail_info: address.detail,
      tel_number: address.phone,
    },
  });
}

function caseOf({ id, orderId, kind, status }: FakeCase): unknown {
  return patched(rawCase, {
    after_sale_order_id: id,
    order_id: orderId,
    type: kind === 'return' ? 'RETURN' : 'REFUND',
    status: caseStates[status],
  });
}

import { z } from 'zod';
import { fromChinaTime } from '../../kit/china-time.ts';
import { toMinor } from '../../kit/money.ts';
import { readJson } from '../../kit/read-json.ts';
import { check, type Dialect, patched, route } from '../../remote/testing/dialect.ts';
import {
  changedWithin,
  decide,
  type FakeCase,
  type FakeOrder,
  pageOf,
  payBack,
  type RefusalKind,
  the,
} from '../../remote/testing/fake-shop.ts';
import { youzanPlatform } from '../youzan-platform.ts';
import { rawCase, rawItem, rawOrder } from './youzan-answers.ts';

const page = { page_no: z.int(), page_size: z.int() };
const yuanText = z.string().regex(/^\d+\.\d{2}$/);

/**
 * 有赞 as its documents describe it (doc.youzanyun.com, pages of the interfaces by version, goods as public clients repeat them, read
 * 2026-11-21): the token alone in the query, JSON with line numbers as numbers, spans of seven days, pages of 100 (goods 300), decisions
 * with the version that was seen, refunds with a key. The code for too many requests is published nowhere: status 429.
 */
export const youzanDialect: Dialect = {
  platform: youzanPlatform,
  settings: { clientId: 'c1', clientSecret: 's1', kdtId: '40419900' },
  wrongKey: { clientSecret: 'other' },
  ids: {
    order: (index) => `E201903121054150474${String(10000 + index)}`,
    product: (index) => String(440000000 + index),
    case: (index) => `2019070420585000000${String(31000 + index)}`,
    unknown: 'E20190312105415047499999',
  },
  hasTokens: true,
  numbers: ['oid', 'item_id'],
  ask: ({ host, method: verb, path, query, body }) => {
    check(verb === 'POST' && host === 'open.youzanyun.com', 'method', path);
    const { access_token: token = '', ...others } = query;
    check(Object.keys(others).length === 0, 'parameter', 'in the query');
    return { method: path, given: readJson(body), token };
  },
  routes: {
    '/auth/token': route(
      z.strictObject({
        client_id: z.literal('c1'),
        client_secret: z.string(),
        authorize_type: z.literal('silent'),
        grant_id: z.literal('40419900'),
        refresh: z.literal(false),
      }),
      ({ client_secret: secret }, shop) => {
        check(secret === 's1', 'key');
        return { access_token: shop.token.access, expires: shop.clock.now().getTime() + 7 * 86_400_000 };
      },
      true,
    ),
    '/api/youzan.shop.get/3.0.0': route(z.strictObject({}), () => ({ id: 40419900, name: '山田文具' })),
    '/api/youzan.trades.sold.get/4.0.4': route(
      z.strictObject({ ...page, start_update: z.string(), end_update: z.string() }),
      (given, shop) => {
        const [from, until] = [given.start_update, given.end_update].map((text) =>
          Date.parse(fromChinaTime(text) ?? ''),
        );
        const found = within(shop.orders, from, until);
        return {
          total_results: found.length,
          full_order_info_list: pageOf(found, given.page_no, given.page_size, 100).map(({ id }) => ({
            full_order_info: { order_info: { tid: id } },
          })),
        };
      },
    ),
    '/api/youzan.trade.get/4.0.2': route(z.strictObject({ tid: z.string() }), ({ tid }, shop) =>
      orderOf(the(shop.orders, tid)),
    ),
    '/api/youzan.trade.refund.search/3.0.1': route(
      z.strictObject({ ...page, update_time_start: z.int(), update_time_end: z.int() }),
      (given, shop) => {
        const found = within(shop.cases, given.update_time_start * 1000, given.update_time_end * 1000);
        const refunds = pageOf(found, given.page_no, given.page_size, 100).map(({ id }) => ({ refund_id: id }));
        return { total: found.length, refunds };
      },
    ),
    '/api/youzan.trade.refund.get/3.0.1': route(z.strictObject({ refund_id: z.string() }), ({ refund_id: id }, shop) =>
      caseOf(the(shop.cases, id)),
    ),
    '/api/youzan.trade.refund.agree/3.0.1': route(
      z.strictObject({ refund_id: z.string(), version: z.int() }),
      ({ refund_id: id, version }, shop) => {
        const one = the(shop.cases, id);
        check(version === one.changedAt, 'state', 'another version');
        decide(shop, id, one.status === 'sent-back' ? 'receive' : 'approve');
        return { is_success: true };
      },
    ),
    '/api/youzan.trade.refund.seller.active/3.0.1': route(
      z.strictObject({
        tid: z.string(),
        biz_value: z.string().min(1).max(32),
        refund_fee: yuanText,
        desc: z.string().min(1),
        coupons: z.tuple([]),
        // 19 digits: as a number they are read as text here, shorter ones would come as numbers.
        items: z.array(z.strictObject({ oid: z.string(), refund_fee: yuanText })).min(1),
      }),
      (given, shop) => {
        const amount = toMinor(given.refund_fee) ?? 0;
        const shares = given.items.reduce((sum, item) => sum + (toMinor(item.refund_fee) ?? 0), 0);
        check(shares === amount, 'parameter', 'the shares are not the sum');
        payBack(shop, given.tid, { amount, key: given.biz_value });
        return { refund_id: '1', is_success: true };
      },
    ),
    '/api/youzan.items.onsale.get/3.0.0': route(
      z.strictObject({ ...page, order_by: z.enum(['created_time:asc', 'created_time:desc']) }),
      ({ page_no: at, page_size: size }, { products }) => ({
        count: products.length,
        items: pageOf(products, at, size, 300).map(({ id }) => ({ item_id: id })),
      }),
    ),
    '/api/youzan.item.get/3.0.0': route(z.strictObject({ item_id: z.int() }), ({ item_id: number }, shop) => {
      const id = String(number);
      return { item: patched(rawItem, { item_id: id, 'skus.0.quantity': the(shop.products, id).stock }) };
    }),
  },
  told: (_method, data) => ({ json: { trace_id: 't', success: true, code: 200, message: 'successful', data } }),
  refused: ({ kind, message }) => {
    if (kind === 'too-many') return { status: 429, json: {} };
    const code = codes[kind];
    return code < 10_000
      ? { json: { gw_err_resp: { err_code: code, err_msg: message, trace_id: 't' } } }
      : { json: { success: false, code, message, data: null } };
  },
};

/** Four digits are the gateway's. */
const codes: Readonly<Record<Exclude<RefusalKind, 'too-many'>, number>> = {
  signature: 4203,
  time: 4203,
  key: 4201,
  token: 4203,
  method: 4007,
  parameter: 4005,
  unknown: 103011024,
  state: 103010039,
};
const orderStates: Readonly<Record<FakeOrder['status'], string>> = {
  unpaid: 'WAIT_BUYER_PAY',
  paid: 'WAIT_SELLER_SEND_GOODS',
  shipped: 'WAIT_BUYER_CONFIRM_GOODS',
  cancelled: 'TRADE_CLOSED',
};
const caseStates: Readonly<Record<FakeCase['status'], string>> = {
  applied: 'WAIT_SELLER_AGREE',
  agreed: 'WAIT_BUYER_RETURN_GOODS',
  'sent-back': 'WAIT_SELLER_CONFIRM_GOODS',
  refused: 'SELLER_REFUSE_BUYER',
  done: 'SUCCESS',
};

function within<Row extends { changedAt: number }>(rows: readonly Row[], from = Number.NaN, until = Number.NaN): Row[] {
  return changedWithin(rows, { from, until, longestSeconds: 7 * 86_400 });
}

function orderOf({ id, status, address }: FakeOrder): unknown {
  return patched(readJson(rawOrder), {
    'full_order_info.order_info.tid': id,
    'full_order_info.order_info.status': orderStates[status],
    'full_order_info.address_info.delivery_city': address.city,
    ...(status === 'shipped' ? {} : { delivery_order: [] }),
  });
}

function caseOf({ id, orderId, kind, status, changedAt }: FakeCase): unknown {
  return patched(readJson(rawCase), {
    refund_id: id,
    tid: orderId,
    status: caseStates[status],
    version: changedAt,
    demand: kind === 'return' ? 2 : 1,
    return_goods: kind === 'return',
  });
}

import { z } from 'zod';
import { fromChinaTime } from '../../kit/china-time.ts';
import {
  byBytes,
  check,
  checkTime,
  type Dialect,
  digits,
  formOf,
  keyed,
  number,
  partOf,
  patched,
  route,
} from '../../remote/testing/dialect.ts';
import {
  cancel,
  changedWithin,
  decide,
  type FakeCase,
  type FakeOrder,
  masked,
  moveOrder,
  pageOf,
  type RefusalKind,
  renew,
  the,
} from '../../remote/testing/fake-shop.ts';
import { taobaoPlatform } from '../taobao-platform.ts';
import { rawItem, rawRefund, rawTrade } from './taobao-answers.ts';

const system = z.strictObject({
  app_key: z.literal('12345678'),
  format: z.literal('json'),
  v: z.literal('2.0'),
  sign_method: z.literal('hmac'),
});
const span = {
  fields: z.string().min(1),
  start_modified: z.string(),
  end_modified: z.string(),
  page_no: number,
  page_size: number,
};
const done = { is_success: true };

/**
 * TOP as its documents describe it (open.taobao.com, "API 签名算法", "API 错误码" and the interfaces' pages, read 2026-11-21): HMAC-MD5 over
 * all fields, ten minutes of clock, spans of one day, pages of 100, numbers of 19 digits, receivers hidden.
 */
export const taobaoDialect: Dialect = {
  platform: taobaoPlatform,
  settings: {
    appKey: '12345678',
    appSecret: 'helloworld',
    sessionKey: 'T1',
    refreshToken: 'R1',
    sellerAddressId: '42',
  },
  wrongKey: { appSecret: 'other' },
  ids: {
    order: (index) => String(2231958349001234000n + BigInt(index)),
    product: (index) => String(11223344000 + index),
    case: (index) => String(99887766554433000n + BigInt(index)),
    unknown: '2231958349009999999',
  },
  cancels: 'unpaid',
  hasTokens: true,
  numbers: ['tid', 'oid', 'refund_id', 'num_iid', 'sku_id'],
  ask: ({ host, method: verb, path, body }, shop) => {
    check(verb === 'POST' && `${host}${path}` === 'eco.taobao.com/router/rest', 'method', path);
    const { sign, ...fields } = formOf(body);
    check(sign === keyed('md5', 'helloworld', byBytes(fields)).toUpperCase(), 'signature');
    const { method = '', session: token = '', timestamp = '', app_key, format, v, sign_method, ...given } = fields;
    checkTime(shop, Date.parse(fromChinaTime(timestamp) ?? ''), 10);
    check(system.safeParse({ app_key, format, v, sign_method }).success, 'parameter', 'of the system');
    return { method, given, token };
  },
  routes: {
    'taobao.top.auth.token.refresh': route(
      z.strictObject({ refresh_token: z.string() }),
      ({ refresh_token: old }, shop) => {
        const { access, refresh } = renew(shop, old);
        return { token_result: JSON.stringify({ access_token: access, refresh_token: refresh, expires_in: 86_400 }) };
      },
      true,
    ),
    'taobao.shop.seller.get': route(z.strictObject({ fields: z.string().min(1) }), () => ({
      shop: { sid: 1, title: '山田旗舰店' },
    })),
    'taobao.trades.sold.increment.get': route(z.strictObject(span), (given, shop) => {
      const found = within(shop.orders, given);
      return {
        total_results: found.length,
        trades: { trade: pageOf(found, given.page_no, given.page_size, 100).map((one) => ({ tid: one.id })) },
      };
    }),
    'taobao.trade.fullinfo.get': route(z.strictObject({ fields: z.string().min(1), tid: digits }), ({ tid }, shop) => ({
      trade: tradeOf(the(shop.orders, tid)),
    })),
    'taobao.trade.shippingaddress.update': route(
      z.strictObject({
        tid: digits,
        receiver_name: z.string().optional(),
        receiver_mobile: z.string().optional(),
        receiver_state: z.string().optional(),
        receiver_city: z.string().optional(),
        receiver_district: z.string().optional(),
        receiver_address: z.string().optional(),
        receiver_zip: z.string().optional(),
      }),
      (given, shop) => {
        moveOrder(shop, given.tid, {
          name: given.receiver_name ?? '',
          phone: given.receiver_mobile ?? '',
          province: given.receiver_state ?? '',
          city: given.receiver_city ?? '',
          district: given.receiver_district ?? '',
          detail: given.receiver_address ?? '',
          zip: given.receiver_zip ?? '',
        });
        return { trade: { tid: given.tid } };
      },
    ),
    'taobao.trade.close': route(z.strictObject({ tid: digits, close_reason: z.string().min(1) }), ({ tid }, shop) => {
      check(the(shop.orders, tid).status === 'unpaid', 'state', tid);
      cancel(shop, tid);
      return { trade: { tid } };
    }),
    'taobao.refunds.receive.get': route(z.strictObject(span), (given, shop) => {
      const found = within(shop.cases, given);
      return {
        total_results: found.length,
        refunds: { refund: pageOf(found, given.page_no, given.page_size, 100).map((one) => ({ refund_id: one.id })) },
      };
    }),
    'taobao.refund.get': route(
      z.strictObject({ fields: z.string().min(1), refund_id: digits }),
      ({ refund_id: id }, shop) => ({ refund: refundOf(the(shop.cases, id)) }),
    ),
    'taobao.rp.refunds.agree': route(z.strictObject({ refund_infos: z.string() }), ({ refund_infos: infos }, shop) => {
      const [id = '', amount = '', version = '', phase = ''] = infos.split('|');
      check(/^\d+$/.test(amount) && /^\d+$/.test(version) && phase !== '', 'parameter', infos);
      decide(shop, id, the(shop.cases, id).status === 'sent-back' ? 'receive' : 'approve');
      return { succ: true, results: { refund_mapping_result: [{ succ: true, refund_id: id }] } };
    }),
    'taobao.rp.returngoods.agree': route(
      z.strictObject({
        refund_id: digits,
        refund_phase: z.string(),
        refund_version: digits,
        seller_address_id: digits.optional(),
        remark: z.string().optional(),
      }),
      ({ refund_id: id }, shop) => {
        decide(shop, id, 'approve');
        return done;
      },
    ),
    'taobao.refund.refuse': route(
      z.strictObject({
        refund_id: digits,
        refuse_message: z.string().min(1),
        refund_phase: z.string(),
        refund_version: digits,
      }),
      ({ refund_id: id }, shop) => {
        decide(shop, id, 'reject');
        return done;
      },
    ),
    'taobao.items.onsale.get': route(
      z.strictObject({ fields: z.string().min(1), page_no: number, page_size: number }),
      ({ page_no: page, page_size: size }, shop) => ({
        total_results: shop.products.length,
        items: { item: pageOf(shop.products, page, size, 200).map((one) => ({ num_iid: one.id })) },
      }),
    ),
    'taobao.item.seller.get': route(
      z.strictObject({ fields: z.string().min(1), num_iid: digits }),
      ({ num_iid: id }, shop) => ({
        item: patched(partOf(rawItem, 'item_seller_get_response', 'item'), {
          num_iid: id,
          'skus.sku.0.quantity': the(shop.products, id).stock,
        }),
      }),
    ),
  },
  told: (method, data) => ({ json: { [`${method.replace('taobao.', '').replaceAll('.', '_')}_response`]: data } }),
  refused: ({ kind, message }) => ({ json: { error_response: { msg: message, ...codes[kind] } } }),
};

/** Those of the gateway by number; business errors have their words in `sub_code`. */
const codes: Readonly<Record<RefusalKind, { code: number; sub_code?: string }>> = {
  signature: { code: 25 },
  time: { code: 31 },
  key: { code: 29 },
  token: { code: 27 },
  method: { code: 22 },
  parameter: { code: 41 },
  unknown: { code: 15, sub_code: 'isv.trade-not-exist' },
  state: { code: 15, sub_code: 'isv.trade-status-error' },
  'too-many': { code: 7, sub_code: 'accesscontrol.limited-by-api-access-count' },
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

function within<Row extends { changedAt: number }>(
  rows: readonly Row[],
  given: { start_modified: string; end_modified: string },
): Row[] {
  const [from, until] = [given.start_modified, given.end_modified].map((text) => Date.parse(fromChinaTime(text) ?? ''));
  return changedWithin(rows, { from: from ?? Number.NaN, until: until ?? Number.NaN, longestSeconds: 86_400 });
}

function tradeOf({ id, status, address }: FakeOrder): unknown {
  return patched(partOf(rawTrade, 'trade_fullinfo_get_response', 'trade'), {
    tid: id,
    status: orderStates[status],
    ...(status === 'unpaid' ? { pay_time: '' } : {}),
    receiver_name: masked(address.name),
    receiver_mobile: `${address.phone.slice(0, 3)}****${address.phone.slice(-4)}`,
    receiver_state: address.province,
    receiver_city: address.city,
    receiver_district: address.district,
    receiver_address: masked(address.detail),
    receiver_zip: address.zip,
  });
}

function refundOf({ id, orderId, kind, status }: FakeCase): unknown {
  return patched(partOf(rawRefund, 'refund_get_response', 'refund'), {
    refund_id: id,
    tid: orderId,
    status: caseStates[status],
    has_good_return: kind === 'return',
    dispute_type: kind === 'return' ? 'REFUND_AND_RETURN' : 'REFUND',
  });
}

import { z } from 'zod';
import { readJson } from '../../kit/read-json.ts';
import { check, checkTime, type Dialect, digits, jsonOf, keyed, patched, route } from '../../remote/testing/dialect.ts';
import {
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
import { douyinPlatform } from '../douyin-platform.ts';
import { defaultOperations } from '../douyin-states.ts';
import { rawCase, rawOrder, rawProduct } from './douyin-answers.ts';

const [appKey, secret] = ['7012345678901234567', 'a1b2c3'];
const span = { page: z.int().nonnegative(), size: z.int() };
const area = z.strictObject({ id: z.string(), name: z.string() });

/**
 * 抖店 as its documents describe it (op.jinritemai.com, guide-docs 10/23 and 212/1427, api-docs of the interfaces, read 2026-11-21):
 * HMAC-SHA256 over the sorted compact body, ten minutes of clock, pages of 100 from 0, lists only in the order of change, cases
 * decided with the version that was seen, receivers hidden.
 */
export const douyinDialect: Dialect = {
  platform: douyinPlatform,
  settings: { appKey, appSecret: secret, shopId: '4463798', returnAddressId: '99' },
  wrongKey: { appSecret: 'other' },
  ids: {
    order: (index) => String(5012345678901234000n + BigInt(index)),
    product: (index) => String(3512345678901234000n + BigInt(index)),
    case: (index) => String(7012345678901234000n + BigInt(index)),
    unknown: '5012345678901299999',
  },
  hasTokens: true,
  numbers: ['after_sale_id', 'aftersale_id', 'shop_order_id', 'sku_order_id', 'product_id'],
  ask: ({ host, method: verb, path, query, body }, shop) => {
    const { method = '', app_key, access_token: token = '', timestamp = '', v, sign, sign_method, ...others } = query;
    check(
      verb === 'POST' && `${host}${path}` === `openapi-fxg.jinritemai.com/${method.replace('.', '/')}`,
      'method',
      path,
    );
    const isSystem =
      app_key === appKey && v === '2' && sign_method === 'hmac-sha256' && Object.keys(others).length === 0;
    check(isSystem, 'parameter', 'of the system');
    const text = `${secret}app_key${appKey}method${method}param_json${body}timestamp${timestamp}v2${secret}`;
    check(sign === keyed('sha256', secret, text) && isSorted(jsonOf(body)), 'signature');
    checkTime(shop, Number(timestamp) * 1000, 10);
    return { method, given: jsonOf(body), token };
  },
  routes: {
    'token.create': route(
      z.strictObject({
        code: z.literal(''),
        grant_type: z.literal('authorization_self'),
        shop_id: z.literal('4463798'),
      }),
      (_given, shop) => ({ access_token: shop.token.access, refresh_token: shop.token.refresh, expires_in: 604_800 }),
      true,
    ),
    'token.refresh': route(
      z.strictObject({ grant_type: z.literal('refresh_token'), refresh_token: z.string() }),
      ({ refresh_token: old }, shop) => {
        const { access, refresh } = renew(shop, old);
        return { access_token: access, refresh_token: refresh, expires_in: 604_800 };
      },
      true,
    ),
    'order.searchList': route(
      z.strictObject({
        ...span,
        update_time_start: z.int().optional(),
        update_time_end: z.int().optional(),
        order_by: z.enum(['create_time', 'update_time']),
        order_asc: z.boolean().optional(),
      }),
      ({ page, size, update_time_start: from, update_time_end: until, order_asc: isAscending }, shop) => {
        const found = from === undefined || until === undefined ? shop.orders : within(shop.orders, from, until);
        const sorted = isAscending === true ? found.toReversed() : found;
        return { shop_order_list: pageOf(sorted, page + 1, size, 100).map(orderOf), total: found.length, page, size };
      },
    ),
    'order.orderDetail': route(z.strictObject({ shop_order_id: digits }), ({ shop_order_id: id }, shop) => ({
      shop_order_detail: orderOf(the(shop.orders, id)),
    })),
    'address.getProvince': route(z.strictObject({}), () => [{ province_id: 33, province: '浙江省' }]),
    'address.getAreasByProvince': route(z.strictObject({ province_id: z.literal(33) }), () => [places]),
    'order.addressModify': route(
      z.strictObject({
        order_id: digits,
        post_receiver: z.string().min(1),
        post_tel: z.string().min(1),
        post_addr: z.strictObject({
          province: area,
          city: area,
          town: area,
          street: area,
          address_detail: z.string().min(1),
          land_mark: z.string(),
        }),
      }),
      ({ order_id: id, post_receiver: name, post_tel: phone, post_addr: to }, shop) => {
        check(to.city.id === '3301' && to.town.id === '330110', 'parameter', 'numbers of another place');
        const place = { province: to.province.name, city: to.city.name, district: to.town.name };
        moveOrder(shop, id, { name, phone, ...place, detail: to.street.name + to.address_detail, zip: '' });
        return null;
      },
    ),
    'afterSale.List': route(
      z.strictObject({
        ...span,
        update_start_time: z.int(),
        update_end_time: z.int(),
        order_by: z.tuple([z.literal('update_time asc')]),
      }),
      ({ page, size, update_start_time: from, update_end_time: until }, shop) => {
        const found = within(shop.cases, from, until).toReversed();
        const items = pageOf(found, page + 1, size, 100).map(({ id }) => ({ aftersale_info: { aftersale_id: id } }));
        return { items, has_more: (page + 1) * size < found.length, total: found.length };
      },
    ),
    'afterSale.Detail': route(z.strictObject({ after_sale_id: digits }), ({ after_sale_id: id }, shop) =>
      caseOf(the(shop.cases, id)),
    ),
    'afterSale.rejectReasonCodeList': route(z.strictObject({ aftersale_id: digits }), () => ({
      items: [
        { reject_reason_code: 7, reason: '需要凭证', evidence_need: 'Y' },
        { reject_reason_code: 8, reason: '与买家协商一致', evidence_need: 'N' },
      ],
    })),
    'afterSale.operate': route(
      z.strictObject({
        type: z.int(),
        items: z.tuple([
          z.strictObject({
            aftersale_id: digits,
            update_time: z.int(),
            reason: z.string().optional(),
            remark: z.string().optional(),
            reject_reason_code: z.literal(8).optional(),
            logistics: z.strictObject({ receiver_address_id: z.literal(99) }).optional(),
          }),
        ]),
      }),
      ({ type, items: [item] }, shop) => {
        const one = the(shop.cases, item.aftersale_id);
        const operation = Object.entries(defaultOperations).find(([, known]) => known === type)?.[0] ?? '';
        const isRefusal = operation.startsWith('reject');
        check(!isRefusal || item.reject_reason_code !== undefined, 'parameter', 'no reason');
        if (item.update_time !== secondsOf(one))
          return { items: [{ status_code: 20309541, status_msg: '状态已变化' }] };
        const isBack = operation === 'receive-return' || operation === 'reject-received';
        decide(shop, one.id, isBack ? (isRefusal ? 'fail-inspection' : 'receive') : isRefusal ? 'reject' : 'approve');
        return { items: [{ status_code: 0, status_msg: '' }] };
      },
    ),
    'product.listV2': route(
      z.strictObject({ page: z.int(), size: z.int(), status: z.literal(0) }),
      ({ page, size }, { products }) => ({
        data: pageOf(products, page, size, 100).map(({ id }) => ({ product_id: id })),
        total: products.length,
      }),
    ),
    'product.detail': route(z.strictObject({ product_id: digits }), ({ product_id: id }, shop) =>
      patched(readJson(rawProduct), {
        product_id: id,
        product_id_str: id,
        'spec_prices.0.stock_num': the(shop.products, id).stock,
      }),
    ),
  },
  told: (_method, data) => ({ json: { code: 10_000, msg: 'success', sub_code: '', sub_msg: '', data } }),
  refused: ({ kind, message }) => ({ json: { msg: message, sub_msg: message, ...codes[kind] } }),
};

const codes: Readonly<Record<RefusalKind, { code: number; sub_code: string }>> = {
  signature: { code: 40_002, sub_code: 'isv.signature-invalid' },
  time: { code: 40_002, sub_code: 'isv.timestamp-invalid' },
  key: { code: 40_002, sub_code: 'isv.app-id-invalid' },
  token: { code: 40_003, sub_code: 'isv.access-token-expired' },
  method: { code: 40_004, sub_code: 'isv.method-invalid' },
  parameter: { code: 40_004, sub_code: 'isv.parameter-invalid' },
  unknown: { code: 50_002, sub_code: 'isv.business-failed:11000' },
  state: { code: 50_002, sub_code: 'isv.business-failed:4011' },
  'too-many': { code: 60_000, sub_code: '' },
};
const orderStates: Readonly<Record<FakeOrder['status'], number>> = { unpaid: 1, paid: 2, shipped: 3, cancelled: 4 };
const caseStates: Readonly<Record<FakeCase['status'], number>> = {
  applied: 6,
  agreed: 7,
  'sent-back': 11,
  refused: 27,
  done: 12,
};
const places = {
  code: 33,
  name: '浙江省',
  sub_districts: [
    {
      code: 3301,
      name: '杭州市',
      sub_districts: [{ code: 330110, name: '余杭区', sub_districts: [{ code: 330110012, name: '良渚街道' }] }],
    },
  ],
};

function within<Row extends { changedAt: number }>(rows: readonly Row[], from: number, until: number): Row[] {
  return changedWithin(rows, { from: from * 1000, until: until * 1000, longestSeconds: 90 * 86_400 });
}

/** What is signed has its keys in order at every level. */
function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return keys.join() === keys.toSorted().join() && Object.values(value).every(isSorted);
}

const secondsOf = ({ changedAt }: FakeCase) => Math.floor(changedAt / 1000);

function orderOf({ id, status, address }: FakeOrder): unknown {
  return patched(readJson(rawOrder), {
    order_id: id,
    order_status: orderStates[status],
    main_status: orderStates[status],
    'sku_order_list.0.order_id': id,
    mask_post_receiver: masked(address.name),
    'mask_post_addr.province.name': address.province,
    'mask_post_addr.city.name': address.city,
    'mask_post_addr.town.name': address.district,
    'mask_post_addr.street.name': '',
    'mask_post_addr.detail': masked(address.detail),
  });
}

function caseOf(one: FakeCase): unknown {
  return patched(readJson(rawCase), {
    'process_info.after_sale_info.after_sale_id': one.id,
    'process_info.after_sale_info.after_sale_type': one.kind === 'return' ? 0 : 1,
    'process_info.after_sale_info.after_sale_status': caseStates[one.status],
    'process_info.after_sale_info.refund_status': one.status === 'done' ? 3 : 0,
    'process_info.after_sale_info.update_time': secondsOf(one),
    'order_info.shop_order_id': one.orderId,
  });
}

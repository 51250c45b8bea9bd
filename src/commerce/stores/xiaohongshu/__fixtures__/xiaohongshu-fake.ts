import { createHash } from 'node:crypto';
import { z } from 'zod';
import { check, checkTime, type Dialect, jsonOf, patched, route } from '../../remote/testing/dialect.ts';
import {
  changedWithin,
  decide,
  type FakeCase,
  type FakeOrder,
  pageOf,
  renew,
  the,
} from '../../remote/testing/fake-shop.ts';
import { xiaohongshuPlatform } from '../xiaohongshu-platform.ts';
import { rawCase, rawItem, rawOrder, rawSku } from './xiaohongshu-answers.ts';

const [appId, secret] = ['21d6aaaabbbbcccc8be8', '429aa3aee9ef9e4a85'];
const system = z.looseObject({
  appId: z.literal(appId),
  method: z.string(),
  timestamp: z.string().regex(/^\d{10}$/),
  version: z.literal('2.0'),
  sign: z.string(),
  accessToken: z.string().default(''),
});
const page = { pageNo: z.int().max(100), pageSize: z.int() };
const span = { startTime: z.int(), endTime: z.int(), timeType: z.literal(2), ...page };

/**
 * 小红书 as its documents describe it (open.xiaohongshu.com document 39, apiId 27226, 27227, 27241, 27242, 30038, 30115, partly in stored
 * copies, read 2026-11-21): MD5 over method and three fields, spans of half an hour by time of change, pages of 100, two envelopes around
 * the newer interfaces. No table of codes is published: a token is refused in words, too many requests by status 429.
 */
export const xiaohongshuDialect: Dialect = {
  platform: xiaohongshuPlatform,
  settings: { appId, appSecret: secret, refreshToken: 'R1', rejectReason: '31', returnAddressId: '5' },
  wrongKey: { appSecret: 'other' },
  ids: {
    order: (index) => `P${712345678901234000n + BigInt(index)}`,
    product: (index) => `64ff12f000000000000000${String(index).padStart(2, '0')}`,
    case: (index) => `R${7012345678901234000n + BigInt(index)}`,
    unknown: 'P712345678901299999',
  },
  hasTokens: true,
  ask: ({ host, method: verb, path, body }, shop) => {
    check(
      verb === 'POST' && `${host}${path}` === 'ark.xiaohongshu.com/ark/open_api/v3/common_controller',
      'method',
      path,
    );
    const read = system.safeParse(jsonOf(body));
    if (!read.success) return { method: 'no system fields', given: {}, token: '' };
    const { appId: app, method, timestamp, version, sign, accessToken: token, ...given } = read.data;
    const text = `${method}?appId=${app}&timestamp=${timestamp}&version=${version}${secret}`;
    check(sign === createHash('md5').update(text).digest('hex'), 'signature');
    checkTime(shop, Number(timestamp) * 1000, 10);
    return { method, given, token };
  },
  routes: {
    'oauth.refreshToken': route(
      z.strictObject({ refreshToken: z.string() }),
      ({ refreshToken: old }, shop) => {
        const { access, refresh } = renew(shop, old);
        const accessTokenExpiresAt = shop.clock.now().getTime() + 7 * 86_400_000;
        return { accessToken: access, refreshToken: refresh, accessTokenExpiresAt };
      },
      true,
    ),
    'order.getOrderList': route(z.strictObject(span), (given, shop) => {
      const found = within(shop.orders, given.startTime * 1000, given.endTime * 1000);
      const rows = pageOf(found, given.pageNo, given.pageSize, 100);
      const maxPageNo = Math.ceil(found.length / given.pageSize);
      return { total: found.length, maxPageNo, orderList: rows.map(({ id }) => ({ orderId: id })) };
    }),
    'order.getOrderDetail': route(z.strictObject({ orderId: z.string() }), ({ orderId }, shop) =>
      orderOf(the(shop.orders, orderId)),
    ),
    'afterSale.listAfterSaleInfos': route(z.strictObject(span), (given, shop) => {
      const found = within(shop.cases, given.startTime, given.endTime);
      const rows = pageOf(found, given.pageNo, given.pageSize, 100).map(({ id }) => ({ returnsId: id }));
      return { totalCount: found.length, afterSaleBasicInfos: rows };
    }),
    'afterSale.getAfterSaleInfo': route(
      z.strictObject({ returnsId: z.string(), needNegotiateRecord: z.boolean() }),
      ({ returnsId }, shop) => ({ afterSaleInfo: caseOf(the(shop.cases, returnsId)) }),
    ),
    'afterSale.auditReturns': route(
      z.strictObject({
        returnsId: z.string(),
        action: z.int().min(1).max(3),
        message: z.string().optional(),
        reason: z.literal(31).optional(),
        description: z.string().min(1).optional(),
        receiverInfo: z.strictObject({ sellerAddressRecordId: z.literal(5) }).optional(),
      }),
      ({ returnsId, action, reason }, shop) => {
        check(action !== 3 || reason !== undefined, 'parameter', 'no reason');
        decide(shop, returnsId, action === 3 ? 'reject' : 'approve');
        return '审核成功';
      },
    ),
    'afterSale.confirmReceive': route(
      z.strictObject({
        returnsId: z.string(),
        action: z.int().min(1).max(2),
        reason: z.literal(31).optional(),
        description: z.string().min(1).optional(),
      }),
      ({ returnsId, action }, shop) => {
        decide(shop, returnsId, action === 1 ? 'receive' : 'fail-inspection');
        return '确认收货成功';
      },
    ),
    'product.searchItemList': route(
      z.strictObject({ ...page, searchParam: z.strictObject({}) }),
      ({ pageNo, pageSize }, { products }) => ({
        currentPage: pageNo,
        pageSize,
        total: products.length,
        itemDetailV3s: pageOf(products, pageNo, pageSize, 100).map(({ id }) => patched(rawItem, { id })),
      }),
    ),
    'product.getItemInfo': route(
      z.strictObject({ itemId: z.string(), ...page }),
      ({ itemId, pageNo, pageSize }, shop) => {
        const { stock } = the(shop.products, itemId);
        const skus = ['01', '02'].map((end) => patched(rawSku, { id: `${itemId}${end}`, itemId, stock }));
        const itemInfo = patched(rawItem, { id: itemId });
        return { itemInfo, skuInfos: pageOf(skus, pageNo, pageSize, 100), total: skus.length };
      },
    ),
  },
  told: (method, data) => {
    const isWrapped = method === 'afterSale.listAfterSaleInfos' || method === 'afterSale.getAfterSaleInfo';
    const inner = isWrapped ? { success: true, code: 0, msg: '', data } : data;
    return { json: { success: true, error_code: 0, error_msg: '', data: inner } };
  },
  refused: ({ kind, message }) => {
    if (kind === 'too-many') return { status: 429, json: {} };
    const words = kind === 'token' ? 'accessToken 已失效' : kind === 'unknown' ? '单据不存在' : message;
    return { json: { success: false, error_code: kind === 'unknown' ? -2000101 : -1, error_msg: words } };
  },
};

const orderStates: Readonly<Record<FakeOrder['status'], number>> = { unpaid: 1, paid: 4, shipped: 6, cancelled: 9 };
const caseStates: Readonly<Record<FakeCase['status'], number>> = {
  applied: 1,
  agreed: 2,
  'sent-back': 3,
  refused: 9,
  done: 4,
};

function within<Row extends { changedAt: number }>(rows: readonly Row[], from: number, until: number): Row[] {
  return changedWithin(rows, { from, until, longestSeconds: 1800 });
}

function orderOf({ id, status, address }: FakeOrder): unknown {
  return patched(rawOrder, { orderId: id, orderStatus: orderStates[status], receiverCityName: address.city });
}

function caseOf({ id, orderId, kind, status }: FakeCase): unknown {
  return patched(rawCase, {
    returnsId: id,
    orderId,
    returnType: kind === 'return' ? 1 : 4,
    status: caseStates[status],
    refundStatus: status === 'done' ? 2 : 0,
  });
}

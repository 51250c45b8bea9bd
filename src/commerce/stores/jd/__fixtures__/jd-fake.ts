import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fromChinaTime, toChinaTime } from '../../kit/china-time.ts';
import {
  byBytes,
  check,
  checkTime,
  type Dialect,
  digits,
  formOf,
  jsonOf,
  number,
  patched,
  route,
} from '../../remote/testing/dialect.ts';
import {
  changedWithin,
  decide,
  type FakeCase,
  type FakeOrder,
  type FakeShop,
  masked,
  pageOf,
  type RefusalKind,
  renew,
  the,
} from '../../remote/testing/fake-shop.ts';
import { jdPlatform } from '../jd-platform.ts';
import { askedStates } from '../jd-states.ts';
import { rawOrder, rawRefund, rawSku, rawWare } from './jd-answers.ts';

const refundCase = 'refund-';
const source = z.literal('JOS');

/**
 * 京东 as its documents describe it (open.jd.com listId 2643 and the interfaces' pages, gateway errors in a copy of the platform's table,
 * read 2026-11-21): MD5 over all fields, six minutes of clock, spans of one day, pages of 100, 20 wares at once.
 */
export const jdDialect: Dialect = {
  platform: jdPlatform,
  settings: { appKey: 'yourappkey', appSecret: 'yourappSecret', accessToken: 'T1', refreshToken: 'R1' },
  wrongKey: { appSecret: 'other' },
  ids: {
    order: (index) => String(284512345000 + index),
    product: (index) => String(10023456000 + index),
    case: (index) => `${refundCase}${900000 + index}`,
    unknown: '284512999999',
  },
  hasTokens: true,
  ask: ({ host, method: verb, path, query, body }, shop) => {
    if (host === 'open-oauth.jd.com') return { method: `${verb} ${path}`, given: query, token: '' };
    check(verb === 'POST' && `${host}${path}` === 'api.jd.com/routerjson', 'method', path);
    const { sign, ...fields } = formOf(body);
    const text = `yourappSecret${byBytes(fields)}yourappSecret`;
    check(sign === createHash('md5').update(text).digest('hex').toUpperCase(), 'signature');
    const { method = '', access_token: token = '', timestamp = '', '360buy_param_json': json = '', ...others } = fields;
    checkTime(shop, Date.parse(fromChinaTime(timestamp.replace('+0800', '')) ?? ''), 6);
    check(others['app_key'] === 'yourappkey' && others['v'] === '2.0', 'parameter', 'of the system');
    check(Object.keys(others).length === 2, 'parameter', 'unknown to the system');
    return { method, given: jsonOf(json), token };
  },
  routes: {
    'GET /oauth2/refresh_token': route(
      z.strictObject({
        app_key: z.literal('yourappkey'),
        app_secret: z.literal('yourappSecret'),
        grant_type: z.literal('refresh_token'),
        refresh_token: z.string(),
      }),
      ({ refresh_token: old }, shop) => {
        const { access, refresh } = renew(shop, old);
        return { access_token: access, refresh_token: refresh, expires_in: 86_400 };
      },
      true,
    ),
    'jingdong.vender.shop.query': route(z.strictObject({}), () => ({
      shop_jos_result: { vender_id: 10001, shop_id: 2, shop_name: '山田旗舰店' },
    })),
    'jingdong.pop.order.search': route(
      z.strictObject({
        start_date: z.string(),
        end_date: z.string(),
        order_state: z.literal(askedStates),
        optional_fields: z.string().min(1),
        page: number,
        page_size: number,
        sortType: z.union([z.literal(0), z.literal(1)]),
        dateType: z.literal(0),
        source_id: source,
      }),
      (given, shop) => {
        const found = within(shop.orders, given.start_date, given.end_date);
        const rows = pageOf(found, given.page, given.page_size, 100).map(orderOf);
        const result = { apiResult: { success: true }, orderTotal: found.length, orderInfoList: rows };
        return { searchorderinfo_result: result };
      },
    ),
    'jingdong.pop.order.get': route(
      z.strictObject({ order_id: digits, optional_fields: z.string().min(1), source_id: source }),
      ({ order_id: id }, shop) => {
        const found = shop.orders.find((one) => one.id === id);
        return {
          orderDetailInfo: { apiResult: { success: true }, orderInfo: found === undefined ? null : orderOf(found) },
        };
      },
    ),
    'jingdong.asc.query.list': route(
      z.strictObject({
        buId: z.literal('10001'),
        operatePin: z.string().min(1),
        operateNick: z.string().min(1),
        updateTimeBegin: z.string().optional(),
        updateTimeEnd: z.string().optional(),
        serviceId: z.string().optional(),
        pageNumber: z.int().positive(),
        pageSize: z.int().positive().max(50),
      }),
      () => ({ pageResult: { totalCount: 0, data: [] } }),
    ),
    'jingdong.pop.afs.soa.refundapply.queryPageList': route(
      z.strictObject({
        ids: digits.optional(),
        applyTimeStart: z.string().optional(),
        applyTimeEnd: z.string().optional(),
        pageIndex: z.int(),
        pageSize: z.int(),
      }),
      ({ ids, applyTimeStart: from, applyTimeEnd: until, pageIndex, pageSize }, shop) => {
        const found =
          ids === undefined
            ? within(shop.cases, from ?? '', until ?? '')
            : shop.cases.filter((one) => one.id === `${refundCase}${ids}`);
        const result = pageOf(found, pageIndex, pageSize, 50).map(refundOf);
        return { queryResult: { totalCount: found.length, result } };
      },
    ),
    'jingdong.pop.afs.soa.refundapply.replyRefund': route(
      z.strictObject({
        id: digits,
        status: z.union([z.literal(1), z.literal(2)]),
        checkUserName: z.string().min(1),
        remark: z.string().min(1),
        rejectType: z.int().optional(),
        outWareStatus: z.int(),
      }),
      ({ id, status, rejectType }, shop) => {
        check(status === 1 || rejectType !== undefined, 'parameter', 'no rejectType');
        decide(shop, `${refundCase}${id}`, status === 1 ? 'approve' : 'reject');
        return { replyResult: { success: true } };
      },
    ),
    'jingdong.ware.read.searchWare4Valid': route(
      z.strictObject({
        orderField: z.enum(['wareId', 'offlineTime', 'onlineTime', 'stockNum', 'jdPrice', 'modified']),
        orderType: z.enum(['asc', 'desc']),
        pageNo: z.int(),
        pageSize: z.int(),
        field: z.string().min(1),
      }),
      ({ pageNo, pageSize }, { products }) => {
        const data = pageOf(products, pageNo, pageSize, 100).map(({ id }) => patched(rawWare, { wareId: Number(id) }));
        return { page: { data, totalItem: products.length, pageNo, pageSize } };
      },
    ),
    'jingdong.sku.read.searchSkuList': route(
      z.strictObject({
        wareId: z.string().regex(/^\d+(,\d+){0,19}$/),
        pageNo: z.int(),
        page_size: z.int(),
        field: z.string().min(1),
      }),
      ({ wareId, pageNo, page_size: size }, shop) => {
        const found = skusOf(shop, wareId.split(','));
        return { page: { data: pageOf(found, pageNo, size, 50), totalItem: found.length } };
      },
    ),
  },
  told: (method, data) =>
    method.startsWith('GET')
      ? { json: data }
      : { json: { [`${method.replaceAll('.', '_')}_responce`]: patched(data, { code: '0' }) } },
  refused: ({ kind, message }) =>
    kind === 'too-many'
      ? { status: 429, json: {} }
      : { json: { error_response: { code: codes[kind], zh_desc: message, en_desc: message } } },
};

const codes: Readonly<Record<Exclude<RefusalKind, 'too-many'>, string>> = {
  signature: '12',
  time: '8',
  key: '12',
  token: '19',
  method: '15',
  parameter: '43',
  unknown: '10100030',
  state: '10100031',
};
const orderStates: Readonly<Record<FakeOrder['status'], string>> = {
  unpaid: 'NOT_PAY',
  paid: 'WAIT_SELLER_STOCK_OUT',
  shipped: 'WAIT_GOODS_RECEIVE_CONFIRM',
  cancelled: 'TRADE_CANCELED',
};
const caseStates: Readonly<Record<FakeCase['status'], number>> = {
  applied: 0,
  agreed: 1,
  'sent-back': 10,
  refused: 2,
  done: 3,
};

function within<Row extends { changedAt: number }>(rows: readonly Row[], start: string, end: string): Row[] {
  const [from = Number.NaN, until = Number.NaN] = [start, end].map((text) => Date.parse(fromChinaTime(text) ?? ''));
  return changedWithin(rows, { from, until, longestSeconds: 86_400 });
}

function orderOf({ id, status, address }: FakeOrder): unknown {
  return patched(rawOrder, {
    orderId: id,
    orderState: orderStates[status],
    'consigneeInfo.fullname': masked(address.name),
    'consigneeInfo.city': address.city,
  });
}

function refundOf({ id, orderId, status, changedAt }: FakeCase): unknown {
  return patched(rawRefund, {
    id: Number(id.replace(refundCase, '')),
    orderId,
    status: caseStates[status],
    applyTime: toChinaTime(new Date(changedAt)),
  });
}

/** Each ware has three skus, so that those of twenty wares are more than a page. */
function skusOf(shop: FakeShop, wareIds: readonly string[]): unknown[] {
  return wareIds.flatMap((id) =>
    [1, 2, 3].map((one) =>
      patched(rawSku, { wareId: Number(id), skuId: Number(`${id}${one}`), stockNum: the(shop.products, id).stock }),
    ),
  );
}

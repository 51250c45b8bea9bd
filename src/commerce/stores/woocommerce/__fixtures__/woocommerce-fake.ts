import { z } from 'zod';
import { toMinor } from '../../kit/money.ts';
import { check, type Dialect, jsonOf, number, patched, route } from '../../remote/testing/dialect.ts';
import {
  cancel,
  changedWithin,
  type FakeOrder,
  moveOrder,
  pageOf,
  payBack,
  type RefusalKind,
  the,
} from '../../remote/testing/fake-shop.ts';
import { woocommercePlatform } from '../woocommerce-platform.ts';
import { rawOrder, rawProduct, rawVariations } from './woocommerce-answers.ts';

const id = z.string().regex(/^\d+$/);
const paging = { per_page: number, page: number.optional() };
const gmt = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/)
  .transform((text) => Date.parse(`${text}Z`));
const basic = `Basic ${Buffer.from('ck_1:cs_1').toString('base64')}`;

/** Which interface a path belongs to, with the number in it. */
const paths: readonly [RegExp, string][] = [
  [/^\/orders$/, '/orders'],
  [/^\/orders\/(\d+)$/, '/orders/id'],
  [/^\/orders\/(\d+)\/refunds$/, '/orders/id/refunds'],
  [/^\/products$/, '/products'],
  [/^\/products\/(\d+)\/variations$/, '/products/id/variations'],
  [/^\/settings\/general\/woocommerce_currency$/, '/settings/currency'],
];

/**
 * WooCommerce as the documents of REST v3 describe it (woocommerce.github.io/woocommerce-rest-api-docs, read 2026-11-21): basic
 * authentication over https, pages of 100 with their number in headers, errors by status. Hosts ask for fewer requests by status 429.
 */
export const woocommerceDialect: Dialect = {
  platform: woocommercePlatform,
  settings: { url: 'https://shop.example.com/', consumerKey: 'ck_1', consumerSecret: 'cs_1' },
  wrongKey: { consumerSecret: 'cs_2' },
  ids: {
    order: (index) => String(700 + index),
    product: (index) => String(2000 + index),
    case: (index) => String(index),
    unknown: '9999',
  },
  hasTokens: false,
  ask: ({ host, method: verb, path, query, headers, body }) => {
    check(host === 'shop.example.com' && path.startsWith('/wp-json/'), 'method', path);
    check(headers['authorization'] === basic, 'key');
    if (path === '/wp-json/') return { method: 'GET /', given: query, token: 'T1' };
    const below = path.replace('/wp-json/wc/v3', '');
    const [pattern, name = below] = paths.find(([one]) => one.test(below)) ?? [];
    const found = pattern?.exec(below)?.[1];
    const given = {
      ...query,
      ...(found === undefined ? {} : { id: found }),
      ...(verb === 'GET' ? {} : { body: jsonOf(body) }),
    };
    return { method: `${verb} ${name}`, given, token: 'T1' };
  },
  routes: {
    'GET /': route(z.strictObject({}), () => ({ name: 'Woo Shop' })),
    'GET /orders': route(
      z.strictObject({
        ...paging,
        modified_after: gmt.optional(),
        modified_before: gmt.optional(),
        dates_are_gmt: z.literal('true').optional(),
        orderby: z.literal('modified').optional(),
        order: z.literal('asc').optional(),
      }),
      (given, shop) => {
        const { modified_after: from = 0, modified_before: until = shop.clock.now().getTime() } = given;
        const found = changedWithin(shop.orders, { from, until, longestSeconds: Number.POSITIVE_INFINITY });
        return paged(found.toReversed(), given, orderOf);
      },
    ),
    'GET /orders/id': route(z.strictObject({ id }), (given, shop) => orderOf(the(shop.orders, given.id))),
    'PUT /orders/id': route(
      z.strictObject({
        id,
        body: z.union([
          z.strictObject({ status: z.literal('cancelled') }),
          z.strictObject({
            shipping: z.strictObject({
              first_name: z.string(),
              last_name: z.string(),
              address_1: z.string(),
              address_2: z.string(),
              city: z.string(),
              state: z.string(),
              postcode: z.string(),
              country: z.string().length(2),
              phone: z.string(),
            }),
          }),
        ]),
      }),
      (given, shop) => {
        if ('status' in given.body) cancel(shop, given.id);
        else {
          const to = given.body.shipping;
          const name = `${to.first_name} ${to.last_name}`.trim();
          const place = { province: to.state, city: to.city, district: to.address_2, detail: to.address_1 };
          moveOrder(shop, given.id, { name, phone: to.phone, ...place, zip: to.postcode });
        }
        return orderOf(the(shop.orders, given.id));
      },
    ),
    'GET /orders/id/refunds': route(z.strictObject({ id, per_page: number }), (given, shop) =>
      the(shop.orders, given.id).refunds.map(({ key }, index) => ({
        id: index + 1,
        meta_data: [{ id: 1, key: '_peakdesk_key', value: key }],
      })),
    ),
    'POST /orders/id/refunds': route(
      z.strictObject({
        id,
        body: z.strictObject({
          amount: z.string().regex(/^\d+\.\d{2}$/),
          reason: z.string(),
          api_refund: z.boolean(),
          meta_data: z.tuple([z.strictObject({ key: z.literal('_peakdesk_key'), value: z.string().min(1) })]),
        }),
      }),
      (given, shop) => {
        const [note] = given.body.meta_data;
        payBack(shop, given.id, { amount: toMinor(given.body.amount) ?? 0, key: note.value });
        return { id: 1 };
      },
    ),
    'GET /products': route(
      z.strictObject({
        ...paging,
        status: z.literal('publish'),
        orderby: z.literal('id'),
        order: z.literal('asc'),
      }),
      (given, { products }) => paged(products, given, (one) => patched(rawProduct, { id: Number(one.id) })),
    ),
    'GET /products/id/variations': route(z.strictObject({ id, per_page: number }), (given, shop) =>
      patched(rawVariations, {
        '0.stock_quantity': the(shop.products, given.id).stock,
        '0.id': Number(`${given.id}1`),
      }),
    ),
    'GET /settings/currency': route(z.strictObject({}), () => ({ id: 'woocommerce_currency', value: 'USD' })),
  },
  told: (method, data) => {
    const page = pageTold.safeParse(data);
    if (!page.success) return { status: method.startsWith('POST') ? 201 : 200, json: data };
    const { rows, total, pages } = page.data;
    return { json: rows, headers: { 'x-wp-total': String(total), 'x-wp-totalpages': String(pages) } };
  },
  refused: ({ kind, message }) => {
    const { status, code } = codes[kind];
    return {
      status,
      json: { code, message, data: { status } },
      ...(status === 429 ? { headers: { 'retry-after': '2' } } : {}),
    };
  },
};

const codes: Readonly<Record<RefusalKind, { status: number; code: string }>> = {
  signature: { status: 401, code: 'woocommerce_rest_authentication_error' },
  time: { status: 401, code: 'woocommerce_rest_authentication_error' },
  key: { status: 401, code: 'woocommerce_rest_cannot_view' },
  token: { status: 401, code: 'woocommerce_rest_cannot_view' },
  method: { status: 404, code: 'rest_no_route' },
  parameter: { status: 400, code: 'rest_invalid_param' },
  unknown: { status: 404, code: 'woocommerce_rest_shop_order_invalid_id' },
  state: { status: 400, code: 'woocommerce_rest_cannot_edit' },
  'too-many': { status: 429, code: 'too_many_requests' },
};
const orderStates: Readonly<Record<FakeOrder['status'], string>> = {
  unpaid: 'pending',
  paid: 'processing',
  shipped: 'completed',
  cancelled: 'cancelled',
};
const pageTold = z.strictObject({ rows: z.array(z.unknown()), total: z.number(), pages: z.number() });

function paged<Row>(
  rows: readonly Row[],
  { per_page: size, page = 1 }: { per_page: number; page?: number | undefined },
  tell: (row: Row) => unknown,
) {
  return { rows: pageOf(rows, page, size, 100).map(tell), total: rows.length, pages: Math.ceil(rows.length / size) };
}

function orderOf({ id: orderId, status, address, refunds }: FakeOrder): unknown {
  return patched(rawOrder, {
    id: Number(orderId),
    number: orderId,
    status: orderStates[status],
    shipping: {
      first_name: address.name,
      last_name: '',
      address_1: address.detail,
      address_2: address.district,
      city: address.city,
      state: address.province,
      postcode: address.zip,
      country: 'CN',
      phone: address.phone,
    },
    refunds: refunds.map(({ amount }, index) => ({ id: index + 1, total: `-${(amount / 100).toFixed(2)}` })),
  });
}

import { z } from 'zod';
import { toMinor } from '../../kit/money.ts';
import { check, type Dialect, jsonOf, patched, route } from '../../remote/testing/dialect.ts';
import {
  cancel,
  changedWithin,
  decide,
  type FakeCase,
  type FakeOrder,
  type FakeShop,
  moveOrder,
  pageFrom,
  payBack,
  type RefusalKind,
  the,
} from '../../remote/testing/fake-shop.ts';
import { shopifyPlatform } from '../shopify-platform.ts';
import { faultOfRequest } from './admin-schema.ts';
import { rawOrder, rawProduct } from './shopify-answers.ts';

const body = z.strictObject({ query: z.string(), variables: z.record(z.string(), z.unknown()) });
const orderId = z.string().startsWith('gid://shopify/Order/').transform(numberOf);
const returnId = z.string().startsWith('gid://shopify/Return/').transform(numberOf);
const sale = {
  id: 'gid://shopify/OrderTransaction/1',
  kind: 'SALE',
  status: 'SUCCESS',
  gateway: 'shopify_payments',
  amountSet: { shopMoney: { amount: '29.35', currencyCode: 'USD' } },
};
const after = { after: z.string().nullish(), first: z.int() };

/**
 * Shopify's Admin API of version 2026-07 (shopify.dev/docs/api/admin-graphql, read 2026-11-21): one path, the token in a header, documents
 * and variables by the published schema, pages of 250 by cursor, refunds only with a key, THROTTLED as an error of GraphQL.
 */
export const shopifyDialect: Dialect = {
  platform: shopifyPlatform,
  settings: { shop: 'my-shop.myshopify.com', accessToken: 'T1' },
  wrongKey: { accessToken: 'other' },
  ids: {
    order: (index) => String(1001 + index),
    product: (index) => String(632910000 + index),
    case: (index) => String(945000000 + index),
    unknown: '9999',
  },
  hasTokens: false,
  ask: ({ host, method: verb, path, headers, body: text }) => {
    check(
      verb === 'POST' && `${host}${path}` === 'my-shop.myshopify.com/admin/api/2026-07/graphql.json',
      'method',
      path,
    );
    const { query, variables } = body.parse(jsonOf(text));
    const [, method = 'shop'] = /^\s*(?:query|mutation) (\w+)\(/.exec(query) ?? [];
    const fault = faultOfRequest(query, variables);
    check(fault === undefined, 'parameter', fault);
    check(method !== 'Refund' || query.includes('@idempotent(key: $key)'), 'parameter', 'no key');
    return { method, given: variables, token: headers['x-shopify-access-token'] ?? '' };
  },
  routes: {
    shop: route(z.strictObject({}), () => ({ shop: { name: 'My Shop', currencyCode: 'USD' } })),
    Order: route(z.strictObject({ id: orderId }), ({ id }, shop) => ({
      order: shop.orders.filter((one) => numberFor(one) === id).map((one) => orderOf(shop, one))[0] ?? null,
    })),
    Orders: route(z.strictObject({ ...after, query: z.string() }), ({ query, after: at, first }, shop) => {
      const { page, hasMore, key } = pageFrom(searched(shop, query), at ?? '', first, 250);
      const pageInfo = { hasNextPage: hasMore, endCursor: key === '' ? null : key };
      return { orders: { nodes: page.map((one) => orderOf(shop, one)), pageInfo } };
    }),
    Return: route(z.strictObject({ id: returnId }), ({ id }, shop) => {
      const found = shop.cases.find((one) => one.id === id);
      return { return: found === undefined ? null : { order: orderOf(shop, the(shop.orders, found.orderId)) } };
    }),
    Products: route(z.strictObject(after), ({ after: at, first }, shop) => {
      const { page, hasMore, key } = pageFrom(shop.products, at ?? '', first, 250);
      const nodes = page.map(({ id, stock }) =>
        patched(rawProduct, { id: `gid://shopify/Product/${id}`, 'variants.nodes.0.inventoryQuantity': stock }),
      );
      const pageInfo = { hasNextPage: hasMore, endCursor: key === '' ? null : key };
      return { products: { nodes, pageInfo }, shop: { currencyCode: 'USD' } };
    }),
    Transactions: route(z.strictObject({ id: orderId }), () => ({
      order: { transactions: [{ ...sale, id: 'gid://shopify/OrderTransaction/0', kind: 'AUTHORIZATION' }, sale] },
    })),
    Cancel: route(
      z.strictObject({
        orderId,
        refundMethod: z.strictObject({ originalPaymentMethodsRefund: z.literal(true) }),
        restock: z.boolean(),
        reason: z.enum(['CUSTOMER', 'DECLINED', 'FRAUD', 'INVENTORY', 'OTHER', 'STAFF']),
        staffNote: z.string().max(255),
      }),
      ({ orderId: id }, shop) => {
        cancel(shop, nameOf(id));
        return { orderCancel: { job: { id: 'j' }, orderCancelUserErrors: [], userErrors: [] } };
      },
    ),
    Address: route(
      z.strictObject({
        input: z.strictObject({
          id: orderId,
          shippingAddress: z.strictObject({
            firstName: z.string(),
            lastName: z.string(),
            address1: z.string(),
            address2: z.string(),
            city: z.string(),
            province: z.string(),
            countryCode: z.string().length(2),
            zip: z.string(),
            phone: z.string(),
          }),
        }),
      }),
      ({ input: { id, shippingAddress: to } }, shop) => {
        const place = { province: to.province, city: to.city, district: to.address2, detail: to.address1, zip: to.zip };
        moveOrder(shop, nameOf(id), { name: `${to.firstName} ${to.lastName}`.trim(), phone: to.phone, ...place });
        return { orderUpdate: { order: { id }, userErrors: [] } };
      },
    ),
    Refund: route(
      z.strictObject({
        key: z.uuid(),
        input: z.strictObject({
          orderId,
          note: z.string(),
          notify: z.boolean(),
          transactions: z.tuple([
            z.strictObject({
              orderId,
              parentId: z.literal(sale.id),
              gateway: z.string(),
              kind: z.literal('REFUND'),
              amount: z.string(),
            }),
          ]),
        }),
      }),
      ({ key, input }, shop) => {
        const [paid] = input.transactions;
        payBack(shop, nameOf(input.orderId), { amount: toMinor(paid.amount) ?? 0, key });
        return { refundCreate: { refund: { id: 'r' }, userErrors: [] } };
      },
    ),
    Approve: route(z.strictObject({ input: z.strictObject({ id: returnId }) }), ({ input: { id } }, shop) => {
      decide(shop, id, 'approve');
      return { returnApproveRequest: { return: { id, status: 'OPEN' }, userErrors: [] } };
    }),
    Decline: route(
      z.strictObject({
        input: z.strictObject({
          id: returnId,
          declineReason: z.enum(['FINAL_SALE', 'OTHER', 'RETURN_PERIOD_ENDED']),
          declineNote: z.string().max(500),
        }),
      }),
      ({ input: { id } }, shop) => {
        decide(shop, id, 'reject');
        return { returnDeclineRequest: { return: { id, status: 'DECLINED' }, userErrors: [] } };
      },
    ),
  },
  told: (_method, data) => ({ json: { data } }),
  refused: ({ kind, message }) => {
    if (kind === 'state') return { json: { data: { refused: { userErrors: [{ field: null, message }] } } } };
    const { status = 200, code = '' } = codes[kind];
    return { status, json: { errors: [{ message, extensions: { code } }] } };
  },
};

const codes: Readonly<Record<Exclude<RefusalKind, 'state'>, { status?: number; code?: string }>> = {
  signature: { status: 401 },
  time: { status: 401 },
  key: { status: 401 },
  token: { status: 401 },
  method: { status: 404 },
  parameter: { code: 'BAD_USER_INPUT' },
  unknown: { code: 'NOT_FOUND' },
  'too-many': { code: 'THROTTLED' },
};
const returnStates: Readonly<Record<FakeCase['status'], string>> = {
  applied: 'REQUESTED',
  agreed: 'OPEN',
  'sent-back': 'OPEN',
  refused: 'DECLINED',
  done: 'OPEN',
};

/** Orders are known to customers by their name, to the platform by another number. */
const numberFor = ({ id }: FakeOrder) => String(148977000 + Number(id));
const nameOf = (id: string) => String(Number(id) - 148977000);

function numberOf(globalId: string): string {
  return globalId.slice(globalId.lastIndexOf('/') + 1);
}

function searched(shop: FakeShop, query: string): FakeOrder[] {
  const name = /^name:"#([\w-]+)"$/.exec(query)?.[1];
  if (name !== undefined) return shop.orders.filter((one) => one.id === name);
  const since = /^updated_at:>='(.+)'$/.exec(query)?.[1];
  const from = Date.parse(since ?? '');
  check(!Number.isNaN(from), 'parameter', query);
  const span = { from, until: Number.MAX_SAFE_INTEGER, longestSeconds: Number.POSITIVE_INFINITY };
  return changedWithin(shop.orders, span).toReversed();
}

function orderOf(shop: FakeShop, one: FakeOrder): unknown {
  const { address } = one;
  const paidBack = one.refunds.reduce((sum, { amount }) => sum + amount, 0);
  return patched(rawOrder, {
    id: `gid://shopify/Order/${numberFor(one)}`,
    name: `#${one.id}`,
    cancelledAt: one.status === 'cancelled' ? '2026-11-20T00:00:00Z' : null,
    displayFulfillmentStatus: one.status === 'shipped' ? 'FULFILLED' : 'UNFULFILLED',
    'totalRefundedSet.shopMoney.amount': (paidBack / 100).toFixed(2),
    shippingAddress: {
      name: address.name,
      phone: address.phone,
      address1: address.detail,
      address2: address.district,
      city: address.city,
      province: address.province,
      countryCodeV2: 'CN',
      zip: address.zip,
    },
    'returns.nodes': shop.cases
      .filter(({ orderId: its }) => its === one.id)
      .map(({ id, status }) =>
        patched(rawOrder.returns.nodes[0], { id: `gid://shopify/Return/${id}`, status: returnStates[status] }),
      ),
  });
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { actionArguments } from '../../action-arguments.ts';
import type { Order } from '../../types.ts';
import { words } from '../kit/connection-fields.ts';
import { digitsOf, fromMinor, toMinor } from '../kit/money.ts';
import { answerTo, connected, dataOf, failedTest, outcomeOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { cancelOrder, changeAddress, stepOf } from '../kit/remote-writes.ts';
import type {
  RemoteAction,
  RemoteOutcome,
  RemoteParts,
  RemotePlatform,
  RemoteShop,
} from '../remote/remote-platform.ts';
import { readShopifyPush } from './read-shopify-push.ts';
import { type ShopifyApi, shopifyApi } from './shopify-api.ts';
import {
  addressMutation,
  approveReturnMutation,
  cancelMutation,
  customersQuery,
  declineReturnMutation,
  orderQuery,
  ordersQuery,
  productsQuery,
  refundMutation,
  returnQuery,
  shopQuery,
  transactionsQuery,
} from './shopify-documents.ts';
import { shopifyErrors, shopifyFields } from './shopify-fields.ts';
import { shopifyCustomer, shopifyOrder, shopifyProduct, toCustomer, toOrder, toProduct } from './to-canonical.ts';

/** Shopify by the Admin API in GraphQL. Returns come with their orders; refunds carry a key and happen once. */
export const shopifyPlatform: RemotePlatform = {
  platform: 'shopify',
  descriptor: {
    label: words('Shopify', 'Shopify', 'Shopify'),
    orderNumberPatterns: ['#?\\d{4,9}'],
    identityClues: ['email', 'order-phone', 'name-zip'],
    actions: ['cancel-order', 'change-address', 'request-refund'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: true, idempotentWrites: true, sandbox: false },
  limits: { perSecond: 2, burst: 10 },
  fields: shopifyFields,
  connect,
  readPush: readShopifyPush,
};

const pageSize = 25;

function connect(parts: RemoteParts): RemoteShop {
  const api = shopifyApi(parts);
  const findRaw = async (orderId: string) => {
    const number = /^gid:(\d{1,20})$/.exec(orderId)?.[1];
    if (number !== undefined) {
      const data = dataOf(await api(orderQuery, { id: globalId('Order', number) }), 'shopify order');
      return readAs(z.object({ order: shopifyOrder.nullish() }), data, 'shopify order').order ?? undefined;
    }
    const name = orderId.replace(/^#/, '');
    if (!/^[\w-]{1,30}$/.test(name)) return undefined;
    const data = dataOf(await api(ordersQuery, { query: `name:"#${name}"`, first: 2 }), 'shopify order');
    return readAs(orderList, data, 'shopify order').orders.nodes.find((one) => one.name.replace(/^#/, '') === name);
  };
  const findOrder = async (orderId: string) => {
    const raw = await findRaw(orderId);
    return raw === undefined ? undefined : toOrder(raw);
  };
  const findCase = async (caseId: string) => {
    const data = dataOf(await api(returnQuery, { id: globalId('Return', caseId) }), 'shopify return');
    const { return: found } = readAs(foundReturn, data, 'shopify return');
    return found && toOrder(found.order).cases?.find((one) => one.caseId === caseId);
  };
  /** The platform's own id of an order that is known by its name. */
  const idFor = async (order: Order) => (await findRaw(order.orderId))?.id ?? '';
  return {
    test: () => test(api),
    findOrder,
    findCase,
    findCustomer: async ({ email, id }) =>
      findCustomer(api, email === undefined ? id && `id:${id}` : `email:"${email.replace(/["\\]/g, '')}"`),
    listProducts: (cursor) => listProducts(api, cursor),
    async listOrders({ since, cursor }) {
      const data = dataOf(
        await api(ordersQuery, { query: `updated_at:>='${since}'`, after: cursor ?? null, first: pageSize }),
        'shopify orders',
      );
      const { nodes, pageInfo } = readAs(orderList, data, 'shopify orders').orders;
      return { items: nodes.map(toOrder), next: pageInfo.hasNextPage ? pageInfo.endCursor : undefined };
    },
    perform: {
      'cancel-order': cancelOrder(findOrder, async (order, reason) => {
        const body = {
          orderId: await idFor(order),
          refundMethod: { originalPaymentMethodsRefund: true },
          restock: true,
          reason: 'CUSTOMER',
          staffNote: reason,
        };
        return written(await api(cancelMutation, body, true));
      }),
      'change-address': changeAddress(findOrder, async (order, address) => {
        const [firstName = '', ...rest] = (address.name ?? order.address.name).split(' ');
        const shippingAddress = {
          firstName,
          lastName: rest.join(' '),
          address1: address.detail,
          address2: address.district,
          city: address.city,
          province: address.province,
          countryCode: address.country,
          zip: address.zip,
          phone: address.phone ?? order.address.phone,
        };
        return written(await api(addressMutation, { input: { id: await idFor(order), shippingAddress } }, true));
      }),
      'request-refund': refund(api, idFor),
    },
    steps: {
      approve: stepOf(findCase, async ({ case: one }) =>
        written(await api(approveReturnMutation, { input: { id: globalId('Return', one.caseId) } }, true)),
      ),
      reject: stepOf(findCase, async ({ case: one, note }) =>
        written(
          await api(
            declineReturnMutation,
            { input: { id: globalId('Return', one.caseId), declineReason: 'OTHER', declineNote: note } },
            true,
          ),
        ),
      ),
    },
  };
}

/** Money back the ways it came, oldest payment first; the key is a UUID made of ours, so that a second try is the first one. */
function refund(api: ShopifyApi, idFor: (order: Order) => Promise<string>): RemoteAction {
  return {
    alreadyDone: async () => false,
    async write({ order, given, idempotencyKey, amount }) {
      const { reason } = actionArguments['request-refund'].parse(given);
      const orderId = await idFor(order);
      const digits = digitsOf(order.currency);
      const data = dataOf(await api(transactionsQuery, { id: orderId }), 'shopify transactions');
      const paid = readAs(transactionList, data, 'shopify transactions').order?.transactions ?? [];
      let left = amount ?? order.total;
      const transactions = paid
        .filter((one) => (one.kind === 'SALE' || one.kind === 'CAPTURE') && one.status === 'SUCCESS')
        .flatMap((one) => {
          const part = Math.min(left, toMinor(one.amountSet.shopMoney.amount, digits) ?? 0);
          left -= part;
          return part <= 0
            ? []
            : [{ orderId, parentId: one.id, gateway: one.gateway, kind: 'REFUND', amount: fromMinor(part, digits) }];
        });
      if (left > 0) return outcomeOf({ ok: false, code: 'user-error', text: 'more than was paid' }, shopifyErrors);
      return written(
        await api(
          refundMutation,
          { input: { orderId, note: reason, notify: true, transactions }, key: keyOf(idempotencyKey) },
          true,
        ),
      );
    },
  };
}

/** A UUID made of our key: the same for the same key. */
export function keyOf(idempotencyKey: string): string {
  const hex = createHash('sha256').update(idempotencyKey).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A mutation fails as a whole, or inside its payload by errors for the user. */
function written(answer: PlatformAnswer<unknown>): RemoteOutcome {
  if (!answer.ok) return outcomeOf(answer, shopifyErrors);
  const payloads = Object.values(readAs(z.record(z.string(), payload), answer.data, 'shopify mutation'));
  const [error] = payloads.flatMap((one) => [...(one.orderCancelUserErrors ?? []), ...(one.userErrors ?? [])]);
  return error === undefined
    ? { ok: true }
    : outcomeOf({ ok: false, code: 'user-error', text: error.message }, shopifyErrors);
}

const userErrors = listOf(z.object({ message: textOrEmpty }));
const payload = z.object({ userErrors, orderCancelUserErrors: userErrors });
const pageInfo = z
  .object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() })
  .transform((info) => ({ ...info, endCursor: info.endCursor ?? undefined }));
const orderList = z.object({ orders: z.object({ nodes: z.array(shopifyOrder), pageInfo }) });
const productList = z.object({
  products: z.object({ nodes: z.array(shopifyProduct), pageInfo }),
  shop: z.object({ currencyCode: z.string() }),
});
const foundReturn = z.object({
  return: z
    .object({ order: shopifyOrder })
    .nullish()
    .transform((found) => found ?? undefined),
});
const customerList = z.object({ customers: z.object({ nodes: z.array(shopifyCustomer) }) });
const transactionList = z.object({
  order: z
    .object({
      transactions: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          status: z.string(),
          gateway: textOrEmpty,
          amountSet: z.object({ shopMoney: z.object({ amount: z.string() }) }),
        }),
      ),
    })
    .nullish(),
});

function globalId(type: string, number: string): string {
  return `gid://shopify/${type}/${number}`;
}

async function findCustomer(api: ShopifyApi, query: string | undefined) {
  if (query === undefined) return undefined;
  const [found] = readAs(
    customerList,
    dataOf(await api(customersQuery, { query }), 'shopify customers'),
    'shopify customers',
  ).customers.nodes;
  return found === undefined ? undefined : toCustomer(found);
}

async function listProducts(api: ShopifyApi, cursor: string | undefined) {
  const data = dataOf(await api(productsQuery, { after: cursor ?? null, first: pageSize }), 'shopify products');
  const { products, shop } = readAs(productList, data, 'shopify products');
  const digits = digitsOf(shop.currencyCode);
  return {
    items: products.nodes.map((one) => toProduct(one, digits)),
    next: products.pageInfo.hasNextPage ? products.pageInfo.endCursor : undefined,
  };
}

async function test(api: ShopifyApi) {
  const answer = await answerTo(() => api(shopQuery, {}));
  if (!answer.ok) return failedTest(answer, shopifyErrors);
  const { shop } = readAs(z.object({ shop: z.object({ name: textOrEmpty }) }), answer.data, 'shopify shop');
  return connected(shop.name, 'shop');
}

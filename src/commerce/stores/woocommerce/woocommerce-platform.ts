import { z } from 'zod';
import { actionArguments } from '../../action-arguments.ts';
import type { Order } from '../../types.ts';
import { buyerOf } from '../kit/canonical.ts';
import { settingOf, words } from '../kit/connection-fields.ts';
import { digitsOf, fromMinor } from '../kit/money.ts';
import { oneByOne } from '../kit/one-by-one.ts';
import {
  answerTo,
  connected,
  dataOf,
  failedTest,
  outcomeOf,
  type PlatformAnswer,
  refusedBy,
} from '../kit/platform-answer.ts';
import { idText, listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { cancelOrder, changeAddress } from '../kit/remote-writes.ts';
import { lastPageFirst, walkWindows } from '../kit/time-windows.ts';
import type {
  ConnectionSettings,
  RemoteAction,
  RemoteParts,
  RemotePlatform,
  RemoteShop,
} from '../remote/remote-platform.ts';
import { readWoocommercePush } from './read-woocommerce-push.ts';
import { toOrder, woocommerceOrder } from './to-order.ts';
import { toProduct, woocommerceProduct, woocommerceVariations } from './to-product.ts';
import { type WoocommerceApi, woocommerceApi } from './woocommerce-api.ts';
import { woocommerceErrors, woocommerceFields } from './woocommerce-fields.ts';

/** Shops that run WooCommerce 3.5 or newer, by REST v3 and signed webhooks. After-sales cases are kept in Peakdesk. */
export const woocommercePlatform: RemotePlatform = {
  platform: 'woocommerce',
  descriptor: {
    label: words('WooCommerce', 'WooCommerce', 'WooCommerce'),
    orderNumberPatterns: ['#?\\d{2,9}'],
    identityClues: ['email', 'order-phone', 'name-zip'],
    actions: ['cancel-order', 'change-address', 'request-refund'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: false, push: true, idempotentWrites: false, sandbox: false },
  limits: { perSecond: 5, burst: 10 },
  fields: woocommerceFields,
  connect,
  readPush: (request, settings) => readWoocommercePush(request, settings),
};

const pageSize = '50';
const month = 30 * 86_400;

function connect(parts: RemoteParts): RemoteShop {
  const api = woocommerceApi(parts);
  const findOrder = async (orderId: string) => {
    const number = orderId.replace(/^#/, '');
    if (!/^\d{1,18}$/.test(number)) return undefined;
    const answer = await api.get(`/orders/${number}`);
    return isUnknown(answer)
      ? undefined
      : toOrder(readAs(woocommerceOrder, dataOf(answer, 'woocommerce order'), 'woocommerce order'));
  };
  return {
    test: () => test(api),
    findOrder,
    findCustomer: async ({ email, id }) => findCustomer(api, { email, id }),
    listProducts: (cursor) => listProducts(api, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: month,
        read: ({ start, end, page }) =>
          lastPageFirst(page, async (number) => {
            const span = {
              modified_after: gmt(start),
              modified_before: gmt(end),
              dates_are_gmt: 'true',
              orderby: 'modified',
              order: 'asc',
            };
            const list = dataOf(
              await api.list('/orders', { ...span, per_page: pageSize, page: String(number) }),
              'woocommerce orders',
            );
            return {
              items: readAs(listOf(woocommerceOrder), list.rows, 'woocommerce orders').map(toOrder),
              pages: list.pages,
            };
          }),
      }),
    perform: {
      'cancel-order': cancelOrder(findOrder, async (order, reason, key) => {
        if (paidOf(order) > 0) {
          const refunded = await refundOnce(api, parts.settings, order, { amount: paidOf(order), reason, key });
          if (!refunded.ok) return refusedBy(refunded, woocommerceErrors);
        }
        return outcomeOf(
          await api.write('PUT', `/orders/${order.orderId}`, { status: 'cancelled' }),
          woocommerceErrors,
        );
      }),
      'change-address': changeAddress(findOrder, async (order, address) => {
        const [first = '', ...rest] = (address.name ?? order.address.name).split(' ');
        const shipping = {
          first_name: first,
          last_name: rest.join(' '),
          address_1: address.detail,
          address_2: address.district,
          city: address.city,
          state: address.province,
          postcode: address.zip,
          country: address.country,
          phone: address.phone ?? order.address.phone,
        };
        return outcomeOf(await api.write('PUT', `/orders/${order.orderId}`, { shipping }), woocommerceErrors);
      }),
      'request-refund': refund(api, parts.settings),
    },
  };
}

/** WooCommerce knows no keys: each refund carries ours as a note, and is looked for by it before another is made. */
const keyName = '_peakdesk_key';

function refund(api: WoocommerceApi, settings: ConnectionSettings): RemoteAction {
  return {
    alreadyDone: ({ order, idempotencyKey }) => hasRefund(api, order.orderId, idempotencyKey),
    async write({ order, given, idempotencyKey, amount }) {
      const { reason } = actionArguments['request-refund'].parse(given);
      const wanted = { amount: amount ?? paidOf(order), reason, key: idempotencyKey };
      return outcomeOf(await refundOnce(api, settings, order, wanted), woocommerceErrors);
    },
  };
}

async function refundOnce(
  api: WoocommerceApi,
  settings: ConnectionSettings,
  order: Order,
  { amount, reason, key }: { amount: number; reason: string; key: string },
): Promise<PlatformAnswer<unknown>> {
  if (await hasRefund(api, order.orderId, key)) return { ok: true, data: undefined };
  return api.write('POST', `/orders/${order.orderId}/refunds`, {
    amount: fromMinor(amount, digitsOf(order.currency)),
    reason,
    api_refund: settingOf(settings, 'refundThrough', 'gateway') === 'gateway',
    meta_data: [{ key: keyName, value: key }],
  });
}

async function hasRefund(api: WoocommerceApi, orderId: string, key: string): Promise<boolean> {
  const refunds = readAs(
    refundList,
    dataOf(await api.get(`/orders/${orderId}/refunds`, { per_page: '100' }), 'woocommerce refunds'),
    'woocommerce refunds',
  );
  return refunds.some((one) => one.meta_data.some((meta) => meta.key === keyName && meta.value === key));
}

function paidOf(order: Order): number {
  return order.payments.reduce((sum, entry) => sum + (entry.kind === 'payment' ? entry.amount : -entry.amount), 0);
}

const refundList = listOf(
  z.object({ meta_data: listOf(z.object({ key: textOrEmpty, value: z.unknown().optional() })) }),
);
const customerList = listOf(
  z.object({
    id: idText,
    email: textOrEmpty,
    first_name: textOrEmpty,
    last_name: textOrEmpty,
    billing: z.object({ phone: textOrEmpty }).nullish(),
  }),
);

async function findCustomer(api: WoocommerceApi, clue: { email: string | undefined; id: string | undefined }) {
  const query: Readonly<Record<string, string>> | undefined =
    clue.email !== undefined
      ? { email: clue.email, role: 'all' }
      : clue.id !== undefined && /^\d+$/.test(clue.id)
        ? { include: clue.id, role: 'all' }
        : undefined;
  if (query === undefined) return undefined;
  const [found] = readAs(
    customerList,
    dataOf(await api.get('/customers', query), 'woocommerce customers'),
    'woocommerce customers',
  );
  if (found === undefined) return undefined;
  const name = `${found.first_name} ${found.last_name}`.trim();
  return buyerOf({ storeCustomerId: found.id, name, email: found.email, phone: found.billing?.phone ?? '' });
}

function isUnknown(answer: PlatformAnswer<unknown>): boolean {
  return !answer.ok && (answer.code === 'woocommerce_rest_shop_order_invalid_id' || answer.code === 'http-404');
}

/** First whether the site speaks REST at all, then whether the keys may read orders. */
async function test(api: WoocommerceApi) {
  const site = await answerTo(() => api.get(''));
  if (!site.ok) return failedTest(site, woocommerceErrors);
  const orders = await answerTo(() => api.get('/orders', { per_page: '1' }));
  if (!orders.ok) return failedTest(orders, woocommerceErrors);
  const named = z.object({ name: textOrEmpty }).safeParse(site.data);
  return connected(named.success ? named.data.name : '', 'orders');
}

async function listProducts(api: WoocommerceApi, cursor: string | undefined) {
  const number = Number(cursor ?? '1');
  const list = dataOf(
    await api.list('/products', {
      status: 'publish',
      per_page: pageSize,
      page: String(number),
      orderby: 'id',
      order: 'asc',
    }),
    'woocommerce products',
  );
  const currency = readAs(
    z.object({ value: textOrEmpty }),
    dataOf(await api.get('/settings/general/woocommerce_currency'), 'woocommerce currency'),
    'woocommerce currency',
  );
  const rows = readAs(listOf(woocommerceProduct), list.rows, 'woocommerce products');
  const items = await oneByOne(
    rows.map((row) => row.id),
    async (id) => {
      const row = rows.find((one) => one.id === id);
      if (row === undefined) return undefined;
      const answer =
        row.type === 'variable' ? await api.get(`/products/${id}/variations`, { per_page: '100' }) : undefined;
      const variations =
        answer === undefined
          ? []
          : readAs(woocommerceVariations, dataOf(answer, 'woocommerce variations'), 'woocommerce variations');
      return toProduct(row, variations, digitsOf(currency.value));
    },
  );
  return { items, next: number < list.pages ? String(number + 1) : undefined, total: list.total };
}

function gmt(at: Date): string {
  return at.toISOString().slice(0, 19);
}

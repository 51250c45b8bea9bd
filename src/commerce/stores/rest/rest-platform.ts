import { AppError } from '../../../platform/index.ts';
import { actionArguments } from '../../action-arguments.ts';
import type { Order, Product } from '../../types.ts';
import { words } from '../kit/connection-fields.ts';
import { digitsOf, fromMinor } from '../kit/money.ts';
import { outcomeOf } from '../kit/platform-answer.ts';
import { cancelOrder, changeAddress } from '../kit/remote-writes.ts';
import type { RemoteOrder, RemotePage, RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { listOfAnswer, PathNotFound } from './answer-reader.ts';
import { valueAt, valuesAt } from './json-path.ts';
import { readRestPush } from './read-rest-push.ts';
import { type RestApi, restApi } from './rest-api.ts';
import { restFields } from './rest-fields.ts';
import { type RestSetup, readRestSetup } from './rest-setup.ts';
import { testRestShop } from './test-rest-shop.ts';
import { hasRefund, toOrder, toProduct } from './to-canonical.ts';

/**
 * Shops with an interface of their own: JSON over HTTP, described by settings. Writes are those that the owner has described;
 * the others are refused and left to people. After-sales cases are kept in Peakdesk.
 */
export const restPlatform: RemotePlatform = {
  platform: 'rest',
  descriptor: {
    label: words('自建系统（REST/JSON）', '自建系統（REST/JSON）', 'Own system (REST/JSON)'),
    orderNumberPatterns: ['[A-Za-z]{0,6}[-_]?\\d{4,24}'],
    identityClues: ['email', 'order-phone', 'name-zip'],
    actions: ['cancel-order', 'change-address', 'request-refund'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: false, push: true, idempotentWrites: false, sandbox: false },
  limits: { perSecond: 5, burst: 10 },
  fields: restFields,
  connect,
  readPush: readRestPush,
};

function connect({ settings, http }: RemoteParts): RemoteShop {
  const read = readRestSetup(settings);
  if (!read.ok) return unusable(read);
  const { setup } = read;
  const api = restApi(setup, http);
  const rawOrder = async (orderId: string) => {
    const answer = await api.read(setup.orderPath, { id: orderId });
    return answer === undefined ? undefined : orderIn(setup, answer);
  };
  const findOrder = async (orderId: string) => {
    const raw = await rawOrder(orderId);
    if (raw === undefined) return undefined;
    const found = toOrder(setup, 'order', raw);
    // An interface that searches may answer with somebody else's order.
    return found.order.orderId.toLowerCase() === orderId.toLowerCase() ? found : undefined;
  };
  const listOrders = (from: { since: string; cursor: string | undefined }) => readOrders(setup, api, from);
  const listProducts = setup.productsPath === '' ? undefined : (cursor?: string) => readProducts(setup, api, cursor);
  return {
    test: () => testRestShop(setup, { listOrders, findOrder, listProducts }),
    listOrders,
    findOrder,
    ...(listProducts === undefined ? {} : { listProducts }),
    perform: writesOf(setup, api, { findOrder, rawOrder }),
  };
}

function writesOf(
  setup: RestSetup,
  api: RestApi,
  find: {
    findOrder: (orderId: string) => Promise<RemoteOrder | undefined>;
    rawOrder: (orderId: string) => Promise<unknown>;
  },
): RemoteShop['perform'] {
  const { cancel, address, refund } = setup.writes;
  return {
    ...(cancel && {
      'cancel-order': cancelOrder(find.findOrder, async ({ orderId }, reason, key) =>
        outcomeOf(await api.write(cancel, { id: orderId, reason, key }, key), {}),
      ),
    }),
    ...(address && {
      'change-address': {
        alreadyDone: changeAddress(find.findOrder, notSent).alreadyDone,
        async write({ order, given, idempotencyKey: key }) {
          const { address: wanted } = actionArguments['change-address'].parse(given);
          const { name = order.address.name, phone = order.address.phone, ...place } = wanted;
          return outcomeOf(await api.write(address, { id: order.orderId, key, name, phone, ...place }, key), {});
        },
      },
    }),
    ...(refund && {
      'request-refund': {
        alreadyDone: async ({ order, idempotencyKey }) =>
          hasRefund(setup, await find.rawOrder(order.orderId), idempotencyKey),
        async write({ order, given, idempotencyKey: key, amount = paidOf(order) }) {
          const { reason } = actionArguments['request-refund'].parse(given);
          const { orderId: id, currency } = order;
          const money = setup.moneyUnit === 'minor' ? amount : fromMinor(amount, digitsOf(currency));
          return outcomeOf(await api.write(refund, { id, reason, key, amount: money, currency }, key), {});
        },
      },
    }),
  };
}

/** What was paid and has not gone back, minor units. */
function paidOf({ payments }: Order): number {
  return payments.reduce((sum, entry) => sum + (entry.kind === 'payment' ? entry.amount : -entry.amount), 0);
}

/** The address goes out with its key, which `changeAddress` does not pass on; only its look at the order is used. */
function notSent(): never {
  throw new AppError('bug', 'an address is written by its action');
}

async function readOrders(
  setup: RestSetup,
  api: RestApi,
  { since, cursor }: { since: string; cursor: string | undefined },
): Promise<RemotePage<RemoteOrder>> {
  const milliseconds = Date.parse(since);
  const answer = await api.read(setup.ordersPath, {
    since,
    sinceSeconds: Math.floor(milliseconds / 1_000),
    sinceMilliseconds: milliseconds,
    cursor,
  });
  if (answer === undefined) throw new PathNotFound('orders', setup.ordersPath, 'address');
  const items = listOfAnswer(setup, 'orders', ['answers', 'orders'], answer, true);
  return {
    items: items.map((raw) => toOrder(setup, 'orders', raw)),
    next: nextOf(setup, 'next', answer, { cursor, count: items.length }),
  };
}

async function readProducts(setup: RestSetup, api: RestApi, cursor: string | undefined): Promise<RemotePage<Product>> {
  const answer = await api.read(setup.productsPath, { cursor });
  if (answer === undefined) throw new PathNotFound('products', setup.productsPath, 'address');
  const items = listOfAnswer(setup, 'products', ['answers', 'products'], answer, true);
  return {
    items: items.map((raw) => toProduct(setup, raw)),
    next: nextOf(setup, 'productsNext', answer, { cursor, count: items.length }),
  };
}

/** Where the next page begins. A shop that goes on telling the same place has come to its end, or would be read for ever. */
function nextOf(
  setup: RestSetup,
  field: 'next' | 'productsNext',
  answer: unknown,
  { cursor, count }: { cursor: string | undefined; count: number },
): string | undefined {
  const path = setup.mapping['answers']?.[field];
  const found = path === undefined ? undefined : valueAt(answer, path);
  const next = typeof found === 'number' || typeof found === 'string' ? String(found) : '';
  if (next === '') return undefined;
  if (next !== cursor) return next;
  if (count === 0) return undefined;
  throw new AppError('unavailable', 'the shop tells the same place for the next page as for this one');
}

/** The order in an answer; undefined where null stands for none. */
function orderIn(setup: RestSetup, answer: unknown): unknown {
  const path = setup.mapping['answers']?.['order'];
  const [found] = path === undefined ? [answer] : valuesAt(answer, path);
  if (found === undefined) throw new PathNotFound('order', `answers.order = ${path?.text ?? ''}`, 'entry');
  return found ?? undefined;
}

/** A shop whose settings are wrong says so; everything else waits until they are put right. */
function unusable(problem: Extract<ReturnType<typeof readRestSetup>, { ok: false }>): RemoteShop {
  const stop = async () => {
    throw new AppError('unavailable', `the setting '${problem.field}' is wrong: ${problem.problem.en}`);
  };
  return { test: async () => problem, listOrders: stop, findOrder: stop, perform: {} };
}

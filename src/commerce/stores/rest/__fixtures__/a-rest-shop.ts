import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';

const perPage = 2;

/** An order as a shop with the simple format tells it. */
export function aRawOrder(id: string, changedAt: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    status: 'paid',
    placedAt: '2026-11-18T02:00:00Z',
    paidAt: '2026-11-18T02:01:00Z',
    changedAt,
    total: 8900,
    freight: 1000,
    currency: 'CNY',
    customer: { id: 'C1', name: '林晓', email: 'lin@example.com', phone: '13800000001' },
    address: {
      name: '林晓',
      phone: '13800000001',
      country: 'CN',
      province: '上海市',
      city: '上海市',
      district: '徐汇区',
      detail: '漕溪路 1 号',
      zip: '200030',
    },
    lines: [
      {
        id: '1',
        productId: 'P1',
        variantId: 'P1-B',
        title: '保温杯',
        options: { 颜色: '雾霾蓝' },
        quantity: 1,
        unitPrice: 8400,
      },
    ],
    parcels: [],
    refunds: [],
    ...more,
  };
}
export type RawOrder = ReturnType<typeof aRawOrder> & { refunds: Readonly<Record<string, unknown>>[] };

const product = {
  id: 'P1',
  name: '保温杯',
  category: '杯壶',
  variants: [{ id: 'P1-B', options: { 颜色: '雾霾蓝' }, price: 8400, stock: 3, isAvailable: true }],
};

const bodies = {
  cancel: z.strictObject({ reason: z.string() }),
  address: z.strictObject({
    receiver: z.string(),
    phone: z.string(),
    country: z.string(),
    province: z.string(),
    city: z.string(),
    district: z.string(),
    detail: z.string(),
    zip: z.string(),
  }),
  refunds: z.strictObject({ amount: z.int().positive(), key: z.string(), reason: z.string() }),
};

/** A real server that keeps to the simple format and refuses whatever it does not name. */
export async function startRestShop(orders: RawOrder[], key = 'Bearer k1') {
  const writes: string[] = [];
  const server = createServer((request, response) => {
    read(request)
      .then((body) => {
        const { status, json } = answer({ orders, writes, key }, request, body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
      })
      .catch(() => response.writeHead(500).end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/api`,
    writes,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

type Shop = { orders: RawOrder[]; writes: string[]; key: string };
type Reply = { status: number; json: unknown };

const refuse = (status: number, message: string): Reply => ({ status, json: { message } });

function answer(shop: Shop, request: IncomingMessage, body: string): Reply {
  if (request.headers.authorization !== shop.key) return refuse(401, 'wrong key');
  const url = new URL(request.url ?? '/', 'http://shop');
  const [, , kind, id = '', action] = url.pathname.split('/').map(decodeURIComponent);
  const order = shop.orders.find((one) => one.id === id);
  if (id !== '' && order === undefined) return refuse(404, 'no such order');
  if (request.method === 'POST' && order !== undefined) {
    if (action !== 'cancel' && action !== 'address' && action !== 'refunds') return refuse(404, 'no such action');
    if (order.status === 'shipped') return refuse(409, '订单已发货');
    if (typeof request.headers['idempotency-key'] !== 'string') return refuse(400, 'no key');
    return write(shop, order, action, body);
  }
  if (request.method !== 'GET' || action !== undefined) return refuse(405, 'not that');
  if (order !== undefined) return { status: 200, json: order };
  const allowed = kind === 'orders' ? ['changedSince', 'cursor'] : kind === 'products' ? ['cursor'] : [];
  if ([...url.searchParams.keys()].some((name) => !allowed.includes(name))) return refuse(400, 'unknown parameter');
  if (kind === 'products') return { status: 200, json: { products: [product], next: null } };
  return kind === 'orders' ? list(shop, url.searchParams) : refuse(404, 'nothing here');
}

function list(shop: Shop, query: URLSearchParams): Reply {
  const since = z.iso.datetime().safeParse(query.get('changedSince'));
  if (!since.success) return refuse(400, 'no time');
  const start = Number(query.get('cursor') ?? '0');
  const found = shop.orders
    .filter((one) => one.changedAt >= since.data)
    .toSorted((a, b) => (a.changedAt < b.changedAt ? -1 : 1));
  const next = start + perPage < found.length ? start + perPage : null;
  return { status: 200, json: { orders: found.slice(start, start + perPage), next } };
}

function write(shop: Shop, order: RawOrder, action: keyof typeof bodies, body: string): Reply {
  const given = bodies[action].safeParse(JSON.parse(body));
  if (!given.success) return refuse(422, 'unknown or missing field');
  shop.writes.push(`${action} ${order.id}`);
  if (action === 'cancel') order.status = 'canceled';
  if (action === 'refunds') order.refunds.push({ ...given.data, at: 1_795_000_000 });
  if (action === 'address') {
    const { receiver, ...place } = bodies.address.parse(given.data);
    order.address = { ...place, name: receiver };
  }
  return { status: 200, json: {} };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

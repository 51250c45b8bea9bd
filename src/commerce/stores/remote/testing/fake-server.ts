import { createServer, type IncomingMessage } from 'node:http';
import { fixedClock, silentLog } from '../../../../platform/index.ts';
import { createRemoteHttp } from '../remote-http.ts';
import type { ConnectionSettings, RemoteShop } from '../remote-platform.ts';
import { memoryTokens } from '../token-store.ts';
import type { Dialect, FakeCall, FakeReply } from './dialect.ts';
import { type FakeAddress, type FakeCase, type FakeShop, Refused } from './fake-shop.ts';

/** A platform that answers over HTTP in its dialect, and refuses whatever its documents would. For tests. */
export type FakePlatform = {
  shop: FakeShop;
  /** Connects an adapter; `address` is another server that gets its requests instead. */
  open(settings: ConnectionSettings, address?: string): RemoteShop;
  /** Parameters that the platform has refused: an adapter sends none of these. */
  complaints: readonly string[];
  close(): Promise<void>;
};

/** When the fake platforms' time begins. */
export const fakeNow = '2026-11-21T08:00:00.000Z';

export async function startFakePlatform(dialect: Dialect): Promise<FakePlatform> {
  const shop = aFakeShop(dialect);
  const complaints: string[] = [];
  const server = createServer((request, response) => {
    readCall(request)
      .then((call) => {
        const { status = 200, json, headers = {} } = answer(dialect, shop, call, complaints);
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(asJson(dialect, json));
      })
      .catch((error: unknown) => {
        complaints.push(String(error));
        response.writeHead(500).end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  const own = `http://127.0.0.1:${typeof place === 'object' && place !== null ? place.port : 0}`;
  return {
    shop,
    complaints,
    open: (settings, address = own) => connect(dialect, shop, settings, address),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The adapter with its own way to platforms; what goes to the platform's host arrives at the address, with the host in its path. */
function connect(dialect: Dialect, shop: FakeShop, settings: ConnectionSettings, address: string): RemoteShop {
  const { platform } = dialect;
  const defaults = platform.fields.flatMap(({ key, defaultValue }) =>
    defaultValue === undefined ? [] : [[key, defaultValue]],
  );
  const http = createRemoteHttp({
    send: (url, request) => {
      const { host, pathname, search } = new URL(url);
      return fetch(`${address}/${host}${pathname}${search}`, request);
    },
    now: () => shop.clock.now().getTime(),
    wait: async (milliseconds) => shop.clock.advance(milliseconds),
    limits: platform.limits,
  });
  return platform.connect({
    settings: { ...Object.fromEntries(defaults), ...settings },
    http,
    tokens: memoryTokens(),
    clock: shop.clock,
    log: silentLog(),
  });
}

function answer(dialect: Dialect, shop: FakeShop, call: FakeCall, complaints: string[]): FakeReply {
  try {
    const asked = dialect.ask(call, shop);
    const route = dialect.routes[asked.method];
    if (route === undefined) throw new Refused('method', asked.method);
    if (!route.isOpen) {
      if (asked.token !== shop.token.access) throw new Refused('token');
      if (shop.limited > 0) {
        shop.limited -= 1;
        throw new Refused('too-many');
      }
    }
    return dialect.told(asked.method, route.answer(asked.given, shop));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.kind === 'parameter' || error.kind === 'method') complaints.push(`${call.path} ${error.message}`);
    return dialect.refused(error);
  }
}

async function readCall(request: IncomingMessage): Promise<FakeCall> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const url = new URL(request.url ?? '/', 'http://fake');
  const [, host = '', ...path] = url.pathname.split('/');
  return {
    method: request.method ?? '',
    host,
    path: `/${path.join('/')}`,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(parts).toString(),
  };
}

/** Long numbers leave as numbers where the platform writes them so; JavaScript itself could not hold them. */
function asJson({ numbers = [] }: Dialect, json: unknown): string {
  const text = JSON.stringify(json);
  if (numbers.length === 0) return text;
  return text.replace(new RegExp(`"(${numbers.join('|')})":"(\\d+)"`, 'g'), '"$1":$2');
}

/** More than one page of everything. */
const counts = { orders: 53, products: 53, cases: 52 };
const minute = 60_000;
const home: FakeAddress = {
  name: '李四',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  detail: '文三路 1 号',
  zip: '310000',
};

/** Orders and cases of the last day: nearly all within some minutes, one later, one just now. */
function aFakeShop(dialect: Dialect): FakeShop {
  const clock = fixedClock(fakeNow);
  const now = clock.now().getTime();
  const changedAt = (index: number) =>
    index === 0 ? now - 10 * minute : index === 1 ? now - 300 * minute : now - 1_550 * minute + index * 10_000;
  const times = <Row>(count: number, row: (index: number) => Row) => Array.from({ length: count }, (_, at) => row(at));
  return {
    clock,
    orders: times(counts.orders, (index) => ({
      id: dialect.ids.order(index),
      changedAt: changedAt(index),
      status: index === 3 ? 'cancelled' : index === 1 ? (dialect.cancels ?? 'paid') : 'paid',
      address: home,
      refunds: [],
    })),
    products: times(counts.products, (index) => ({
      id: dialect.ids.product(index),
      changedAt: now - 90 * 24 * 60 * minute,
      stock: index % 3,
    })),
    cases: times(
      counts.cases,
      (index): FakeCase => ({
        id: dialect.ids.case(index),
        orderId: dialect.ids.order(index),
        changedAt: changedAt(index),
        kind: index === 2 || index === 3 ? 'return' : 'refund',
        status: index === 2 || index === 3 ? 'sent-back' : 'applied',
      }),
    ),
    writes: [],
    token: { access: 'T1', refresh: 'R1' },
    limited: 0,
  };
}

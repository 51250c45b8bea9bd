import { AppError, UpstreamError } from '../../../platform/index.ts';
import { actionArguments } from '../../action-arguments.ts';
import { advance } from '../../after-sales/case-effects.ts';
import { splitRefund } from '../../after-sales/plan-refund.ts';
import { type CaseStep, caseSteps } from '../../case-machine.ts';
import type { AfterSalesCase, Order, Product, StoreCustomer } from '../../types.ts';
import { aCustomer, aProduct, testNow } from '../hosted/a-hosted-shop.ts';
import type { RemoteAction, RemoteOrder, RemotePlatform, RemoteShop, RemoteStep } from './remote-platform.ts';

/** A shop system elsewhere, in memory: what it has, what was written in it, and how it fails. For tests. */
export type FakeSystem = {
  orders: Map<string, { order: Order; changedAt: string }>;
  customers: Map<string, StoreCustomer>;
  cases: Map<string, AfterSalesCase>;
  products: Product[];
  /** Keys of the writes that have arrived. */
  written: string[];
  /** Throws before or after the next write, once. */
  failNext?: 'before-write' | 'after-write';
  /** Pages that may still be read; then it is away. */
  pagesLeft: number;
  /** Milliseconds that a write takes. */
  writeMilliseconds: number;
};

export function aFakeSystem(orders: readonly Order[] = [], parts: Partial<FakeSystem> = {}): FakeSystem {
  return {
    orders: new Map(orders.map((order, index) => [order.orderId, { order, changedAt: instant(index) }])),
    customers: new Map([
      ['C1', aCustomer()],
      ['C2', aCustomer({ storeCustomerId: 'C2', email: 'li@example.com', phone: '13900000002' })],
    ]),
    cases: new Map(),
    products: [aProduct()],
    written: [],
    pagesLeft: Number.POSITIVE_INFINITY,
    writeMilliseconds: 0,
    ...parts,
  };
}

function instant(index: number): string {
  return new Date(Date.parse('2026-11-01T00:00:00Z') + index * 1_000).toISOString();
}

const pageSize = 2;
const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words });

/** The platform of such a system; `push` verifies by a header. */
export function aRemotePlatform(system: FakeSystem): RemotePlatform {
  return {
    platform: 'fake',
    descriptor: {
      label: text('假平台'),
      orderNumberPatterns: ['NY\\d{14}'],
      identityClues: ['order-phone', 'phone', 'email'],
      actions: ['cancel-order', 'change-address', 'request-return', 'withdraw-case'],
      reasons: {},
    },
    capabilities: { products: true, orders: true, cases: true, push: true, idempotentWrites: false, sandbox: true },
    fields: [
      { key: 'url', kind: 'url', label: text('地址'), help: text('平台地址'), isRequired: true },
      { key: 'secret', kind: 'secret', label: text('密钥'), help: text('平台密钥'), isRequired: true },
    ],
    connect: () => connect(system),
    readPush: (request, settings) =>
      request.headers['x-secret'] === settings.secret
        ? {
            ok: true,
            answer: { contentType: 'text/plain', body: 'success' },
            changes: [{ kind: 'order', id: request.body }],
          }
        : { ok: false, status: 401, problem: 'wrong signature' },
  };
}

function connect(system: FakeSystem): RemoteShop {
  return {
    test: async () => ({ ok: true, shopName: '假店铺', details: text('已连接') }),
    listProducts: async () => ({ items: system.products, next: undefined, total: system.products.length }),
    listOrders: async ({ since, cursor }) => {
      system.pagesLeft -= 1;
      if (system.pagesLeft < 0)
        throw new UpstreamError('the system is away', { isRetryable: true, upstreamStatus: 503 });
      const all = [...system.orders.values()]
        .filter((one) => one.changedAt >= since)
        .toSorted((one, other) => (one.changedAt < other.changedAt ? -1 : 1));
      const from = Number(cursor ?? 0);
      const items = all.slice(from, from + pageSize).map(({ order }) => remoteOrder(system, order));
      return { items, next: from + pageSize < all.length ? String(from + pageSize) : undefined, total: all.length };
    },
    findOrder: async (orderId) => {
      const found = system.orders.get(orderId);
      return found && remoteOrder(system, found.order);
    },
    findCustomer: async ({ email, phone, id }) =>
      [...system.customers.values()].find(
        (one) => one.storeCustomerId === id || one.email === email || one.phone === phone,
      ),
    findCase: async (caseId) => system.cases.get(caseId),
    perform: actions(system),
    steps: Object.fromEntries(caseSteps.map((step) => [step, stepOf(system, step)])),
  };
}

function remoteOrder(system: FakeSystem, order: Order): RemoteOrder {
  const customer = system.customers.get(order.storeCustomerId) ?? aCustomer();
  const cases = [...system.cases.values()].filter((one) => one.orderId === order.orderId);
  return { order: { ...order, caseIds: cases.map((one) => one.caseId) }, customer, cases };
}

/** Puts an order as it is now; its change is later than all before. */
export function putOrder(system: FakeSystem, order: Order, changedAt = new Date().toISOString()): void {
  system.orders.set(order.orderId, { order, changedAt });
}

async function write(system: FakeSystem, key: string, work: () => void): Promise<void> {
  const { failNext } = system;
  delete system.failNext;
  if (failNext === 'before-write') throw lost();
  if (system.writeMilliseconds > 0) await new Promise((resolve) => setTimeout(resolve, system.writeMilliseconds));
  work();
  system.written.push(key);
  if (failNext === 'after-write') throw lost();
}

function lost(): UpstreamError {
  return new UpstreamError('the answer was lost', { isRetryable: true });
}

function actions(system: FakeSystem): RemoteShop['perform'] {
  const action = (
    work: (order: Order, given: unknown, wanted: Parameters<RemoteAction['write']>[0]) => string | undefined,
  ): RemoteAction => ({
    alreadyDone: async ({ idempotencyKey }) => system.written.includes(idempotencyKey),
    write: async (wanted) => {
      const order = system.orders.get(wanted.order.orderId)?.order;
      if (order === undefined) throw new AppError('bug', 'no such order');
      if (order.remark === 'locked') return { ok: false, platformCode: 'E42', platformText: 'the order is locked' };
      let caseId: string | undefined;
      await write(system, wanted.idempotencyKey, () => {
        caseId = work(order, wanted.given, wanted);
      });
      return { ok: true, ...(caseId === undefined ? {} : { caseId }) };
    },
  });
  return {
    'cancel-order': action((order) => {
      const payments = [...order.payments, ...splitRefund(order.payments, order.total, testNow)];
      putOrder(system, { ...order, status: 'cancelled', statusText: '已取消', payments });
      return undefined;
    }),
    'change-address': action((order, given) => {
      const { address } = actionArguments['change-address'].parse(given);
      putOrder(system, { ...order, address: { ...order.address, ...withoutNothing(address) } });
      return undefined;
    }),
    'request-return': action((order, _given, { opened }) => {
      if (opened === undefined) throw new AppError('bug', 'no case was decided on');
      const caseId = `F${system.cases.size + 1}`;
      system.cases.set(caseId, { ...opened, caseId });
      putOrder(system, { ...order, status: 'return-requested' });
      return caseId;
    }),
    'withdraw-case': action((_order, given) => {
      const { caseId } = actionArguments['withdraw-case'].parse(given);
      take(system, caseId, 'withdraw');
      return caseId;
    }),
  };
}

function stepOf(system: FakeSystem, step: CaseStep): RemoteStep {
  return {
    alreadyDone: async ({ idempotencyKey }) => system.written.includes(idempotencyKey),
    write: async ({ case: one, idempotencyKey }) => {
      await write(system, idempotencyKey, () => take(system, one.caseId, step));
      return { ok: true, caseId: one.caseId };
    },
  };
}

function take(system: FakeSystem, caseId: string, step: CaseStep): void {
  const one = system.cases.get(caseId);
  const after = (['shop', 'customer'] as const).map((by) => one && advance(one, { step, by }, testNow)).find(Boolean);
  if (after !== undefined) system.cases.set(caseId, after.case);
}

function withoutNothing<T extends object>(given: T): { [Key in keyof T]: NonNullable<T[Key]> } | Record<string, never> {
  return JSON.parse(JSON.stringify(given));
}

import type { Order, StoreConnector, StoreCustomer } from '../../commerce/index.ts';
import type { ShopId } from '../../platform/index.ts';
import { defaultWorkingHours } from '../../routing/index.ts';
import type { ShopRuntime } from '../../walk/index.ts';

/** One customer of the fake shop. */
export const fakeCustomer: StoreCustomer = {
  storeCustomerId: 'C1',
  name: '王小明',
  email: 'wang@example.com',
  phone: '13800000001',
  memberLevel: 'gold',
  defaultAddress: null,
  paymentMethods: [],
  spent: 10_000,
};

const fakeOrder: Order = {
  orderId: 'T1001',
  storeCustomerId: 'C1',
  status: 'pending',
  statusText: '待发货',
  placedAt: '2026-11-20T02:00:00.000Z',
  lines: [],
  parcels: [],
  payments: [],
  address: {
    name: '王小明',
    phone: '13800000001',
    country: '中国',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    detail: '一路1号',
    zip: '310000',
  },
  total: 9_900,
  freight: 0,
  currency: 'CNY',
  caseIds: [],
};

/** A shop system in memory that cancels orders. */
function fakeStore(performed: string[]): StoreConnector {
  const label = { 'zh-CN': '测试', 'zh-TW': '測試', en: 'Test' };
  return {
    descriptor: {
      platform: 'test',
      label,
      orderNumberPatterns: ['T\\d+'],
      identityClues: ['email'],
      actions: ['cancel-order'],
      reasons: {},
    },
    findCustomer: async (clue) => (clue.by === 'id' && clue.storeCustomerId === 'C1' ? fakeCustomer : undefined),
    listOrders: async (id) => (id === 'C1' ? [fakeOrder] : []),
    findOrder: async (id) => (id === fakeOrder.orderId ? fakeOrder : undefined),
    listCases: async () => [],
    listProducts: async () => [],
    check: async (_actor, _action, given) =>
      // One order may be cancelled.
      JSON.stringify(given).includes('T1002')
        ? { ok: true, summaryKey: 'cancel-order.summary', parameters: { orderId: 'T1002', amount: 9_900 }, facts: [] }
        : {
            ok: false,
            reasonKey: 'refused.order-not-paid',
            parameters: { orderId: 'T1001' },
            facts: [],
          },
    perform: async (_actor, _action, _arguments, { idempotencyKey }) => {
      if (!performed.includes(idempotencyKey)) performed.push(idempotencyKey);
      return {
        ok: true,
        resultKey: 'refused.order-not-paid',
        parameters: { orderId: 'T1001' },
        facts: [],
        changed: [{ collection: 'orders', id: 'T1001' }],
      };
    },
  };
}

/** A shop in memory whose knowledge answers one question. */
export function fakeShop(shopId: ShopId, performed: string[], trustedOrigins: readonly string[]): ShopRuntime {
  return {
    shopId,
    name: '测试店',
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    settings: { tone: 'warm', workingHours: defaultWorkingHours, trustedOrigins, identityClues: null },
    store: fakeStore(performed),
    products: new Map(),
    understander: {
      understand: (text) => ({
        normalized: text,
        language: 'zh-CN',
        languageTag: 'zh-CN',
        intents: [{ intent: 'ship.when', confidence: 0.9 }],
        furtherIntents: [],
        emotion: 'neutral',
        intensity: 0,
        urgency: 0,
        entities: [],
        risks: [],
      }),
    },
    knowledge: {
      release: 1,
      answer: () => ({
        kind: 'approved',
        text: '付款后 48 小时内发货。',
        facts: [{ id: 'policy:shipping', title: '发货时效', kind: 'text', value: '48 小时' }],
        score: 0.9,
      }),
      findFact: () => undefined,
      findQuestion: () => undefined,
      recognise: () => undefined,
      recogniseProduct: () => undefined,
      recogniseShopQuestion: () => undefined,
      readFollowUp: () => undefined,
    },
    ownIntents: new Map(),
    readOwnIntent: () => undefined,
    learnOwnIntents: () => ({ read: () => undefined }),
  };
}

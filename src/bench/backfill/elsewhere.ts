import { createServer } from 'node:http';
import { z } from 'zod';
import type { Order, RemotePlatform, StoreCustomer } from '../../commerce/index.ts';
import { tellProgress } from '../parts.ts';

/** The shop system elsewhere of `bench backfill`: a server with many orders, a page at a time, and the platform that speaks with it. */

export const elsewhereInput = z.object({ orders: z.number() });
export const elsewhereProgress = z.object({ url: z.string() });
export const pageSize = 100;

export type ElsewhereOrder = { order: Order; customer: StoreCustomer };

/** Serves orders until it is told to stop. */
export async function runElsewhere(
  { orders }: z.infer<typeof elsewhereInput>,
  listen: (onMessage: (message: unknown) => void) => void,
): Promise<object> {
  const server = createServer((request, response) => {
    const from = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('from') ?? 0);
    const to = Math.min(orders, from + pageSize);
    const items = Array.from({ length: Math.max(0, to - from) }, (_, index) => madeOrder(from + index));
    const page = { items, total: orders, ...(to < orders ? { next: String(to) } : {}) };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  tellProgress({ url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` });
  await new Promise<void>((resolve) => listen(() => resolve()));
  server.closeAllConnections();
  server.close();
  return {};
}

/** An order as shops have them: two lines, a parcel on its way or there, an address; five orders a customer. */
function madeOrder(index: number): ElsewhereOrder {
  const customerId = `C${Math.floor(index / 5)}`;
  const at = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
  const title = { 'zh-CN': '轻量保温杯 500 毫升', 'zh-TW': '輕量保溫瓶 500 毫升', en: 'Light bottle 500 ml' };
  const address = {
    name: '王小明',
    phone: `138${String(index % 100_000_000).padStart(8, '0')}`,
    country: '中国',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    detail: `文三路 ${index} 号 3 幢 1201 室`,
    zip: '310012',
  };
  const line = (lineId: string) => ({
    lineId,
    productId: `P${index % 997}`,
    variantId: `P${index % 997}-1`,
    title,
    options: { 颜色: '雾霾蓝', 容量: '500 毫升' },
    quantity: 1,
    unitPrice: 8_900,
  });
  return {
    order: {
      orderId: `E${String(index).padStart(10, '0')}`,
      storeCustomerId: customerId,
      status: 'delivered',
      statusText: '已签收',
      placedAt: at,
      paidAt: at,
      lines: [line('1'), line('2')],
      parcels: [
        {
          parcelId: `S${index}`,
          carrier: 'sf',
          carrierName: { 'zh-CN': '顺丰速运', 'zh-TW': '順豐速運', en: 'SF Express' },
          trackingNumber: `SF${String(index).padStart(13, '0')}`,
          status: 'delivered',
          shippedAt: at,
          deliveredAt: at,
          lineIds: ['1', '2'],
          events: [],
        },
      ],
      payments: [{ kind: 'payment', amount: 17_800, methodId: 'alipay', at }],
      address,
      total: 17_800,
      freight: 0,
      currency: 'CNY',
      caseIds: [],
    },
    customer: {
      storeCustomerId: customerId,
      name: address.name,
      email: `customer${customerId}@example.com`,
      phone: address.phone,
      memberLevel: 'silver',
      defaultAddress: address,
      paymentMethods: [{ methodId: 'alipay', kind: 'alipay', label: '支付宝' }],
      spent: 89_000,
    },
  };
}

const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words });

/** The platform of that server; its answers are in our words already, so that what is measured is ours. */
export const elsewhere: RemotePlatform = {
  platform: 'elsewhere',
  descriptor: { label: text('elsewhere'), orderNumberPatterns: [], identityClues: ['email'], actions: [], reasons: {} },
  capabilities: { products: false, orders: true, cases: false, push: false, idempotentWrites: false, sandbox: false },
  fields: [{ key: 'url', kind: 'url', label: text('url'), help: text('url'), isRequired: true }],
  historyDays: 3_650,
  connect: ({ http, settings }) => ({
    test: async () => ({ ok: true, shopName: 'elsewhere', details: text('') }),
    listOrders: async ({ cursor = '0' }) => {
      const { text: page } = await http({ method: 'GET', url: `${settings.url}/orders?from=${cursor}` });
      const { items, next, total } = readPage(page);
      return { items, next, total };
    },
    findOrder: async () => undefined,
    perform: {},
  }),
};

const pageSchema = z.object({
  items: z.array(z.custom<ElsewhereOrder>((value) => typeof value === 'object' && value !== null)),
  next: z.string().optional(),
  total: z.number(),
});

/** A page of the server. */
export function readPage(body: string): { items: ElsewhereOrder[]; next: string | undefined; total: number } {
  const { items, next, total } = pageSchema.parse(JSON.parse(body));
  return { items, next, total };
}

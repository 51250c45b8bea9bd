import { defaultPolicies } from '../../policy/default-policies.ts';
import { compilePolicies } from '../../policy/policy-rules.ts';
import type { Order, OrderLine, Parcel, Product, StoreCustomer } from '../../types.ts';
import { readAfterSalesPolicy } from './after-sales-policy.ts';
import type { HostedSituation } from './hosted-situation.ts';

/** Small invented documents for tests; all times lie around this one (18:00 in Shanghai). */
export const testNow = new Date('2026-11-21T10:00:00Z');

export function aText(text: string) {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}

export function aProduct(parts: Partial<Product> = {}): Product {
  const productId = parts.productId ?? 'P1';
  const variant = (name: string, price: number, stock: number) => ({
    variantId: `${productId}-${name}`,
    productId,
    options: { 颜色: name },
    price,
    stock,
    isAvailable: stock > 0,
  });
  return {
    productId,
    name: { 'zh-CN': '保温杯', 'zh-TW': '保溫瓶', en: 'Insulated bottle' },
    nicknames: ['水杯'],
    category: 'home',
    attributes: [],
    optionNames: ['颜色'],
    optionLabels: {},
    variants: [
      variant('白', 8900, 5),
      variant('黑', 8900, 3),
      variant('金', 9900, 3),
      variant('红', 7900, 3),
      variant('绿', 8900, 0),
    ],
    returnClass: 'standard',
    warrantyMonths: 0,
    ...parts,
  };
}

export function aLine(parts: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: '1',
    productId: 'P1',
    variantId: 'P1-白',
    title: { 'zh-CN': '保温杯', 'zh-TW': '保溫瓶', en: 'Insulated bottle' },
    options: { 颜色: '白' },
    quantity: 1,
    unitPrice: 8900,
    ...parts,
  };
}

export function aParcel(parts: Partial<Parcel> = {}): Parcel {
  return {
    parcelId: 'SF1',
    carrier: 'sf',
    carrierName: aText('顺丰速运'),
    trackingNumber: 'SF1000000000001',
    status: 'delivered',
    shippedAt: '2026-11-18T08:00:00Z',
    deliveredAt: '2026-11-20T06:00:00Z',
    promisedAt: '2026-11-22T15:59:59Z',
    lineIds: ['1'],
    events: [],
    ...parts,
  };
}

/** A parcel that has not arrived. */
export function aMovingParcel(parts: Partial<Parcel> = {}): Parcel {
  const { deliveredAt: _deliveredAt, ...rest } = aParcel();
  return { ...rest, status: 'in-transit', ...parts };
}

/** By default delivered yesterday, one bottle, paid by Alipay. */
export function anOrder(parts: Partial<Order> = {}): Order {
  const lines = parts.lines ?? [aLine()];
  const total = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  return {
    orderId: 'NY20261117000001',
    storeCustomerId: 'C1',
    status: 'delivered',
    statusText: '已签收',
    placedAt: '2026-11-17T02:00:00Z',
    paidAt: '2026-11-17T02:05:00Z',
    shipBy: '2026-11-19T02:05:00Z',
    lines,
    parcels: [aParcel({ lineIds: lines.map((line) => line.lineId) })],
    payments: [{ kind: 'payment', amount: total, methodId: 'alipay', at: '2026-11-17T02:05:00Z' }],
    address: anAddress(),
    total,
    freight: 0,
    currency: 'CNY',
    caseIds: [],
    ...parts,
  };
}

export function aPendingOrder(parts: Partial<Order> = {}): Order {
  return anOrder({ status: 'pending', statusText: '待发货', parcels: [], shipBy: '2026-11-22T10:00:00Z', ...parts });
}

export function anAddress() {
  const name = '王小明';
  return {
    name,
    phone: '13812345678',
    country: '中国',
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    detail: '文三路 1 号',
    zip: '310012',
  };
}

export function aCustomer(parts: Partial<StoreCustomer> = {}): StoreCustomer {
  return {
    storeCustomerId: 'C1',
    name: '王小明',
    email: 'wang.xiaoming@example.com',
    phone: '13812345678',
    memberLevel: 'silver',
    defaultAddress: anAddress(),
    paymentMethods: [{ methodId: 'alipay', kind: 'alipay', label: '支付宝' }],
    spent: 100_000,
    ...parts,
  };
}

export function aSituation(parts: Partial<HostedSituation> = {}): HostedSituation {
  const products = [aProduct()];
  const policy = readAfterSalesPolicy({});
  return {
    policy,
    policies: compilePolicies([], defaultPolicies(policy)),
    isPublicHoliday: () => false,
    timeZone: 'Asia/Shanghai',
    now: testNow,
    customer: aCustomer(),
    order: anOrder(),
    cases: [],
    findProduct: (productId) => products.find((product) => product.productId === productId),
    newCaseId: '0199a0a0-0000-7000-8000-000000000001',
    ...parts,
  };
}

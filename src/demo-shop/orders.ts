import type { Order, OrderLine, OrderStatus, Parcel, PaymentEntry, Product } from '../commerce/index.ts';
import { localDay } from '../platform/index.ts';
import type { DemoCustomer } from './customers.ts';
import type { DemoContent } from './demo-content.ts';
import { type DemoState, type OrderTimes, planTimes } from './order-times.ts';
import type { Random } from './random.ts';
import { type ParcelStage, trackingEvents } from './tracking.ts';

export type OrderWish = {
  state: DemoState;
  buyer: DemoCustomer;
  /** Six digits that end the order number; unique in the shop. */
  suffix: string;
  /** Days since delivery (or since the state began); drawn where absent. */
  daysAgo?: number;
  variantIds?: readonly string[];
  /** What one piece of the first line cost above (or below) today's price, minor units. */
  paidMore?: number;
};

export type OrderContext = {
  content: DemoContent;
  now: Date;
  random: Random;
  findProduct: (variantId: string) => Product;
};

/** Makes one order with lines, payments, parcels and tracking that fit each other and the moment. */
export function makeOrder(context: OrderContext, wish: OrderWish): Order {
  const { content, random } = context;
  const zone = zoneOf(content, wish.buyer.place.province);
  const times = planTimes(context, wish.state, { days: zone.days, daysAgo: wish.daysAgo });
  const lines = wish.state === 'presale' ? presaleLines(context) : makeLines(context, wish);
  const goods = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  const freight = zone.freeFromFen !== null && goods >= zone.freeFromFen ? 0 : zone.feeFen;
  const total = goods + freight;
  const [status, statusText] = statusOf[wish.state];
  const { storeCustomerId, defaultAddress, paymentMethods } = wish.buyer.customer;
  const methodId = random.pick(paymentMethods).methodId;
  const paid = wish.state === 'presale' ? (content.presales[0]?.deposit ?? total) : total;
  const isPaid = wish.state !== 'unpaid' && wish.state !== 'expired';
  return {
    orderId: `NY${localDay(times.placedAt, content.shop.timeZone).replaceAll('-', '')}${wish.suffix}`,
    storeCustomerId,
    status,
    statusText,
    placedAt: times.placedAt.toISOString(),
    ...(isPaid ? { paidAt: times.paidAt.toISOString(), shipBy: times.shipBy.toISOString() } : {}),

    lines,
    parcels: makeParcels(context, wish, times, lines),
    payments: isPaid ? makePayments(wish.state, paid, methodId, times) : [],
    address: defaultAddress ?? emptyAddress,
    total,
    freight,
    currency: content.shop.currency,
    ...(random.chance(0.06) ? { remark: random.pick(remarks) } : {}),
    caseIds: [],
  };
}

const statusOf: Readonly<Record<DemoState, readonly [OrderStatus, string]>> = {
  unpaid: ['unpaid', '待付款'],
  pending: ['pending', '待发货'],
  late: ['pending', '待发货'],
  presale: ['pending', '预售中，定金已付'],
  processing: ['processing', '已打包，待揽收'],
  'in-transit': ['shipped', '运输中'],
  'out-for-delivery': ['shipped', '派送中'],
  overdue: ['shipped', '运输中'],
  stuck: ['shipped', '运输中'],
  lost: ['shipped', '运输中'],
  refused: ['shipped', '已拒收，退回中'],
  delivered: ['delivered', '已签收'],
  completed: ['completed', '交易完成'],
  cancelled: ['cancelled', '已取消'],
  expired: ['cancelled', '超时未付款，已关闭'],
};

const stageOf: Readonly<Partial<Record<DemoState, ParcelStage>>> = {
  processing: 'packed',
  'in-transit': 'in-transit',
  'out-for-delivery': 'out-for-delivery',
  overdue: 'in-transit',
  stuck: 'stuck',
  lost: 'lost',
  refused: 'returned',
  delivered: 'delivered',
  completed: 'delivered',
};

const emptyAddress = { name: '', phone: '', country: '', province: '', city: '', district: '', detail: '', zip: '' };
const remarks = [
  '请发顺丰，谢谢',
  '周末送货',
  '请放门口，不要敲门',
  '送礼用，请不要放价格单',
  '麻烦包装结实一点',
  '尽快发货，急用',
];

function makeLines(context: OrderContext, wish: OrderWish): OrderLine[] {
  const { random, content, findProduct } = context;
  const count = random.weighted([
    [1, 58],
    [2, 27],
    [3, 11],
    [4, 4],
  ] as const);
  const drawn = Array.from({ length: count }, () => {
    const product = random.pick(content.products);
    const inStock = product.variants.filter((variant) => variant.isAvailable);
    return random.pick(inStock.length > 0 ? inStock : product.variants).variantId;
  });
  const presold = new Set(
    content.presales.filter((presale) => presale.fromDay <= 0).flatMap((presale) => presale.productIds),
  );
  const variantIds = wish.variantIds ?? [...new Set(drawn)].filter((id) => !presold.has(findProduct(id).productId));
  const chosen = variantIds.length > 0 ? variantIds : [content.products[0]?.variants[0]?.variantId ?? ''];
  return chosen.map((variantId, index) => {
    const line = lineOf(context, variantId, index);
    if (wish.variantIds !== undefined)
      return { ...line, unitPrice: line.unitPrice + (index === 0 ? (wish.paidMore ?? 0) : 0) };
    const quantity = random.weighted([
      [1, 84],
      [2, 13],
      [3, 3],
    ] as const);
    return { ...line, quantity, ...drawnPrice(random, line.unitPrice) };
  });
}

/** Most pay today's price; some bought in a flash sale, some before the price fell. */
function drawnPrice(random: Random, price: number): Pick<OrderLine, 'unitPrice' | 'priceKind'> {
  const kind = random.weighted([
    ['now', 88],
    ['flash', 6],
    ['before', 6],
  ] as const);
  if (kind === 'flash') return { unitPrice: roundPrice(price * 0.85), priceKind: 'flash' };
  return { unitPrice: kind === 'before' ? roundPrice(price * 1.1) : price };
}

function presaleLines(context: OrderContext): OrderLine[] {
  const { content, random } = context;
  const presale = content.presales.find((one) => one.fromDay <= 0);
  const product =
    content.products.find((one) => one.productId === presale?.productIds[0]) ?? random.pick(content.products);
  const line = lineOf(context, random.pick(product.variants).variantId, 0);
  // The deposit counts for more than was paid.
  const saved = presale === undefined ? 0 : presale.worth - presale.deposit;
  return [{ ...line, unitPrice: line.unitPrice - saved, priceKind: 'presale' }];
}

function lineOf({ findProduct }: OrderContext, variantId: string, index: number): OrderLine {
  const product = findProduct(variantId);
  const variant = product.variants.find((one) => one.variantId === variantId) ?? product.variants[0];
  return {
    lineId: String(index + 1),
    productId: product.productId,
    variantId,
    title: product.name,
    options: variant?.options ?? {},
    quantity: 1,
    unitPrice: variant?.price ?? 0,
  };
}

/** One parcel per warehouse. */
function makeParcels(context: OrderContext, wish: OrderWish, times: OrderTimes, lines: readonly OrderLine[]): Parcel[] {
  const { content, random, findProduct, now } = context;
  const stage = stageOf[wish.state];
  if (stage === undefined) return [];
  const { place } = wish.buyer;
  const zone = zoneOf(content, place.province);
  const warehouses = new Map<string, OrderLine[]>();
  for (const line of lines) {
    const id = findProduct(line.variantId).warehouse ?? content.shop.warehouses[0]?.id ?? '';
    warehouses.set(id, [...(warehouses.get(id) ?? []), line]);
  }
  return [...warehouses].map(([id, parcelLines]) => {
    const warehouse = content.shop.warehouses.find((one) => one.id === id) ?? content.shop.warehouses[0];
    const isPrecious = parcelLines.some((line) => {
      const { category, returnClass } = findProduct(line.variantId);
      return returnClass === 'fresh' || (category === 'digital' && line.unitPrice >= 100_000);
    });
    const carrier = isPrecious ? 'sf' : random.pick(zone.carriers);
    const trackingNumber = trackingNumberOf(random, carrier);
    const from = { city: warehouse?.city ?? '', hub: `${(warehouse?.city ?? '').replace(/市$/, '')}转运中心` };
    const isAbroad = zone.id === 'hk-mo-tw';
    const events = trackingEvents(random, { ...times, stage, now, from, to: place, isAbroad });
    const isShipped = stage !== 'packed';
    return {
      parcelId: trackingNumber,
      carrier,
      carrierName: content.shipping.carriers.find((one) => one.id === carrier)?.name ?? {
        'zh-CN': carrier,
        'zh-TW': carrier,
        en: carrier,
      },
      trackingNumber,
      status: stage,
      ...(isShipped ? { shippedAt: times.shippedAt.toISOString(), promisedAt: times.promisedAt.toISOString() } : {}),
      ...(stage === 'delivered' ? { deliveredAt: times.deliveredAt.toISOString() } : {}),
      lineIds: parcelLines.map((line) => line.lineId),
      events,
    };
  });
}

const trackingPrefixes: Readonly<Record<string, readonly [string, number]>> = {
  sf: ['SF', 13],
  zto: ['7', 13],
  yto: ['YT', 13],
  jd: ['JDVB', 11],
  ems: ['9', 12],
};

function trackingNumberOf(random: Random, carrier: string): string {
  const [prefix, count] = trackingPrefixes[carrier] ?? ['', 13];
  return `${prefix}${random.digits(count)}`;
}

function makePayments(state: DemoState, amount: number, methodId: string, times: OrderTimes): PaymentEntry[] {
  const payment: PaymentEntry = { kind: 'payment', amount, methodId, at: times.paidAt.toISOString() };
  if (state !== 'cancelled') return [payment];
  return [payment, { kind: 'refund', amount, methodId, at: times.endedAt.toISOString() }];
}

function zoneOf(content: DemoContent, province: string): DemoContent['shipping']['zones'][number] {
  const zone = content.shipping.zones.find((one) => one.provinces.includes(province)) ?? content.shipping.zones[0];
  if (zone === undefined) throw new RangeError('the demo shop has no shipping zones');
  return zone;
}

function roundPrice(price: number): number {
  return Math.max(100, Math.round(price / 100) * 100);
}

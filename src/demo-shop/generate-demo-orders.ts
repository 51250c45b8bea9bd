import { type AfterSalesCase, type Order, type Product, paidBalance, type StoreCustomer } from '../commerce/index.ts';
import { addCase, caseWays } from './cases.ts';
import { type DemoCustomer, makeCustomer } from './customers.ts';
import type { DemoContent } from './demo-content.ts';
import type { DemoState } from './order-times.ts';
import { makeOrder, type OrderContext } from './orders.ts';
import { createRandom, type Random } from './random.ts';
import { stories } from './stories.ts';

export type DemoRecords = {
  customers: readonly StoreCustomer[];
  orders: readonly Order[];
  cases: readonly AfterSalesCase[];
};

/**
 * 600 customers and 2,000 orders in every state, with parcels, tracking, payments and after-sales cases, counted back
 * from `now`. The same seed, moment and content give the same records.
 */
export function generateDemoOrders(options: {
  content: DemoContent;
  now: Date;
  seed?: number;
  customers?: number;
  orders?: number;
}): DemoRecords {
  const { content, now, seed = 20_26, customers: customerCount = 600, orders: orderCount = 2000 } = options;
  const random = createRandom(seed);
  const byVariant = new Map<string, Product>();
  for (const product of content.products)
    for (const { variantId } of product.variants) byVariant.set(variantId, product);
  const findProduct = (variantId: string) => {
    const product = byVariant.get(variantId) ?? content.products[0];
    if (product === undefined) throw new RangeError('the demo shop has no products');
    return product;
  };
  const context: OrderContext = { content, now, random, findProduct };
  const told = tellStories(context);
  const crowd = Array.from({ length: customerCount - told.buyers.length }, (_, index) =>
    makeCustomer(random, `DC${String(told.buyers.length + index + 1).padStart(4, '0')}`),
  );
  const drawn = drawOrders(context, crowd, orderCount - told.orders.length);
  const orders = [...told.orders, ...drawn.orders];
  return {
    customers: withLevels(content, [...told.buyers, ...crowd], orders),
    orders,
    cases: [...told.cases, ...drawn.cases],
  };
}

/** How often each state comes; an honest shop has finished most of its orders. */
const stateWeights: readonly (readonly [DemoState, number])[] = [
  ['unpaid', 3],
  ['pending', 9],
  ['late', 1.5],
  ['presale', 1.5],
  ['processing', 5],
  ['in-transit', 9],
  ['out-for-delivery', 2.5],
  ['overdue', 1.5],
  ['stuck', 1.5],
  ['lost', 1.5],
  ['refused', 0.6],
  ['delivered', 18],
  ['completed', 40],
  ['cancelled', 4],
  ['expired', 1.5],
];

function tellStories(context: OrderContext) {
  const { random, now } = context;
  const buyers: DemoCustomer[] = [];
  const orders: Order[] = [];
  const cases: AfterSalesCase[] = [];
  for (const story of stories) {
    const buyer = makeCustomer(random, story.storeCustomerId, story);
    buyers.push(buyer);
    for (const wish of story.orders) {
      const order = makeOrder(context, { ...wish, buyer });
      const way = wish.case;
      const added = way && addCase(random, { order, way, caseId: makeCaseId(random, now, order), now });
      orders.push(added?.order ?? order);
      if (added !== undefined) cases.push(added.case);
    }
  }
  return { buyers, orders, cases };
}

function drawOrders(context: OrderContext, crowd: readonly DemoCustomer[], count: number) {
  const { random, now } = context;
  const made: { state: DemoState; order: Order }[] = [];
  let number = 100_000;
  for (let index = 0; index < count; index += 1) {
    number += random.between(1, 300);
    const state = random.weighted(stateWeights);
    // Every third customer buys again and again.
    const buyer = random.chance(0.5) ? crowd[random.between(0, Math.floor(crowd.length / 3))] : random.pick(crowd);
    if (buyer === undefined) continue;
    made.push({
      state,
      order: makeOrder(context, { state, buyer, suffix: String(number % 1_000_000).padStart(6, '0') }),
    });
  }
  const cases: AfterSalesCase[] = [];
  const taken = new Set<number>();
  for (const way of caseWays) {
    const free = made.flatMap(({ state }, index) => (way.on.includes(state) && !taken.has(index) ? [index] : []));
    for (const index of free.slice(0, way.count)) {
      const entry = made[index];
      if (entry === undefined) continue;
      taken.add(index);
      const added = addCase(random, { order: entry.order, way, caseId: makeCaseId(random, now, entry.order), now });
      made[index] = { ...entry, order: added.order };
      cases.push(added.case);
    }
  }
  return { orders: made.map(({ order }) => order), cases };
}

/** What each customer has really paid, and the member level that goes with it. */
function withLevels(content: DemoContent, buyers: readonly DemoCustomer[], orders: readonly Order[]): StoreCustomer[] {
  const spent = new Map<string, number>();
  for (const order of orders) {
    spent.set(order.storeCustomerId, (spent.get(order.storeCustomerId) ?? 0) + paidBalance(order));
  }
  const levels = content.shop.memberLevels.toSorted((one, other) => other.spentFromFen - one.spentFromFen);
  return buyers.map(({ customer }) => {
    const sum = spent.get(customer.storeCustomerId) ?? 0;
    const level = levels.find((one) => sum >= one.spentFromFen) ?? levels.at(-1);
    return { ...customer, spent: sum, memberLevel: level?.id ?? '' };
  });
}

/** A UUID of version 7 in shape, drawn instead of made so that it stays the same. */
/** AS, the day on which the case was opened (some time before now), six digits: as the shop numbers its cases itself. */
function makeCaseId(random: Random, now: Date, order: Order): string {
  const opened = Math.max(Date.parse(order.placedAt), now.getTime() - random.between(0, 3) * dayLength);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(opened));
  return `AS${day.replaceAll('-', '')}${String(random.between(0, 999_999)).padStart(6, '0')}`;
}

const dayLength = 86_400_000;

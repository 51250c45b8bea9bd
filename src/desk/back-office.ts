import {
  type AfterSalesCase,
  type CaseListing,
  type CaseQuestion,
  type CaseStep,
  maskName,
  type Order,
  type OrderQuestion,
  openBrowser,
  type Page,
  type Product,
  type ShopBrowser,
  type StoreCustomer,
} from '../commerce/index.ts';
import { AppError, type ConversationId, type Secrets } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { type CaseView, findRunningConversation, type SteppedCase, takeCaseStep, viewOfCase } from './case-steps.ts';
import type { DeskParts } from './desk-parts.ts';

/** The desk's parts with what opens the shop's sealed records. */
export type BackOfficeParts = DeskParts & { secrets: Secrets };

/** An order in a list; the receiver's name is masked. */
export type OrderRow = Pick<Order, 'orderId' | 'status' | 'placedAt' | 'total' | 'currency' | 'caseIds'> & {
  receiver: string;
  lines: readonly Pick<Order['lines'][number], 'lineId' | 'title' | 'quantity'>[];
  parcels: readonly Pick<Order['parcels'][number], 'parcelId' | 'status'>[];
};

/** One order with its customer, its cases and the conversation that is going on with the customer. */
export type OrderDetail = {
  order: Order;
  customer?: Pick<StoreCustomer, 'name' | 'memberLevel'>;
  cases: readonly CaseView[];
  conversationId?: ConversationId;
};

export type CasePage = Page<CaseView> & { counts: Readonly<Record<CaseListing, number>> };

export type CaseDetail = CaseView & { conversationId?: ConversationId };

export type ProductRow = Pick<Product, 'productId' | 'name' | 'category' | 'variants'>;

/** Orders of the shop, newest first. */
export async function readShopOrders(
  parts: BackOfficeParts,
  who: SignedIn,
  question: OrderQuestion,
): Promise<Page<OrderRow>> {
  const { browser } = await openShop(parts, who);
  const page = await browser.listOrders(question);
  return { ...page, items: page.items.map(rowOf) };
}

/** One order; AppError 'not-found' where the shop has none of this number. */
export async function readShopOrder(parts: BackOfficeParts, who: SignedIn, orderId: string): Promise<OrderDetail> {
  const { browser, shop } = await openShop(parts, who);
  const found = await browser.findOrder(orderId);
  if (found === undefined) throw new AppError('not-found', 'no such order');
  const { order, customer, cases } = found;
  const conversationId = await findRunningConversation(parts, who.shopId, order.storeCustomerId);
  return {
    order,
    ...(customer === undefined ? {} : { customer: { name: customer.name, memberLevel: customer.memberLevel } }),
    cases: cases.map((one) => viewOfCase(one, shop, who)),
    ...(conversationId === undefined ? {} : { conversationId }),
  };
}

/** After-sales cases of the shop with their numbers by view. */
export async function readShopCases(parts: BackOfficeParts, who: SignedIn, question: CaseQuestion): Promise<CasePage> {
  const { browser, shop } = await openShop(parts, who);
  const [page, counts] = await Promise.all([browser.listCases(question), browser.countCases()]);
  return { ...page, items: page.items.map((one) => viewOfCase(one, shop, who)), counts };
}

/** One case; AppError 'not-found' where the shop has none of this number. */
export async function readShopCase(parts: BackOfficeParts, who: SignedIn, caseId: string): Promise<CaseDetail> {
  const { browser, shop } = await openShop(parts, who);
  const one = await requiredCase(browser, caseId);
  const conversationId = await findRunningConversation(parts, who.shopId, one.storeCustomerId);
  return { ...viewOfCase(one, shop, who), ...(conversationId === undefined ? {} : { conversationId }) };
}

/** Takes a step of the shop's in any case, once per key. */
export async function stepShopCase(
  parts: BackOfficeParts,
  who: SignedIn,
  { caseId, step, note, idempotencyKey }: { caseId: string; step: CaseStep; note: string; idempotencyKey: string },
): Promise<SteppedCase> {
  const { browser, shop } = await openShop(parts, who);
  const one = await requiredCase(browser, caseId);
  return takeCaseStep(parts, who, shop, { one, step, note, key: `desk/shop/${caseId}/${idempotencyKey}` });
}

/** Products whose name, number or category holds the words, with prices and stock as they are now. */
export async function readShopProducts(
  parts: BackOfficeParts,
  who: SignedIn,
  { search, from, limit }: { search: string; from: number; limit: number },
): Promise<{ items: readonly ProductRow[]; total: number }> {
  const { browser, shop } = await openShop(parts, who);
  const wanted = search.trim().toLowerCase();
  const holds = ({ productId, name, category, nicknames }: Product) =>
    [productId, category, ...Object.values(name), ...nicknames].some((text) => text.toLowerCase().includes(wanted));
  const found = [...shop.products.values()].filter((product) => wanted === '' || holds(product));
  const ids = found.slice(from, from + limit).map((product) => product.productId);
  const fresh = new Map((await browser.findProducts(ids)).map((product) => [product.productId, product]));
  const items = ids.flatMap((id) => fresh.get(id) ?? []);
  return {
    items: items.map(({ productId, name, category, variants }) => ({ productId, name, category, variants })),
    total: found.length,
  };
}

async function openShop(
  parts: BackOfficeParts,
  { shopId }: SignedIn,
): Promise<{ browser: ShopBrowser; shop: ShopRuntime }> {
  const shop = await parts.shops.get(shopId);
  const { database, secrets } = parts;
  const { platform } = shop.store.descriptor;
  return { shop, browser: openBrowser({ database, secrets, shopId, platform }) };
}

async function requiredCase(browser: ShopBrowser, caseId: string): Promise<AfterSalesCase> {
  const one = await browser.findCase(caseId);
  if (one === undefined) throw new AppError('not-found', 'no such case');
  return one;
}

function rowOf({ orderId, status, placedAt, total, currency, caseIds, address, lines, parcels }: Order): OrderRow {
  return {
    orderId,
    status,
    placedAt,
    total,
    currency,
    caseIds,
    receiver: maskName(address.name),
    lines: lines.map(({ lineId, title, quantity }) => ({ lineId, title, quantity })),
    parcels: parcels.map(({ parcelId, status: parcel }) => ({ parcelId, status: parcel })),
  };
}

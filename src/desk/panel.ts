import type { AfterSalesCase, Order, Product, StoreCustomer, StoreDescriptor, Variant } from '../commerce/index.ts';
import { type Conversation, listConversationsOfCustomer } from '../conversations/index.ts';
import { type Customer, findCustomer } from '../customers/index.ts';
import { AppError, type ConversationId } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import { listEmotions } from '../walk/index.ts';
import { type DeskParts, readConversation } from './desk-parts.ts';

/** Who writes, with orders, after-sales cases and earlier conversations. */
export type Panel = {
  customer: Customer;
  storeCustomer?: StoreCustomer;
  shopActions?: Pick<StoreDescriptor, 'actions' | 'reasons'> & {
    variants: Readonly<Record<string, readonly Variant[]>>;
  };
  orders: readonly Order[];
  cases: readonly AfterSalesCase[];
  earlier: readonly Conversation[];
  emotionTrend: readonly { seq: number; at: string; emotion: string; intensity: number }[];
};

const ordersShown = 20;
const earlierShown = 20;

/** Reads what stands beside a conversation; a shop system that does not answer leaves its part empty. */
export async function readPanel(parts: DeskParts, who: SignedIn, conversationId: ConversationId): Promise<Panel> {
  const { shopId } = who;
  const own = await parts.database.inShop(shopId, async (sql) => {
    const conversation = await readConversation(sql, shopId, conversationId);
    const customer = await findCustomer(sql, shopId, conversation.customerId);
    if (!customer) throw new AppError('not-found', 'the customer was erased');
    const all = await listConversationsOfCustomer(sql, shopId, conversation.customerId, earlierShown + 1);
    return {
      customer,
      earlier: all.filter((one) => one.conversationId !== conversationId && one.lastSeq > 0).slice(0, earlierShown),
      emotionTrend: await listEmotions(sql, shopId, conversationId),
    };
  });
  return { ...own, ...(await readRecords(parts, own.customer)) };
}

async function readRecords(
  parts: DeskParts,
  customer: Customer,
): Promise<Pick<Panel, 'storeCustomer' | 'shopActions' | 'orders' | 'cases'>> {
  const { storeCustomerId, shopId } = customer;
  if (!storeCustomerId) return { orders: [], cases: [] };
  try {
    const { store, products } = await parts.shops.get(shopId);
    const [storeCustomer, orders, cases] = await Promise.all([
      store.findCustomer({ by: 'id', storeCustomerId }),
      store.listOrders(storeCustomerId, ordersShown),
      store.listCases(storeCustomerId),
    ]);
    const { actions, reasons } = store.descriptor;
    const shopActions = { actions, reasons, variants: variantsOf(orders, products) };
    return { ...(storeCustomer ? { storeCustomer } : {}), shopActions, orders, cases };
  } catch (error) {
    parts.log.warn({ err: error, shopId }, 'the shop system did not answer for the panel');
    return { orders: [], cases: [] };
  }
}

/** What each ordered product can be exchanged for. */
function variantsOf(
  orders: readonly Order[],
  products: ReadonlyMap<string, Product>,
): Record<string, readonly Variant[]> {
  const ids = new Set(orders.flatMap((order) => order.lines.map((line) => line.productId)));
  return Object.fromEntries([...ids].map((id) => [id, products.get(id)?.variants ?? []]));
}

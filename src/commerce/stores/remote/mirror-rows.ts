import { appendOutbox, CaseId, OrderId, type ShopEvent, type ShopId } from '../../../platform/index.ts';
import type { AfterSalesCase, Product, StoreCustomer } from '../../types.ts';
import { caseRow, customerRow, orderRow, productRow, type RecordTransaction } from '../records/shop-records.ts';
import type { RemoteOrder } from './remote-platform.ts';

/** Whether changes are told to other rooms; a first filling is no news to anybody. */
export type MirrorOptions = { tells: boolean };

/** Writes orders as the platform has them now, with their customers and cases; how many orders are new or have another status. */
export async function mirrorOrders(
  transaction: RecordTransaction,
  orders: readonly RemoteOrder[],
  { tells }: MirrorOptions,
): Promise<number> {
  const { sql } = transaction;
  // Everybody writes in the same order, so that two writers never wait for each other.
  const latest = lastOfEach(orders, ({ order }) => order.orderId);
  if (latest.length === 0) return 0;
  const ids = latest.map(({ order }) => order.orderId);
  const known = tells
    ? await sql<{ id: string; status: string }[]>`
        select order_id as id, status from store_orders where order_id = any(${ids})`
    : [];
  await sql`
    insert into store_orders ${sql(latest.map(({ order }) => orderRow(transaction, order)))}
    on conflict (shop_id, order_id) do update set store_customer_id = excluded.store_customer_id, status = excluded.status,
      placed_at = excluded.placed_at, document = excluded.document, sealed = excluded.sealed, version = store_orders.version + 1`;
  // Orders before their customers, as whoever decides about one takes them.
  await mirrorCustomers(
    transaction,
    latest.map(({ customer }) => customer),
  );
  await mirrorCases(
    transaction,
    latest.flatMap(({ cases = [] }) => cases),
    { tells },
  );
  const before = new Map(known.map((row) => [row.id, row.status]));
  const changed = latest.filter(({ order }) => before.get(order.orderId) !== order.status);
  if (tells)
    await appendOutbox(
      sql,
      changed.flatMap(({ order }) => orderEvent(transaction.shopId, order.orderId)),
    );
  return changed.length;
}

/** Writes customers as the platform has them. */
export async function mirrorCustomers(
  transaction: RecordTransaction,
  customers: readonly StoreCustomer[],
): Promise<void> {
  const { sql } = transaction;
  const latest = lastOfEach(customers, (one) => one.storeCustomerId);
  if (latest.length === 0) return;
  await sql`
    insert into store_customers ${sql(latest.map((one) => customerRow(transaction, one)))}
    on conflict (shop_id, store_customer_id) do update set document = excluded.document, sealed = excluded.sealed,
      email_hash = excluded.email_hash, phone_hash = excluded.phone_hash, version = store_customers.version + 1`;
}

/** Writes after-sales cases as the platform has them; how many are new or in another state. */
export async function mirrorCases(
  transaction: RecordTransaction,
  cases: readonly AfterSalesCase[],
  { tells }: MirrorOptions,
): Promise<number> {
  const { sql, shopId } = transaction;
  const latest = lastOfEach(cases, (one) => one.caseId);
  if (latest.length === 0) return 0;
  const known = await sql<{ id: string; state: string }[]>`
    select case_id as id, state from store_cases where case_id = any(${latest.map((one) => one.caseId)})`;
  await sql`
    insert into store_cases ${sql(latest.map((one) => caseRow(transaction, one)))}
    on conflict (shop_id, case_id) do update set order_id = excluded.order_id, state = excluded.state, kind = excluded.kind,
      document = excluded.document, deadline = excluded.deadline, version = store_cases.version + 1`;
  const before = new Map(known.map((row) => [row.id, row.state]));
  const changed = latest.filter((one) => before.get(one.caseId) !== one.state);
  if (tells)
    await appendOutbox(
      sql,
      changed.flatMap((one) => caseEvent(shopId, one)),
    );
  return changed.length;
}

/** Writes products as the platform has them; how many are new or different. */
export async function mirrorProducts(transaction: RecordTransaction, products: readonly Product[]): Promise<number> {
  const { sql } = transaction;
  const latest = lastOfEach(products, (one) => one.productId);
  if (latest.length === 0) return 0;
  const written = await sql`
    insert into store_products ${sql(latest.map((one) => productRow(transaction, one)))}
    on conflict (shop_id, product_id) do update set document = excluded.document, version = store_products.version + 1
    where store_products.document is distinct from excluded.document`;
  return written.count;
}

/** Removes products that the platform has no more; how many those were. */
export async function forgetProducts(transaction: RecordTransaction, kept: readonly string[]): Promise<number> {
  const { sql, shopId } = transaction;
  const gone = await sql`
    delete from store_products where shop_id = ${shopId} and product_id <> all(${[...kept]})`;
  return gone.count;
}

function orderEvent(shopId: ShopId, orderId: string): ShopEvent[] {
  return OrderId.is(orderId) ? [{ type: 'order.changed', shopId, payload: { orderId, change: 'platform' } }] : [];
}

function caseEvent(shopId: ShopId, { caseId, orderId, state }: AfterSalesCase): ShopEvent[] {
  if (!CaseId.is(caseId)) return [];
  return [{ type: 'case.changed', shopId, payload: { caseId, state, ...(OrderId.is(orderId) ? { orderId } : {}) } }];
}

/** Each id once, the last one of it, in the order of ids. */
function lastOfEach<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [idOf(item), item]))]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, item]) => item);
}

import type { z } from 'zod';
import { AppError, type ShopId, type ShopSecrets, type Sql } from '../../../platform/index.ts';
import { withTracks } from '../../logistics/tracking.ts';
import { emailHash, phoneHash } from '../../personal-hashes.ts';
import type { AfterSalesCase, Order, Product, StoreCustomer } from '../../types.ts';
import { listStoreProducts } from './compact-products.ts';
import {
  addressDocument,
  caseDocument,
  customerDocument,
  orderDocument,
  personalDocument,
  productDocument,
  tracksOf,
} from './record-documents.ts';

/** Where one transaction reads and writes a shop's canonical documents: its own records, or the mirror of another system's. */
export type RecordTransaction = { sql: Sql; shopId: ShopId; secrets: ShopSecrets };

export async function findStoreCustomer(
  { sql, secrets }: RecordTransaction,
  id: string,
  lock = false,
): Promise<StoreCustomer | undefined> {
  const rows = await sql<Row[]>`
    select store_customer_id as id, document, sealed from store_customers where store_customer_id = ${id}
    ${lock ? sql`for update` : sql``}`;
  return rows[0] && customerOf(secrets, rows[0]);
}

/** The customer with this e-mail or phone; nobody where several share it, since that would prove nothing. */
export async function findCustomerBy(
  transaction: RecordTransaction,
  by: 'email' | 'phone',
  value: string,
): Promise<StoreCustomer | undefined> {
  const { sql, secrets } = transaction;
  const [column, hash] =
    by === 'email'
      ? (['email_hash', emailHash(secrets, value)] as const)
      : (['phone_hash', phoneHash(secrets, value)] as const);
  const rows = await sql<Row[]>`
    select store_customer_id as id, document, sealed from store_customers where ${sql(column)} = ${hash} limit 2`;
  return rows.length === 1 && rows[0] !== undefined ? customerOf(secrets, rows[0]) : undefined;
}

export async function findStoreOrder(
  { sql, secrets }: RecordTransaction,
  id: string,
  lock = false,
): Promise<Order | undefined> {
  const rows = await sql<Row[]>`
    select order_id as id, document, sealed, tracks from store_orders where order_id = ${id} ${lock ? sql`for update` : sql``}`;
  return rows[0] && orderOf(secrets, rows[0]);
}

/** Several orders as they are written, without what a tracking service has seen; `lock` until the transaction ends. */
export async function findStoreOrdersById(
  { sql, secrets }: RecordTransaction,
  ids: readonly string[],
  lock: boolean,
): Promise<Order[]> {
  const rows = await sql<Row[]>`
    select order_id as id, document, sealed from store_orders where order_id = any(${[...ids]}) order by order_id
    ${lock ? sql`for update` : sql``}`;
  return rows.map((row) => orderOf(secrets, row));
}

export async function findStoreCustomersById(
  { sql, secrets }: RecordTransaction,
  ids: readonly string[],
): Promise<StoreCustomer[]> {
  const rows = await sql<Row[]>`
    select store_customer_id as id, document, sealed from store_customers where store_customer_id = any(${[...ids]})`;
  return rows.map((row) => customerOf(secrets, row));
}

/** Newest first. */
export async function findStoreOrders(
  { sql, secrets }: RecordTransaction,
  customerId: string,
  limit: number,
): Promise<Order[]> {
  const rows = await sql<Row[]>`
    select order_id as id, document, sealed, tracks from store_orders where store_customer_id = ${customerId}
    order by placed_at desc, order_id desc limit ${limit}`;
  return rows.map((row) => orderOf(secrets, row));
}

/** Newest first. */
export async function findStoreCases(
  { sql, secrets }: RecordTransaction,
  customerId: string,
): Promise<AfterSalesCase[]> {
  const rows = await sql<{ id: string; document: unknown }[]>`
    select case_id as id, document from store_cases where store_customer_id = ${customerId}
    order by created_at desc, case_id desc`;
  return rows.map((row) => caseOf(secrets, row));
}

/** Of one order, newest first. */
export async function findCasesOfOrder(
  { sql, shopId, secrets }: RecordTransaction,
  orderId: string,
): Promise<AfterSalesCase[]> {
  const rows = await sql<{ id: string; document: unknown }[]>`
    select case_id as id, document from store_cases where shop_id = ${shopId} and order_id = ${orderId}
    order by created_at desc, case_id desc`;
  return rows.map((row) => caseOf(secrets, row));
}

/** One case, whoever's it is. */
export async function findStoreCase(
  { sql, shopId, secrets }: RecordTransaction,
  caseId: string,
): Promise<AfterSalesCase | undefined> {
  const rows = await sql<{ id: string; document: unknown }[]>`
    select case_id as id, document from store_cases where shop_id = ${shopId} and case_id = ${caseId}`;
  return rows[0] && caseOf(secrets, rows[0]);
}

/** Products of an order's lines, without asking for the order first. */
export async function findProductsOfOrder({ sql, shopId }: RecordTransaction, orderId: string): Promise<Product[]> {
  const rows = await sql<{ id: string; version: string; document: unknown }[]>`
    select product_id as id, xmin::text as version, document from store_products where shop_id = ${shopId} and product_id in (
      select line ->> 'productId' from store_orders, jsonb_array_elements(document -> 'lines') as line
      where shop_id = ${shopId} and order_id = ${orderId})`;
  return rows.map((row) => productOf(`${shopId}/${row.id}`, row));
}

/** Products change rarely and are large: a row (its last writer is its version) that was checked once is not checked again. */
function productOf(key: string, row: { id: string; version: string; document: unknown }): Product {
  const known = checkedProducts.get(key);
  if (known?.version === row.version) return known.product;
  const product = parsed(productDocument, row.document, `product ${row.id}`);
  if (checkedProducts.size > 5000) checkedProducts.clear();
  checkedProducts.set(key, { version: row.version, product });
  return product;
}

const checkedProducts = new Map<string, { version: string; product: Product }>();

/** Some of a shop's products, or all of them (a large catalogue as products that are decoded when they are looked at). */
export async function findStoreProducts(sql: Sql, productIds?: readonly string[]): Promise<Product[]> {
  if (productIds === undefined) return listStoreProducts(sql);
  const rows = await sql<{ id: string; document: unknown }[]>`
    select product_id as id, document from store_products
    where product_id = any(${[...productIds]}) order by product_id`;
  return rows.map((row) => parsed(productDocument, row.document, `product ${row.id}`));
}

export async function saveStoreOrder(transaction: RecordTransaction, order: Order): Promise<void> {
  const { sql } = transaction;
  const row = orderRow(transaction, order);
  await sql`
    update store_orders set ${sql(row, 'status', 'document', 'sealed')}, version = version + 1
    where order_id = ${order.orderId}`;
}

export async function saveStoreCustomer(transaction: RecordTransaction, customer: StoreCustomer): Promise<void> {
  const { sql } = transaction;
  const row = customerRow(transaction, customer);
  await sql`
    update store_customers set ${sql(row, 'document', 'sealed', 'email_hash', 'phone_hash')}, version = version + 1
    where store_customer_id = ${customer.storeCustomerId}`;
}

/** Writes a case; AppError 'conflict' when its number is another order's, so that no case is ever written over. */
export async function saveStoreCase(transaction: RecordTransaction, one: AfterSalesCase): Promise<void> {
  const { sql } = transaction;
  const written = await sql`
    insert into store_cases ${sql(caseRow(transaction, one))} on conflict (shop_id, case_id) do update set
      state = excluded.state, document = excluded.document, deadline = excluded.deadline, version = store_cases.version + 1
    where store_cases.order_id = excluded.order_id`;
  if (written.count === 0) throw new AppError('conflict', `the case number ${one.caseId} is taken`);
}

/** The first of the numbers that no case has yet; the last one when all are taken. */
export async function firstFreeCaseId({ sql }: RecordTransaction, numbers: readonly string[]): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    select case_id as id from store_cases where case_id = any(${[...numbers]})`;
  const taken = new Set(rows.map((row) => row.id));
  return numbers.find((number) => !taken.has(number)) ?? numbers.at(-1) ?? '';
}

/** Rows as they are written, for seeding many at once. */
export function customerRow({ sql, shopId, secrets }: RecordTransaction, customer: StoreCustomer) {
  const { storeCustomerId, memberLevel, spent, points, coupons, ...personal } = customer;
  const open = {
    storeCustomerId,
    memberLevel,
    spent,
    ...(points !== undefined && { points }),
    ...(coupons && { coupons: [...coupons] }),
  };
  return {
    shop_id: shopId,
    store_customer_id: storeCustomerId,
    document: sql.json(open),
    sealed: secrets.seal(`store_customers/sealed/${storeCustomerId}`, JSON.stringify(personal)),
    email_hash: customer.email === '' ? null : emailHash(secrets, customer.email),
    phone_hash: customer.phone === '' ? null : phoneHash(secrets, customer.phone),
  };
}

export function orderRow({ sql, shopId, secrets }: RecordTransaction, order: Order) {
  const { address, ...rest } = order;
  return {
    shop_id: shopId,
    order_id: order.orderId,
    store_customer_id: order.storeCustomerId,
    status: order.status,
    placed_at: order.placedAt === '' ? null : order.placedAt,
    document: sql.json(JSON.parse(JSON.stringify(rest))),
    sealed: secrets.seal(`store_orders/sealed/${order.orderId}`, JSON.stringify(address)),
  };
}

export function caseRow({ sql, shopId, secrets }: RecordTransaction, one: AfterSalesCase) {
  const { details, ...rest } = one;
  const sealedDetails = secrets.seal(`store_cases/details/${one.caseId}`, JSON.stringify(details)).toString('base64');
  return {
    shop_id: shopId,
    case_id: one.caseId,
    order_id: one.orderId,
    store_customer_id: one.storeCustomerId,
    kind: one.kind,
    state: one.state,
    document: sql.json(JSON.parse(JSON.stringify({ ...rest, sealedDetails }))),
    deadline: one.deadline ?? null,
    created_at: one.createdAt,
  };
}

export function productRow({ sql, shopId }: Pick<RecordTransaction, 'sql' | 'shopId'>, product: Product) {
  return { shop_id: shopId, product_id: product.productId, document: sql.json(JSON.parse(JSON.stringify(product))) };
}

/** A customer's or order's row as it is read; `tracks` only where what a tracking service has seen is wanted, too. */
export type Row = { id: string; document: unknown; sealed: Uint8Array | null; tracks?: unknown };

function customerOf(secrets: ShopSecrets, row: Row): StoreCustomer {
  const open = parsed(customerDocument, row.document, `customer ${row.id}`);
  const text = secrets.open(`store_customers/sealed/${row.id}`, row.sealed ?? new Uint8Array());
  return { ...open, ...parsed(personalDocument, JSON.parse(text), `customer ${row.id}`) };
}

/** An order's row as the order, its address opened and its parcels with their tracks. */
export function orderOf(secrets: ShopSecrets, row: Row): Order {
  const open = parsed(orderDocument, row.document, `order ${row.id}`);
  const text = secrets.open(`store_orders/sealed/${row.id}`, row.sealed ?? new Uint8Array());
  const order = { ...open, address: parsed(addressDocument, JSON.parse(text), `order ${row.id}`) };
  return row.tracks == null ? order : withTracks(order, tracksOf(row.tracks));
}

/** A customer may have many old cases: the sealed details of one are opened when somebody looks at them. */
export function caseOf(secrets: ShopSecrets, row: { id: string; document: unknown }): AfterSalesCase {
  const { sealedDetails, ...rest } = parsed(caseDocument, row.document, `case ${row.id}`);
  let details: Readonly<Record<string, string>> | undefined;
  return {
    ...rest,
    get details() {
      details ??= openDetails(secrets, row.id, sealedDetails);
      return details;
    },
  };
}

function openDetails(secrets: ShopSecrets, caseId: string, sealed: string): Readonly<Record<string, string>> {
  const text = secrets.open(`store_cases/details/${caseId}`, Buffer.from(sealed, 'base64'));
  return Object.fromEntries(Object.entries(JSON.parse(text)).map(([key, value]) => [key, String(value)]));
}

function parsed<T>(schema: z.ZodType<T>, document: unknown, what: string): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  throw new AppError('bug', `the stored ${what} is not what it should be: ${result.error.issues[0]?.path.join('.')}`);
}

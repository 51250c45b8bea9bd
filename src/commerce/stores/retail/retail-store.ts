import { z } from 'zod';
import { AppError, type ShopId, type ShopSecrets, type Sql } from '../../../platform/index.ts';
import { emailHash, nameZipHash } from '../../personal-hashes.ts';
import { writeValue } from './json-text.ts';
import {
  type RetailOrder,
  type RetailUser,
  readDocument,
  retailOrder,
  retailProduct,
  retailUser,
} from './retail-documents.ts';
import type { RetailChange, RetailSource, StoredProduct } from './retail-records.ts';

/** A document in its column: the exact text (jsonb would sort the keys) and its place in the shop's own list. */
export const storedDocument = z.object({ text: z.string(), position: z.number() });

/** Where one transaction reads and writes an imported shop. `lock` keeps others from changing what was read. */
export type RetailTransaction = { sql: Sql; shopId: ShopId; secrets: ShopSecrets; lock?: boolean };

/** Rows of a shop that Peakdesk hosts, as the tools read them. */
export function databaseSource(transaction: RetailTransaction): RetailSource {
  const { sql, secrets } = transaction;
  const firstId = async (column: 'email_hash' | 'name_zip_hash', hash: Buffer) => {
    const rows = await sql<{ id: string }[]>`
      select store_customer_id as id from store_customers where ${sql(column)} = ${hash}
      order by (document->>'position')::int limit 1`;
    return rows[0]?.id;
  };
  return {
    findUser: (userId) => findUser(transaction, userId),
    findUserIdByEmail: (email) => firstId('email_hash', emailHash(secrets, email)),
    findUserIdByNameZip: (firstName, lastName, zip) =>
      firstId('name_zip_hash', nameZipHash(secrets, firstName, lastName, zip)),
    findOrder: (orderId) => findOrder(transaction, orderId),
    positionOfOrder: async (orderId) => {
      const rows = await sql<{ position: number }[]>`
        select (document->>'position')::int as position from store_orders where order_id = ${orderId}`;
      return rows[0]?.position ?? -1;
    },
    findProduct: async (productId) => (await readProducts(sql, productId))[0],
    listProducts: () => readProducts(sql),
  };
}

/** Writes the changes of a working copy. */
export async function saveChanges(transaction: RetailTransaction, changes: readonly RetailChange[]): Promise<void> {
  const { sql, secrets } = transaction;
  for (const change of changes) {
    if (change.collection === 'orders') {
      const { text, personal, status } = orderParts(change.after);
      await sql`
        update store_orders set status = ${status}, version = version + 1,
          document = jsonb_set(document, '{text}', to_jsonb(${text}::text)),
          sealed = ${secrets.seal(orderPurpose(change.id), personal)}
        where order_id = ${change.id}`;
    } else {
      const { text, personal } = userParts(change.after);
      const { name, address, email } = change.after;
      await sql`
        update store_customers set version = version + 1,
          document = jsonb_set(document, '{text}', to_jsonb(${text}::text)),
          sealed = ${secrets.seal(userPurpose(change.id), personal)}, email_hash = ${emailHash(secrets, email)},
          name_zip_hash = ${nameZipHash(secrets, name.first_name, name.last_name, address.zip)}
        where store_customer_id = ${change.id}`;
    }
  }
}

/** The orders of a customer, in the shop's own order. */
export async function findOrdersOf(transaction: RetailTransaction, userId: string): Promise<RetailOrder[]> {
  const rows = await transaction.sql<OrderRow[]>`
    select order_id as id, document, sealed from store_orders where store_customer_id = ${userId}
    order by (document->>'position')::int`;
  return rows.map((row) => orderOfRow(transaction.secrets, row));
}

/** A user's document without its personal parts, and these apart. */
export function userParts(user: RetailUser): { text: string; personal: string } {
  const { name, address, email, payment_methods } = user;
  return {
    text: writeValue({ ...user, name: null, address: null, email: null, payment_methods: null }),
    personal: writeValue({ name, address, email, payment_methods }),
  };
}

/** An order's document without the address, and the address apart. */
export function orderParts(order: RetailOrder): { text: string; personal: string; status: string } {
  const { address, status } = order;
  return { text: writeValue({ ...order, address: null }), personal: writeValue({ address }), status };
}

export const userPurpose = (userId: string) => `store_customers/sealed/${userId}`;
export const orderPurpose = (orderId: string) => `store_orders/sealed/${orderId}`;

export type UserRow = { id: string; document: unknown; sealed: Uint8Array | null };
export type OrderRow = { id: string; document: unknown; sealed: Uint8Array | null };

export function userOfRow(secrets: ShopSecrets, row: UserRow): RetailUser {
  const text = joined(row, (sealed) => secrets.open(userPurpose(row.id), sealed));
  return readDocument(retailUser, text) ?? damaged('customer', row.id);
}

export function orderOfRow(secrets: ShopSecrets, row: OrderRow): RetailOrder {
  const text = joined(row, (sealed) => secrets.open(orderPurpose(row.id), sealed));
  return readDocument(retailOrder, text) ?? damaged('order', row.id);
}

async function findUser({ sql, secrets, lock }: RetailTransaction, userId: string): Promise<RetailUser | undefined> {
  const rows = await sql<UserRow[]>`
    select store_customer_id as id, document, sealed from store_customers where store_customer_id = ${userId}
    ${lock === true ? sql`for update` : sql``}`;
  return rows[0] === undefined ? undefined : userOfRow(secrets, rows[0]);
}

async function findOrder({ sql, secrets, lock }: RetailTransaction, orderId: string): Promise<RetailOrder | undefined> {
  const rows = await sql<OrderRow[]>`
    select order_id as id, document, sealed from store_orders where order_id = ${orderId}
    ${lock === true ? sql`for update` : sql``}`;
  return rows[0] === undefined ? undefined : orderOfRow(secrets, rows[0]);
}

async function readProducts(sql: Sql, productId?: string): Promise<StoredProduct[]> {
  const rows = await sql<{ id: string; document: unknown }[]>`
    select product_id as id, document from store_products
    ${productId === undefined ? sql`` : sql`where product_id = ${productId}`} order by (document->>'position')::int`;
  return rows.map((row) => {
    const { text } = storedDocument.parse(row.document);
    return { product: readDocument(retailProduct, text) ?? damaged('product', row.id), text };
  });
}

/** The personal parts stand as null in the stored text, so each comes back to its own place. */
function joined(row: { document: unknown; sealed: Uint8Array | null }, open: (sealed: Uint8Array) => string): string {
  const { text } = storedDocument.parse(row.document);
  return row.sealed === null ? text : writeValue({ ...plainObject(text), ...plainObject(open(row.sealed)) });
}

function plainObject(text: string): Record<string, unknown> {
  return readDocument(z.record(z.string(), z.unknown()), text) ?? {};
}

function damaged(kind: string, id: string): never {
  throw new AppError('bug', `the stored ${kind} ${id} is not what it should be`);
}

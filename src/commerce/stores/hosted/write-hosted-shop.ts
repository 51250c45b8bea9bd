import type { ShopId, ShopSecrets, Sql } from '../../../platform/index.ts';
import type { AfterSalesCase, Order, Product, StoreCustomer } from '../../types.ts';
import { caseRow, customerRow, orderRow, productRow } from '../records/shop-records.ts';

/** The records of a whole shop that Peakdesk is to host. */
export type HostedShop = {
  products: readonly Product[];
  customers: readonly StoreCustomer[];
  orders: readonly Order[];
  cases: readonly AfterSalesCase[];
};

type Transaction = { sql: Sql; shopId: ShopId; secrets: ShopSecrets };

/** Writes a shop's records; rows that somebody has changed since they were first written stay as they are. */
export async function writeHostedShop(transaction: Transaction, shop: HostedShop): Promise<void> {
  const { sql } = transaction;
  for (const part of parts(shop.products)) {
    await sql`
      insert into store_products ${sql(part.map((one) => productRow(transaction, one)))}
      on conflict (shop_id, product_id) do update set document = excluded.document, version = store_products.version
      where store_products.version = 1`;
  }
  for (const part of parts(shop.customers)) {
    await sql`
      insert into store_customers ${sql(part.map((one) => customerRow(transaction, one)))}
      on conflict (shop_id, store_customer_id) do update set document = excluded.document, sealed = excluded.sealed,
        email_hash = excluded.email_hash, phone_hash = excluded.phone_hash
      where store_customers.version = 1`;
  }
  for (const part of parts(shop.orders)) {
    await sql`insert into store_orders ${sql(part.map((one) => orderRow(transaction, one)))} on conflict do nothing`;
  }
  for (const part of parts(shop.cases)) {
    await sql`insert into store_cases ${sql(part.map((one) => caseRow(transaction, one)))} on conflict do nothing`;
  }
}

/** Removes orders and cases that nobody has changed; an order of a changed case stays, and the other way round. */
export async function removeUntouched({ sql }: Pick<Transaction, 'sql'>): Promise<void> {
  await sql`
    delete from store_orders o where o.version = 1
      and not exists (select 1 from store_cases c where c.order_id = o.order_id and c.version > 1)
      and not exists (select 1 from tickets t where t.order_id = o.order_id)`;
  await sql`delete from store_cases c where not exists (select 1 from store_orders o where o.order_id = c.order_id)`;
}

/** How many records a shop has. */
export async function countHostedShop({
  sql,
}: Pick<Transaction, 'sql'>): Promise<Record<'products' | 'customers' | 'orders' | 'cases', number>> {
  const [row] = await sql<{ products: number; customers: number; orders: number; cases: number }[]>`
    select (select count(*) from store_products) as products, (select count(*) from store_customers) as customers,
      (select count(*) from store_orders) as orders, (select count(*) from store_cases) as cases`;
  return row ?? { products: 0, customers: 0, orders: 0, cases: 0 };
}

function parts<T>(list: readonly T[], size = 400): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

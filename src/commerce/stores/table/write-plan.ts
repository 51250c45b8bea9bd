import { customerRow, orderRow, productRow, type RecordTransaction } from '../records/shop-records.ts';
import type { TablePlan } from './plan-table.ts';

/** Records that are written together. */
const together = 200;

/** How many records a plan writes. */
export function sizeOf({ products, customers, orders }: TablePlan): number {
  return products.length + customers.length + orders.length;
}

/** Writes what a table changes, telling after each part how much is done. */
export async function writePlan(
  transaction: RecordTransaction,
  plan: TablePlan,
  onDone: (done: number) => void,
): Promise<void> {
  const { sql } = transaction;
  let done = 0;
  const each = async <One>(list: readonly One[], write: (part: readonly One[]) => Promise<unknown>) => {
    for (let from = 0; from < list.length; from += together) {
      const part = list.slice(from, from + together);
      await write(part);
      done += part.length;
      onDone(done);
    }
  };
  await each(
    plan.products,
    (part) => sql`
      insert into store_products ${sql(part.map((one) => productRow(transaction, one)))}
      on conflict (shop_id, product_id) do update set document = excluded.document, version = store_products.version + 1`,
  );
  await each(
    plan.customers,
    (part) => sql`
      insert into store_customers ${sql(part.map((one) => customerRow(transaction, one)))}
      on conflict (shop_id, store_customer_id) do update set document = excluded.document, sealed = excluded.sealed,
        email_hash = excluded.email_hash, phone_hash = excluded.phone_hash, version = store_customers.version + 1`,
  );
  await each(
    plan.orders,
    (part) => sql`
      insert into store_orders ${sql(part.map((one) => orderRow(transaction, one)))}
      on conflict (shop_id, order_id) do update set store_customer_id = excluded.store_customer_id, document = excluded.document,
        sealed = excluded.sealed, status = excluded.status, placed_at = excluded.placed_at, version = store_orders.version + 1`,
  );
}

import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../platform/index.ts';
import type { ImportReport, ShopImporter } from '../../shop-files.ts';
import { digitsOf } from '../kit/money.ts';
import {
  customerRow,
  findStoreCustomer,
  findStoreOrder,
  findStoreProducts,
  orderRow,
  productRow,
  type RecordTransaction,
} from '../records/shop-records.ts';
import { readTableFile } from './read-table-file.ts';
import { mapColumns } from './table-columns.ts';
import { type TableRecords, toRecords } from './to-records.ts';

/**
 * Brings orders, products or customers of one table into a shop that Peakdesk hosts. All or nothing; the same table a second time
 * changes nothing. With `isPreview` nothing is written: the report tells what would be, and how the columns were taken.
 */
export const importTable: ShopImporter = async (parts) => {
  const { database, secrets, shopId, from, map = {}, isPreview = false, onProgress } = parts;
  const reading = await readTableFile(from);
  if (!reading.ok) return { read: 0, changed: 0, refused: reading.refused };
  const mapping = mapColumns(reading.table.header, map);
  const currency = await database.inShop(shopId, async (sql) => {
    const [shop] = await sql<
      { platform: string; currency: string }[]
    >`select platform, currency from shops where shop_id = ${shopId}`;
    if (shop === undefined)
      throw new AppError('not-found', `there is no shop ${shopId}: make it by 'shop create'`, { field: 'shop' });
    if (shop.platform !== 'peakdesk')
      throw new AppError('conflict', `the shop ${shopId} has a system of its own`, { field: 'shop' });
    return shop.currency;
  });
  const shopSecrets = await secrets.forShop(shopId);
  const records = toRecords(basename(from), reading.table, mapping, {
    currency,
    digits: digitsOf(currency),
    madeId: (clue) => `T${shopSecrets.keyedHash('table customer', clue).toString('hex').slice(0, 16)}`,
  });
  const read = reading.table.rows.length;
  onProgress?.({ step: 'read', done: read, total: read });
  const told: Pick<ImportReport, 'read' | 'refused' | 'columns'> = { read, refused: records.refused, columns: mapping };
  if (records.refused.length > 0) return { ...told, changed: 0 };
  const changed = await database.inShop(shopId, (sql) =>
    write({ sql, shopId, secrets: shopSecrets }, records, isPreview),
  );
  return { ...told, changed };
};

/** Writes what is new or different; an order keeps the cases that it has. */
async function write(
  transaction: RecordTransaction,
  { orders, products, customers }: TableRecords,
  isPreview: boolean,
): Promise<number> {
  const { sql } = transaction;
  let changed = 0;
  const known = new Map(
    (
      await findStoreProducts(
        sql,
        products.map((one) => one.productId),
      )
    ).map((one) => [one.productId, one]),
  );
  for (const one of products.filter((product) => !isDeepStrictEqual(known.get(product.productId), product))) {
    changed += 1;
    if (isPreview) continue;
    await sql`
      insert into store_products ${sql([productRow(transaction, one)])}
      on conflict (shop_id, product_id) do update set document = excluded.document, version = store_products.version + 1`;
  }
  for (const one of customers) {
    const stored = await findStoreCustomer(transaction, one.storeCustomerId);
    if (isDeepStrictEqual(stored, one)) continue;
    changed += 1;
    if (isPreview) continue;
    await sql`
      insert into store_customers ${sql([customerRow(transaction, one)])}
      on conflict (shop_id, store_customer_id) do update set document = excluded.document, sealed = excluded.sealed,
        email_hash = excluded.email_hash, phone_hash = excluded.phone_hash, version = store_customers.version + 1`;
  }
  for (const one of orders) {
    const stored = await findStoreOrder(transaction, one.orderId);
    const wanted = { ...one, caseIds: stored?.caseIds ?? [] };
    if (isDeepStrictEqual(stored, wanted)) continue;
    changed += 1;
    if (isPreview) continue;
    await sql`
      insert into store_orders ${sql([orderRow(transaction, wanted)])}
      on conflict (shop_id, order_id) do update set document = excluded.document, sealed = excluded.sealed,
        status = excluded.status, placed_at = excluded.placed_at, version = store_orders.version + 1`;
  }
  return changed;
}

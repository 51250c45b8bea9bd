import type { Database, ShopId, Sql } from '../../../platform/index.ts';
import type { ProductRows } from '../../product-rows.ts';
import type { Product } from '../../types.ts';
import {
  createProductPacker,
  lazyProducts,
  type PackedProducts,
  plainProducts,
  readProduct,
} from './packed-products.ts';

/** Catalogues up to this are kept as they are read; larger ones as text that is read when somebody asks for a product. */
export const mostPlainProducts = 5_000;

/**
 * A shop's whole catalogue from its rows, in streams, so that no more than a few thousand documents are in memory as objects;
 * `visit` sees each product while the next ones are on their way.
 */
export async function listStoreProducts(
  sql: Sql,
  {
    plainUpTo = mostPlainProducts,
    visit,
  }: { plainUpTo?: number; visit?: ((product: Product) => void) | undefined } = {},
): Promise<Product[]> {
  const packed = await packStoreProducts(sql, { visit });
  return packed.ids.length > plainUpTo ? lazyProducts(packed) : plainProducts(packed);
}

/** A shop's product rows, for a catalogue that is kept prepared. */
export function openProductRows(database: Database, shopId: ShopId): ProductRows {
  return {
    readAll: (visit) => database.inShop(shopId, (sql) => packStoreProducts(sql, { visit })),
    readSome: (ids) => database.inShop(shopId, (sql) => packStoreProducts(sql, { ids })),
    readPrints: () => database.inShop(shopId, readPrints),
  };
}

/** In the order of their ids; of the given ones those that are there. */
async function packStoreProducts(
  sql: Sql,
  { ids, visit }: { ids?: readonly string[]; visit?: ((product: Product) => void) | undefined },
): Promise<PackedProducts> {
  const packer = createProductPacker();
  const query = sql<{ id: string; document: string; print: string }[]>`
    select product_id as id, document::text as document, ${printOf(sql)}::text as print from store_products
    ${ids === undefined ? sql`` : sql`where product_id = any(${[...ids]})`} order by product_id`;
  // Row by row as they come: the database goes on reading while this process works.
  await query.forEach((row) => {
    packer.add(row);
    visit?.(readProduct(row.id, row.document));
  });
  return packer.pack();
}

async function readPrints(sql: Sql): Promise<{ ids: readonly string[]; prints: BigInt64Array }> {
  const rows = await sql<{ ids: string[] | null; prints: Buffer | null }[]>`
    select json_agg(product_id) as ids, string_agg(int8send(print), ''::bytea) as prints
    from (select product_id, ${printOf(sql)} as print from store_products order by product_id) as printed`;
  const bytes = Buffer.from(rows[0]?.prints ?? []).swap64();
  const prints = new BigInt64Array(bytes.byteLength / 8);
  new Uint8Array(prints.buffer).set(bytes);
  return { ids: rows[0]?.ids ?? [], prints };
}

/**
 * Who wrote a row last, mixed with what is in it: either alone could be the same by chance, a number of a transaction in a database that
 * was set back, the hash of a document in which two equal values have changed together.
 */
function printOf(sql: Sql) {
  return sql`hashint8extended(xmin::text::int8, jsonb_hash_extended(document, 0))`;
}

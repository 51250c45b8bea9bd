import type { Product } from '../commerce/index.ts';
import { type Shelf, startShelf } from '../knowledge/index.ts';
import type { Database, ShopId } from '../platform/index.ts';

/** A shop's products as they were read, prepared for looking up. */
export type ReadShelf = { products: readonly Product[]; shelf: Shelf };

/** Keeps each shop's catalogue from one knowledge release to the next, as long as no product has changed. */
export type ShopShelves = {
  /** The kept catalogue, or what `read` brings where a row is another one now. */
  get(shopId: ShopId, read: (visit: (product: Product) => void) => Promise<readonly Product[]>): Promise<ReadShelf>;
};

/** Makes the memory; it holds one catalogue for each shop. */
export function createShopShelves(database: Database): ShopShelves {
  const kept = new Map<ShopId, ReadShelf & { state: string }>();
  return {
    get: async (shopId, read) => {
      // Asked before the rows are read: what changes in between is seen at the next look.
      const state = await stateOf(database, shopId);
      const known = kept.get(shopId);
      if (known?.state === state) return known;
      const filler = startShelf();
      const products = await read(filler.take);
      const shelf = filler.finish(products);
      kept.set(shopId, { products, shelf, state });
      void shelf.warmUp();
      return { products, shelf };
    },
  };
}

/** A number that changes with every row that is written or removed; some 60 ms for 100,000 products. */
async function stateOf(database: Database, shopId: ShopId): Promise<string> {
  const rows = await database.inShop(
    shopId,
    (sql) => sql<{ count: string; mixed: string | null }[]>`
      select count(*)::text as count, sum(hashtextextended(product_id, xmin::text::bigint))::text as mixed
      from store_products where shop_id = ${shopId}`,
  );
  return `${rows[0]?.count}/${rows[0]?.mixed}`;
}

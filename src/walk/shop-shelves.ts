import {
  changesOf,
  lazyProducts,
  type Product,
  type ProductRows,
  type RowChanges,
  type StoreConnector,
} from '../commerce/index.ts';
import {
  addTaiwanNames,
  createGrowingLists,
  type OpenShelf,
  openShelfOnTop,
  packLists,
  smallShelf,
  startShelf,
} from '../knowledge/index.ts';
import type { Database, Log, ShopId } from '../platform/index.ts';
import type { CatalogueBase, ShelfFiles } from './shelf-files.ts';

/** Keeps each shop's catalogue from one knowledge release to the next, as long as no product has changed. */
export type ShopShelves = {
  /** The kept catalogue where no row has changed; what has changed is read and put on top of it. */
  get(shopId: ShopId, store: Pick<StoreConnector, 'listProducts' | 'productRows'>): Promise<OpenShelf>;
  /** Ends what goes on in the background. */
  stop(): void;
};

/** Makes the memory; it holds one catalogue for each shop, and a large one in a file too, where there are files. */
export function createShopShelves(parts: {
  database: Database;
  log: Log;
  files?: ShelfFiles | undefined;
  /** Catalogues beyond this are large. */
  smallUpTo?: number;
}): ShopShelves {
  const { database, smallUpTo = smallShelf } = parts;
  const kept = new Map<ShopId, OpenShelf & { state: string; base: CatalogueBase | undefined }>();
  const stopping = new AbortController();

  async function openSmall(store: Pick<StoreConnector, 'listProducts'>): Promise<OpenShelf> {
    const filler = startShelf(smallUpTo);
    const products = await store.listProducts(filler.take);
    const shelf = filler.finish(products);
    void shelf.warmUp();
    return { products, shelf };
  }

  async function openLarge(shopId: ShopId, rows: ProductRows): Promise<OpenShelf & { base: CatalogueBase }> {
    // The database works out the fingerprints while the file is read.
    const [before, prints] = await Promise.all([kept.get(shopId)?.base ?? readFile(shopId), rows.readPrints()]);
    if (before !== undefined) {
      const changes = changesOf(before.packed, prints);
      if (sizeOf(changes) <= before.packed.ids.length * mostOnTop)
        return { ...(await putOnTop(before, changes, rows)), base: before };
    }
    const lists = createGrowingLists();
    const base = { packed: await rows.readAll(lists.add), lists };
    const products = lazyProducts(base.packed);
    void keep(shopId, base, products, lists);
    return { ...(await openShelfOnTop(products, lists, noChanges)), base };
  }

  async function readFile(shopId: ShopId): Promise<CatalogueBase | undefined> {
    return parts.files?.read(shopId).catch((error: unknown) => {
      parts.log.warn({ err: error, shopId }, 'the prepared catalogue cannot be read; it is made anew');
      return undefined;
    });
  }

  /** What hardly any question needs is added first, in the background; then everything goes into the shop's file. */
  async function keep(
    shopId: ShopId,
    { packed }: CatalogueBase,
    products: readonly Product[],
    lists: ReturnType<typeof createGrowingLists>,
  ): Promise<void> {
    const { signal } = stopping;
    try {
      await addTaiwanNames(products, lists, { signal });
      await parts.files?.write(shopId, packed, await packLists(lists, signal));
    } catch (error) {
      if (!signal.aborted) parts.log.warn({ err: error, shopId }, 'the prepared catalogue could not be kept in a file');
    }
  }

  return {
    get: async (shopId, store) => {
      // Asked before the rows are read: what changes in between is seen at the next look.
      const { count, state } = await stateOf(database, shopId);
      const known = kept.get(shopId);
      if (known?.state === state) return known;
      const { productRows } = store;
      const opened =
        productRows !== undefined && count > smallUpTo
          ? await openLarge(shopId, productRows)
          : { ...(await openSmall(store)), base: undefined };
      kept.set(shopId, { ...opened, state });
      return opened;
    },
    stop: () => stopping.abort(),
  };
}

/** Beyond this share of a catalogue everything is read anew. */
const mostOnTop = 0.1;
const noChanges = { changed: [], added: [], removed: [] };

function sizeOf({ changed, added, removed }: RowChanges): number {
  return changed.length + added.length + removed.length;
}

async function putOnTop({ packed, lists }: CatalogueBase, changes: RowChanges, rows: ProductRows): Promise<OpenShelf> {
  const before = lazyProducts(packed);
  if (sizeOf(changes) === 0) return openShelfOnTop(before, lists, noChanges);
  const numbers = new Map(changes.changed.map((number) => [packed.ids[number] ?? '', number]));
  const fresh = lazyProducts(await rows.readSome([...numbers.keys(), ...changes.added]));
  const found = new Set(fresh.map((product) => product.productId));
  return openShelfOnTop(before, lists, {
    changed: fresh.flatMap((product) => {
      const number = numbers.get(product.productId);
      return number === undefined ? [] : [[number, product] as const];
    }),
    added: fresh.filter((product) => !numbers.has(product.productId)),
    // What went away between the two looks is gone as well.
    removed: [...changes.removed, ...[...numbers].flatMap(([id, number]) => (found.has(id) ? [] : [number]))],
  });
}

/** A number that changes with every row that is written or removed; some 60 ms for 100,000 products. */
async function stateOf(database: Database, shopId: ShopId): Promise<{ count: number; state: string }> {
  const rows = await database.inShop(
    shopId,
    (sql) => sql<{ count: string; mixed: string | null }[]>`
      select count(*)::text as count, sum(hashtextextended(product_id, xmin::text::bigint))::text as mixed
      from store_products where shop_id = ${shopId}`,
  );
  return { count: Number(rows[0]?.count ?? 0), state: `${rows[0]?.count}/${rows[0]?.mixed}` };
}

import type { PackedProducts } from './stores/records/packed-products.ts';
import type { Product } from './types.ts';

/** A shop's products as rows of Peakdesk's own database; of each a fingerprint that is another one after every change. */
export type ProductRows = {
  /** All of them, by their ids; `visit` sees each product meanwhile. */
  readAll(visit: (product: Product) => void): Promise<PackedProducts>;
  /** Those of the given ones that are there now. */
  readSome(productIds: readonly string[]): Promise<PackedProducts>;
  /** Ids and fingerprints of what is there now, without the documents. */
  readPrints(): Promise<Pick<PackedProducts, 'ids' | 'prints'>>;
};

/** What is different in rows that were packed before; `changed` are numbers of packed products, `added` ids of new ones. */
export type RowChanges = { changed: readonly number[]; removed: readonly number[]; added: readonly string[] };

/** Compares packed products with the rows as they are now. */
export function changesOf(
  packed: Pick<PackedProducts, 'ids' | 'prints'>,
  now: Pick<PackedProducts, 'ids' | 'prints'>,
): RowChanges {
  const places = new Map(now.ids.map((id, place) => [id, place]));
  const changed: number[] = [];
  const removed: number[] = [];
  packed.ids.forEach((id, number) => {
    const place = places.get(id);
    if (place === undefined) removed.push(number);
    else if (now.prints[place] !== packed.prints[number]) changed.push(number);
    places.delete(id);
  });
  return { changed, removed, added: [...places.keys()] };
}

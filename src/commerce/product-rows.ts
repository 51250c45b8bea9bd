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
  // Mostly nothing came or went: up to there both stand in the same places.
  const moved = packed.ids.findIndex((id, number) => now.ids[number] !== id);
  const same = moved < 0 ? packed.ids.length : moved;
  const changed: number[] = [];
  for (let number = 0; number < same; number += 1)
    if (now.prints[number] !== packed.prints[number]) changed.push(number);
  const places = new Map(now.ids.slice(same).map((id, index) => [id, same + index]));
  const removed: number[] = [];
  packed.ids.slice(same).forEach((id, index) => {
    const place = places.get(id);
    if (place === undefined) removed.push(same + index);
    else if (now.prints[place] !== packed.prints[same + index]) changed.push(same + index);
    places.delete(id);
  });
  return { changed, removed, added: [...places.keys()] };
}

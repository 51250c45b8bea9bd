import type { CatalogueLists } from './catalogue-lists.ts';
import { mostOwners, openNameBook } from './name-book.ts';
import { eitherOf } from './postings.ts';

/**
 * Lists of which some products have changed since they were made: what the new lists say of these counts, and nothing that the old ones do.
 * `numbers` says for each product of the new lists, rising, which one of the whole it is; it is also hidden below.
 * A name that very many products shared when the old lists were made stays one that names a kind of goods.
 */
export function listsOnTop(
  below: CatalogueLists,
  top: CatalogueLists,
  { numbers, isHidden, size }: { numbers: Uint32Array; isHidden: Uint8Array; size: number },
): CatalogueLists {
  const keep = (list: Uint32Array) => list.filter((number) => isHidden[number] !== 1);
  const lift = (list: Uint32Array) => list.map((number) => numbers[number] ?? 0);
  const both = (old: Uint32Array, fresh: Uint32Array) => eitherOf(keep(old), lift(fresh));
  const topOf = new Map([...numbers].map((number, index) => [number, index]));

  const nameLists = {
    owners: {
      get: (key: string) => {
        const old = below.nameLists.owners.get(key);
        return old.length > mostOwners ? old : Uint32Array.of(...keep(old), ...lift(top.nameLists.owners.get(key)));
      },
    },
    lengths: {
      get: (start: string) => {
        const old = below.nameLists.lengths.get(start);
        const fresh = top.nameLists.lengths.get(start).filter((length) => !old.includes(length));
        return fresh.length === 0 ? old : Uint32Array.of(...old, ...fresh);
      },
    },
  };
  const options = mergedOptions(below.options(), top.options());
  const saying = (word: string) => both(below.saying(word), top.saying(word));
  return {
    size: () => size,
    names: openNameBook(nameLists),
    nameLists,
    ownerOf: (variantId) => {
      const fresh = top.ownerOf(variantId);
      if (fresh !== undefined) return numbers[fresh];
      const old = below.ownerOf(variantId);
      return old === undefined || isHidden[old] === 1 ? undefined : old;
    },
    options: () => options,
    priceOf: (number) => {
      const fresh = topOf.get(number);
      if (fresh !== undefined) return top.priceOf(fresh);
      return isHidden[number] === 1 ? -1 : below.priceOf(number);
    },
    inCategory: (categoryId) => both(below.inCategory(categoryId), top.inCategory(categoryId)),
    says: (word) => top.says(word) || keep(below.saying(word)).length > 0,
    saying,
    naming: (word) => both(below.naming(word), top.naming(word)),
    namedLike: (normalised) => {
      const fresh = top.namedLike(normalised);
      return below.namedLike(normalised).map((old, index) => both(old, fresh[index] ?? new Uint32Array(0)));
    },
    bytes: () => below.bytes() + top.bytes() + isHidden.byteLength,
  };
}

/** Values that only hidden products have stay: they are words to listen for. */
function mergedOptions(
  below: ReturnType<CatalogueLists['options']>,
  top: ReturnType<CatalogueLists['options']>,
): ReturnType<CatalogueLists['options']> {
  const merged = new Map<string, Set<string>>();
  for (const { name, values } of [...below, ...top]) {
    const known = merged.get(name) ?? new Set();
    merged.set(name, known);
    for (const value of values) known.add(value);
  }
  return [...merged].map(([name, values]) => ({ name, values: [...values] }));
}

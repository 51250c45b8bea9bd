import type { NameBook, NameLists } from './name-book.ts';
import { openNameBook } from './name-book.ts';
import { commonOf, eitherOf, type Postings } from './postings.ts';
import { keysOf } from './word-keys.ts';

/** What a large shelf keeps of its products, by their number in the catalogue. */
export type CatalogueLists = {
  size(): number;
  names: NameBook;
  nameLists: NameLists;
  /** Number of the product that a variant belongs to. */
  ownerOf(variantId: string): number | undefined;
  options(): readonly OptionValues[];
  /** Lowest list price of what is there, in minor units; -1 where nothing is. */
  priceOf(number: number): number;
  inCategory(categoryId: string): Uint32Array;
  /** Does any product say a word. */
  says(word: string): boolean;
  /** Products that say a word anywhere. */
  saying(word: string): Uint32Array;
  /** Products that have a word in their names. */
  naming(word: string): Uint32Array;
  /** For each word of a text, products that have it in their names. */
  namedLike(normalised: string): readonly Uint32Array[];
  bytes(): number;
};

/** An option of goods ("颜色") with all its values. */
export type OptionValues = { name: string; values: readonly string[] };

/** Where lists lie: in memory while they are filled, or as they were read from a file. */
export type ListParts = {
  size(): number;
  nameLists: NameLists;
  /** By variant: its product. */
  variants: Postings;
  options(): readonly OptionValues[];
  priceOf(number: number): number;
  categories: Postings;
  /** By what a word of a name is found by: products. */
  ofNames: Postings;
  /** Values that repeat from product to product ("纯棉"): each is read once, and a product only stands in its list. */
  said: {
    /** By value: products. */
    byValue: Postings;
    /** By what a word is found by: numbers of values. */
    byKey: Postings;
    valueAt(number: number): { value: string; normalised: string } | undefined;
  };
  bytes(): number;
};

/** Looks things up in lists, wherever these lie. */
export function openLists(parts: ListParts): CatalogueLists {
  const { variants, categories, ofNames, said, nameLists } = parts;
  const valuesWith = (word: string) =>
    [...allOf(said.byKey, word)].flatMap((number) => {
      const one = said.valueAt(number);
      return one?.normalised.includes(word) === true ? [one.value] : [];
    });
  const sayingValues = (word: string) => {
    const found = valuesWith(word).map((value) => said.byValue.get(value));
    return found.length <= fewLists
      ? found.reduce((all, list) => eitherOf(all, list), new Uint32Array(0))
      : markedOf(found, parts.size());
  };
  return {
    size: parts.size,
    names: openNameBook(nameLists),
    nameLists,
    ownerOf: (variantId) => variants.get(variantId)[0],
    options: parts.options,
    priceOf: parts.priceOf,
    inCategory: (categoryId) => categories.get(categoryId),
    says: (word) => allOf(ofNames, word).length > 0 || valuesWith(word).length > 0,
    saying: (word) => eitherOf(allOf(ofNames, word), sayingValues(word)),
    naming: (word) => allOf(ofNames, word),
    namedLike: (normalised) => [...new Set(keysOf(normalised))].map((key) => ofNames.get(key)),
    bytes: parts.bytes,
  };
}

/** Numbers of any of many lists, rising. */
function markedOf(lists: readonly Uint32Array[], size: number): Uint32Array {
  const marks = new Uint8Array(size);
  let count = 0;
  for (const list of lists)
    for (const number of list) {
      if (marks[number] === 0) count += 1;
      marks[number] = 1;
    }
  const marked = new Uint32Array(count);
  for (let number = 0, at = 0; at < count; number += 1) if (marks[number] === 1) marked[at++] = number;
  return marked;
}

/** So many lists are merged one after the other. */
const fewLists = 8;

/** What stands behind all keys of a word. */
function allOf(lists: Postings, word: string): Uint32Array {
  const [first, ...others] = keysOf(word).map((key) => lists.get(key));
  return first === undefined ? new Uint32Array(0) : others.reduce((common, list) => commonOf(common, list), first);
}

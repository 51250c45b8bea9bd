import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { createNameBook, type NameBook } from './name-book.ts';
import { commonOf, createPostings, eitherOf, type Postings } from './postings.ts';

/** What a large shelf keeps of its products, by their number in the catalogue. */
export type CatalogueLists = {
  /** Takes in the next product. */
  add(product: Product): void;
  /** Taiwan's name, which a customer's words, turned into the mainland's, mostly do not need. */
  addTaiwanName(product: Product, number: number): void;
  size(): number;
  names: NameBook;
  /** Number of the product that a variant belongs to. */
  ownerOf(variantId: string): number | undefined;
  options(): readonly { name: string; values: readonly string[] }[];
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

/** Makes empty lists. */
export function createCatalogueLists(): CatalogueLists {
  const names = createNameBook();
  const owners = new Map<string, number>();
  const options = new Map<string, Set<string>>();
  const prices: number[] = [];
  const categories = createPostings();
  const ofNames = createPostings();
  const said = createValueLists();

  function addVariants({ variants }: Product, number: number): void {
    let lowest = -1;
    for (const variant of variants) {
      owners.set(variant.variantId, number);
      if (variant.isAvailable && (lowest < 0 || variant.price < lowest)) lowest = variant.price;
      for (const [option, value] of Object.entries(variant.options)) {
        const known = options.get(option);
        if (known === undefined) options.set(option, new Set([value]));
        else known.add(value);
        said.add(value, number);
      }
    }
    prices.push(lowest);
  }

  function addNames({ name, nicknames }: Product, number: number): void {
    for (const one of new Set([name['zh-CN'], name.en, ...nicknames])) {
      const normalised = normaliseForSearch(one);
      names.add(normalised, number);
      addKeys(ofNames, keysOf(normalised), number);
    }
  }

  return {
    names,
    add: (product) => {
      const number = prices.length;
      addNames(product, number);
      addVariants(product, number);
      categories.add(product.category, number);
      const { summary, attributes } = product;
      for (const text of summary === undefined ? [] : [summary['zh-CN'], summary.en]) said.add(text, number);
      for (const { value } of attributes) {
        said.add(value['zh-CN'], number);
        if (value.en !== value['zh-CN']) said.add(value.en, number);
      }
    },
    addTaiwanName: ({ name }, number) => names.add(normaliseForSearch(name['zh-TW']), number),
    size: () => prices.length,
    ownerOf: (variantId) => owners.get(variantId),
    options: () => [...options].map(([name, values]) => ({ name, values: [...values] })),
    priceOf: (number) => prices[number] ?? -1,
    inCategory: (categoryId) => categories.get(categoryId),
    says: (word) => allOf(ofNames, word).length > 0 || said.valuesWith(word).length > 0,
    saying: (word) => eitherOf(allOf(ofNames, word), said.saying(word, prices.length)),
    naming: (word) => allOf(ofNames, word),
    namedLike: (normalised) => [...new Set(keysOf(normalised))].map((key) => ofNames.get(key)),
    bytes: () => prices.length * 8 + categories.bytes() + ofNames.bytes() + said.bytes(),
  };
}

function addKeys(list: Postings, keys: readonly string[], number: number): void {
  for (const key of keys) list.add(key, number);
}

/** Values that repeat from product to product ("纯棉"): each is read once, and a product only stands in its list. */
type ValueLists = {
  add(value: string, number: number): void;
  valuesWith(word: string): readonly string[];
  /** Numbers below `size` whose values hold the word. */
  saying(word: string, size: number): Uint32Array;
  bytes(): number;
};

function createValueLists(): ValueLists {
  const byValue = createPostings();
  const values: { value: string; normalised: string }[] = [];
  const byKey = createPostings();
  const valuesWith = (word: string) =>
    [...allOf(byKey, word)].flatMap((index) => {
      const one = values[index];
      return one?.normalised.includes(word) === true ? [one.value] : [];
    });
  return {
    add: (value, number) => {
      if (!byValue.has(value)) {
        const normalised = normaliseForSearch(value);
        addKeys(byKey, keysOf(normalised), values.length);
        values.push({ value, normalised });
      }
      byValue.add(value, number);
    },
    valuesWith,
    saying: (word, size) => {
      const found = valuesWith(word).map((value) => byValue.get(value));
      return found.length <= fewLists
        ? found.reduce((all, list) => eitherOf(all, list), new Uint32Array(0))
        : markedOf(found, size);
    },
    bytes: () => byValue.bytes() + byKey.bytes(),
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

/** What a normalised text is found by: pairs of Chinese characters, a character that stands alone, other words. */
function keysOf(normalised: string): readonly string[] {
  const keys: string[] = [];
  for (const run of normalised.match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu) ?? []) {
    if (run.length < 2 || !isHan(run)) keys.push(run);
    else for (let at = 0; at + 1 < run.length; at += 1) keys.push(run.slice(at, at + 2));
  }
  return keys;
}

function isHan(run: string): boolean {
  return run.charCodeAt(0) >= 0x2e80;
}

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
  const ofTexts = createPostings();
  const valueKeys = rememberedKeys();

  function addVariants({ variants }: Product, number: number): void {
    let lowest = -1;
    for (const variant of variants) {
      owners.set(variant.variantId, number);
      if (variant.isAvailable && (lowest < 0 || variant.price < lowest)) lowest = variant.price;
      for (const [option, value] of Object.entries(variant.options)) {
        const known = options.get(option);
        if (known === undefined) options.set(option, new Set([value]));
        else known.add(value);
        addKeys(ofTexts, valueKeys(value), number);
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
      for (const text of summary === undefined ? [] : [summary['zh-CN'], summary.en])
        addKeys(ofTexts, valueKeys(text), number);
      for (const { value } of attributes)
        for (const text of [value['zh-CN'], value.en]) addKeys(ofTexts, valueKeys(text), number);
    },
    addTaiwanName: ({ name }, number) => names.add(normaliseForSearch(name['zh-TW']), number),
    size: () => prices.length,
    ownerOf: (variantId) => owners.get(variantId),
    options: () => [...options].map(([name, values]) => ({ name, values: [...values] })),
    priceOf: (number) => prices[number] ?? -1,
    inCategory: (categoryId) => categories.get(categoryId),
    saying: (word) => {
      const [first, ...others] = keysOf(word).map((key) => eitherOf(ofNames.get(key), ofTexts.get(key)));
      return first === undefined ? new Uint32Array(0) : others.reduce((common, list) => commonOf(common, list), first);
    },
    naming: (word) => {
      const [first, ...others] = keysOf(word).map((key) => ofNames.get(key));
      return first === undefined ? new Uint32Array(0) : others.reduce((common, list) => commonOf(common, list), first);
    },
    namedLike: (normalised) => [...new Set(keysOf(normalised))].map((key) => ofNames.get(key)),
    bytes: () => prices.length * 8 + [categories, ofNames, ofTexts].reduce((sum, list) => sum + list.bytes(), 0),
  };
}

function addKeys(list: Postings, keys: readonly string[], number: number): void {
  for (const key of keys) list.add(key, number);
}

/** Values repeat from product to product ("纯棉"); what they are found by is worked out once. */
function rememberedKeys(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const keys = keysOf(normaliseForSearch(text));
    if (known.size < mostRemembered) known.set(text, keys);
    return keys;
  };
}

const mostRemembered = 20_000;

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

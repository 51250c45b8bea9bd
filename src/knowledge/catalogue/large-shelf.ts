import type { Product } from '../../commerce/index.ts';
import type { ProductFinder } from '../answers/product-finder.ts';
import { everyText } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { segment } from '../retrieval/segment.ts';
import { createNameBook, type NameBook } from './name-book.ts';
import { createPostings, type Postings } from './postings.ts';
import type { Shelf, ShelfMatch, ShelfWish } from './shelf.ts';

/** A list of goods that an answer is made from is no longer than this; how many there are is counted exactly. */
const mostMatches = 300;
const mostNear = 50;
const sliceMilliseconds = 4;

/**
 * A shelf of very many products: one pass over the catalogue keeps names, categories, prices and stock as numbers; the words that
 * products say are worked out in the background, or at once by the first question that needs them.
 */
export function openLargeShelf(products: readonly Product[]): Shelf {
  const heads = readHeads(products);
  const said = readWords(products);
  const byNumber = (numbers: Iterable<number>) =>
    [...numbers].flatMap((number) => {
      const product = products[number];
      return product === undefined ? [] : [product];
    });

  return {
    products: new Map(products.map((product) => [product.productId, product])),
    owners: heads.owners,
    features: { has: (feature) => feature.startsWith('w:') && said.isReady() && said.says(feature.slice(2)) },
    finder: (categories) => largeFinder(heads.names, said, categories, byNumber),
    says: (word) => said.ready().says(word),
    inStock: (wish) => inStock(products, heads, said, wish),
    inCategory: (categoryId) => byNumber(heads.inCategory(categoryId).subarray(0, mostMatches)),
    examples: () => products.slice(0, mostMatches),
    options: () => [...heads.options].map(([name, values]) => ({ name, values: [...values] })),
    bytes: () => heads.bytes() + said.bytes(),
    warmUp: () => said.warmUp(),
  };
}

type Heads = {
  names: NameBook;
  owners: ReadonlyMap<string, Product>;
  options: ReadonlyMap<string, ReadonlySet<string>>;
  /** Lowest list price of what is there, by product; -1 where nothing is. */
  prices: Int32Array;
  inCategory(categoryId: string): Uint32Array;
  bytes(): number;
};

function readHeads(products: readonly Product[]): Heads {
  const names = createNameBook();
  const owners = new Map<string, Product>();
  const options = new Map<string, Set<string>>();
  const prices = new Int32Array(products.length).fill(-1);
  const categories = createPostings();
  products.forEach((product, number) => {
    const { name, nicknames, category, variants } = product;
    for (const one of new Set([name['zh-CN'], name['zh-TW'], name.en, ...nicknames])) names.add(one, number);
    categories.add(category, number);
    for (const variant of variants) {
      owners.set(variant.variantId, product);
      for (const [option, value] of Object.entries(variant.options)) {
        const known = options.get(option);
        if (known === undefined) options.set(option, new Set([value]));
        else known.add(value);
      }
      const lowest = prices[number] ?? -1;
      if (variant.isAvailable && (lowest < 0 || variant.price < lowest)) prices[number] = variant.price;
    }
  });
  return {
    names,
    owners,
    options,
    prices,
    inCategory: (categoryId) => categories.get(categoryId),
    bytes: () => prices.byteLength + categories.bytes(),
  };
}

/** The words of names alone (for offering candidates), and of everything that products say. */
type Words = {
  says(word: string): boolean;
  named(word: string): Uint32Array;
  saying(word: string): Uint32Array;
  isReady(): boolean;
  /** Finishes what is not worked out yet. */
  ready(): Words;
  warmUp(): Promise<void>;
  bytes(): number;
};

function readWords(products: readonly Product[]): Words {
  const ofNames = createPostings();
  const ofTexts = createPostings();
  const keysOfText = rememberedKeys();
  let next = 0;

  function readOne(): void {
    const product = products[next];
    if (product !== undefined) readProduct(product, next, { ofNames, ofTexts, keysOfText });
    next += 1;
  }

  const words: Words = {
    says: (word) => saying(ofTexts, word).length > 0,
    named: (word) => ofNames.get(word),
    saying: (word) => saying(ofTexts, word),
    isReady: () => next >= products.length,
    ready: () => {
      while (next < products.length) readOne();
      return words;
    },
    warmUp: async () => {
      while (next < products.length) {
        const until = performance.now() + sliceMilliseconds;
        while (next < products.length && performance.now() < until) readOne();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    bytes: () => ofNames.bytes() + ofTexts.bytes(),
  };
  return words;
}

type WordLists = { ofNames: Postings; ofTexts: Postings; keysOfText: (text: string) => readonly string[] };

function readProduct(product: Product, number: number, { ofNames, ofTexts, keysOfText }: WordLists): void {
  const { name, nicknames, summary, attributes, variants } = product;
  const named = [name['zh-CN'], name.en, ...nicknames].map(normaliseForSearch);
  for (const text of named) {
    for (const word of segment(text)) if (word.length > 1) ofNames.add(word, number);
    for (const key of keysOf(text)) ofTexts.add(key, number);
  }
  const repeated = [
    ...(summary === undefined ? [] : [summary['zh-CN'], summary.en]),
    ...attributes.flatMap(({ value }) => [value['zh-CN'], value.en]),
    ...variants.flatMap((variant) => Object.values(variant.options)),
  ];
  for (const text of repeated) for (const key of keysOfText(text)) ofTexts.add(key, number);
}

/** Values repeat from product to product ("纯棉"); what they are found by is worked out once. */
function rememberedKeys(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const keys = known.get(text) ?? keysOf(normaliseForSearch(text));
    if (known.size < mostRemembered) known.set(text, keys);
    return keys;
  };
}

const mostRemembered = 20_000;

/** What a normalised text is found by: pairs of Chinese characters, a character that stands alone, other words. */
function keysOf(normalised: string): readonly string[] {
  const keys: string[] = [];
  for (const [run] of normalised.matchAll(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu)) {
    if (!/^\p{Script=Han}{2}/u.test(run)) keys.push(run);
    else for (let at = 0; at + 1 < run.length; at += 1) keys.push(run.slice(at, at + 2));
  }
  return keys;
}

/** Products that say all pairs of a word. */
function saying(ofTexts: Postings, word: string): Uint32Array {
  const [first, ...others] = keysOf(word).map((key) => ofTexts.get(key));
  if (first === undefined) return new Uint32Array(0);
  return others.reduce((common, list) => commonOf(common, list), first);
}

/** Numbers of both lists, which rise. */
function commonOf(one: Uint32Array, other: Uint32Array): Uint32Array {
  const common = new Uint32Array(Math.min(one.length, other.length));
  let count = 0;
  for (let first = 0, second = 0; first < one.length && second < other.length; ) {
    const [here = 0, there = 0] = [one[first], other[second]];
    if (here === there) common[count++] = here;
    if (here <= there) first += 1;
    if (there <= here) second += 1;
  }
  return common.subarray(0, count);
}

function inStock(
  products: readonly Product[],
  heads: Heads,
  said: Words,
  { named, categories, words, budget }: ShelfWish,
): { matches: readonly ShelfMatch[]; count: number } {
  const lists = words.map((word) => ({ word, numbers: said.ready().saying(word) }));
  const hits = new Uint8Array(products.length);
  for (const { numbers } of lists) for (const number of numbers) hits[number] = (hits[number] ?? 0) + 1;
  const pool = poolOf(products, heads, named, categories).filter((number) => (heads.prices[number] ?? -1) >= 0);
  const most = pool.reduce((most, number) => Math.max(most, hits[number] ?? 0), 0);
  const fitting = words.length === 0 ? pool : most === 0 ? [] : pool.filter((number) => hits[number] === most);
  const affordable = budget === undefined ? fitting : fitting.filter((number) => (heads.prices[number] ?? 0) <= budget);
  const chosen = affordable.length > 0 ? affordable : fitting;
  const cheapest = chosen.toSorted((one, other) => (heads.prices[one] ?? 0) - (heads.prices[other] ?? 0));
  const sayingSets = lists.map(({ word, numbers }) => ({ word, numbers: new Set(numbers) }));
  const matches = cheapest.slice(0, mostMatches).flatMap((number) => {
    const product = products[number];
    const matched = sayingSets.filter((one) => one.numbers.has(number)).map((one) => one.word);
    return product === undefined ? [] : [{ product, matched }];
  });
  return { matches, count: chosen.length };
}

function poolOf(
  products: readonly Product[],
  heads: Heads,
  named: readonly Product[],
  categories: readonly string[],
): readonly number[] {
  if (named.length > 0) {
    const wanted = new Set(named);
    return products.flatMap((product, number) =>
      wanted.has(product) && (categories.length === 0 || categories.includes(product.category)) ? [number] : [],
    );
  }
  if (categories.length > 0) return [...new Set(categories.flatMap((one) => [...heads.inCategory(one)]))];
  return Array.from({ length: products.length }, (_one, number) => number);
}

function largeFinder(
  names: NameBook,
  said: Words,
  categories: Parameters<Shelf['finder']>[0],
  byNumber: (numbers: Iterable<number>) => readonly Product[],
): ProductFinder {
  const categoryNames = categories.map(({ id, name }) => ({
    id,
    names: [id, ...everyText(name)].map(normaliseForSearch),
  }));
  const near = (normalised: string) => {
    const shared = new Map<number, number>();
    for (const word of segment(normalised))
      if (word.length > 1)
        for (const number of said.ready().named(word).subarray(0, mostLooked))
          shared.set(number, (shared.get(number) ?? 0) + 1);
    const best = [...shared].sort((one, other) => other[1] - one[1]).slice(0, mostNear);
    return byNumber(best.map(([number]) => number));
  };
  return {
    named: (normalised) => byNumber(names.find(normalised)),
    near,
    alike: (normalised, fits) => {
      const fitting = near(normalised).filter(fits);
      return fitting.length === 1 ? fitting[0] : undefined;
    },
    categories: (normalised) =>
      categoryNames.filter((one) => one.names.some((name) => normalised.includes(name))).map((one) => one.id),
  };
}

/** A word that very many products share tells little about which one is meant. */
const mostLooked = 20_000;

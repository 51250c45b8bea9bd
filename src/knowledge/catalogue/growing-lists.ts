import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { type CatalogueLists, type OptionValues, openLists } from './catalogue-lists.ts';
import { inSlices } from './in-slices.ts';
import { createNames, type GrowingNames } from './name-book.ts';
import { createPostings, type GrowingPostings } from './postings.ts';
import { keysOf } from './word-keys.ts';

/** Lists that are filled product by product, and looked up in meanwhile. */
export type GrowingLists = CatalogueLists & {
  /** Takes in the next product. */
  add(product: Product): void;
  /** Taiwan's name, which a customer's words, turned into the mainland's, mostly do not need. */
  addTaiwanName(product: Product, number: number): void;
  parts: GrowingParts;
};

/** What is written into a file of lists. */
export type GrowingParts = {
  names: GrowingNames;
  variants: GrowingPostings;
  options(): readonly OptionValues[];
  prices: readonly number[];
  categories: GrowingPostings;
  ofNames: GrowingPostings;
  byValue: GrowingPostings;
  byKey: GrowingPostings;
  /** Normalised values, in the order of `byValue`. */
  normalisedValues(): Iterable<string>;
};

/** Makes empty lists. */
export function createGrowingLists(): GrowingLists {
  const names = createNames();
  const variants = createPostings();
  const options = createOptions();
  const prices: number[] = [];
  const categories = createPostings();
  const ofNames = createPostings();
  const said = createSaid();

  function addVariants(product: Product, number: number): void {
    let lowest = -1;
    for (const variant of product.variants) {
      variants.add(variant.variantId, number);
      if (variant.isAvailable && (lowest < 0 || variant.price < lowest)) lowest = variant.price;
      for (const [option, value] of Object.entries(variant.options)) {
        options.add(option, value);
        said.add(value, number);
      }
    }
    prices.push(lowest);
  }

  function addNames({ name, nicknames }: Product, number: number): void {
    for (const one of new Set([name['zh-CN'], name.en, ...nicknames])) {
      const normalised = normaliseForSearch(one);
      names.add(normalised, number);
      for (const key of keysOf(normalised)) ofNames.add(key, number);
    }
  }

  return {
    ...openLists({
      size: () => prices.length,
      nameLists: names,
      variants,
      options: options.list,
      priceOf: (number) => prices[number] ?? -1,
      categories,
      ofNames,
      said,
      bytes: () => prices.length * 8 + categories.bytes() + ofNames.bytes() + said.byValue.bytes() + said.byKey.bytes(),
    }),
    parts: { names, variants, options: options.list, prices, categories, ofNames, ...said },
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
  };
}

/** Lists of all these products. */
export function listsOf(products: Iterable<Product>): GrowingLists {
  const lists = createGrowingLists();
  for (const product of products) lists.add(product);
  return lists;
}

/** Adds the Taiwan names of all products, in the lists' order, in small slices of time. */
export async function addTaiwanNames(
  products: readonly Product[],
  lists: GrowingLists,
  pace: Parameters<typeof inSlices>[2] = {},
): Promise<void> {
  await inSlices(products.entries(), ([number, product]) => lists.addTaiwanName(product, number), pace);
}

function createOptions() {
  const options = new Map<string, Set<string>>();
  return {
    add: (name: string, value: string) => {
      const known = options.get(name);
      if (known === undefined) options.set(name, new Set([value]));
      else known.add(value);
    },
    list: () => [...options].map(([name, values]) => ({ name, values: [...values] })),
  };
}

function createSaid() {
  const byValue = createPostings();
  const values: { value: string; normalised: string }[] = [];
  const byKey = createPostings();
  return {
    byValue,
    byKey,
    valueAt: (number: number) => values[number],
    normalisedValues: function* () {
      for (const { normalised } of values) yield normalised;
    },
    add: (value: string, number: number) => {
      if (!byValue.has(value)) {
        const normalised = normaliseForSearch(value);
        for (const key of keysOf(normalised)) byKey.add(key, values.length);
        values.push({ value, normalised });
      }
      byValue.add(value, number);
    },
  };
}

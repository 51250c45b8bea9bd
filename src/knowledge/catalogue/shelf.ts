import type { LocalizedText, Product } from '../../commerce/index.ts';
import { buildProductFinder, type ProductFinder } from '../answers/product-finder.ts';
import { everyText } from '../facts/texts.ts';
import { featuresOf } from '../retrieval/features.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { addTaiwanNames, createGrowingLists, type GrowingLists, listsOf } from './growing-lists.ts';
import { openLargeShelf } from './large-shelf.ts';

/** What must hold of goods; everything that is given must fit. */
export type ShelfWish = {
  named: readonly Product[];
  categories: readonly string[];
  words: readonly string[];
  /** In minor units; a large shelf looks at list prices here. */
  budget?: number | undefined;
};

/** Goods that are there, with how many of the wish's words each one says. */
export type ShelfMatch = { product: Product; matched: readonly string[] };

/** How answers look things up among a shop's products, however many there are. Made once for a catalogue, shared by its releases. */
export type Shelf = {
  products: ReadonlyMap<string, Product>;
  /** Product of a variant. */
  owners: { get(variantId: string): Product | undefined };
  /** Features of everything that the catalogue says about its products. */
  features: { has(feature: string): boolean };
  finder(categories: readonly { id: string; name: LocalizedText }[]): ProductFinder;
  /** Has any product this word in its Chinese name or a nickname. */
  names(word: string): boolean;
  /** Does any product say this word of itself. */
  says(word: string): boolean;
  /** Goods in stock that say the most of the wish's words; `count` is how many there are, the list may hold only the cheapest. */
  inStock(wish: ShelfWish): { matches: readonly ShelfMatch[]; count: number };
  /** Products of a category; of a very large one some. */
  inCategory(categoryId: string): readonly Product[];
  /** Products to learn the catalogue's own words from: all, or the first of very many. */
  examples(): readonly Product[];
  /** Option names with their values, of the whole catalogue. */
  options(): readonly { name: string; values: readonly string[] }[];
  /** Bytes that its own lists hold, by count; 0 for a small shelf. */
  bytes(): number;
  /** Adds in the background what hardly any question needs. */
  warmUp(): Promise<void>;
};

/** Catalogues beyond this are looked up by lists of numbers instead of by looking through them. */
export const smallShelf = 5_000;

/** Opens a shelf that fits the catalogue's size. */
export function openShelf(products: readonly Product[], smallUpTo = smallShelf): Shelf {
  return startShelf(smallUpTo).finish(products);
}

/** Fills a shelf while products are still being read. */
export type ShelfFiller = {
  /** The next product, in the catalogue's order. */
  take(product: Product): void;
  /** The shelf of all products; those that were never taken in are read now. */
  finish(products: readonly Product[]): Shelf;
};

/** Starts an empty shelf; what a small one needs is worked out at the end. */
export function startShelf(smallUpTo = smallShelf): ShelfFiller {
  const first: Product[] = [];
  let lists: GrowingLists | undefined;
  return {
    take: (product) => {
      if (lists !== undefined) return lists.add(product);
      first.push(product);
      if (first.length <= smallUpTo) return;
      lists = createGrowingLists();
      for (const one of first.splice(0)) lists.add(one);
    },
    finish: (products) => {
      if (products.length <= smallUpTo) return openSmallShelf(products);
      const filled = lists?.size() === products.length ? lists : listsOf(products);
      return openLargeShelf(products, filled, () => addTaiwanNames(products, filled));
    },
  };
}

function openSmallShelf(products: readonly Product[]): Shelf {
  const owners = new Map(
    products.flatMap((product) => product.variants.map((variant) => [variant.variantId, product] as const)),
  );
  return {
    products: new Map(products.map((product) => [product.productId, product])),
    owners,
    features: catalogueFeatures(products),
    finder: (categories) => buildProductFinder(products, categories),
    names: (word) =>
      products.some(({ name, nicknames }) =>
        [name['zh-CN'], ...nicknames].some((one) => normaliseForSearch(one).includes(word)),
      ),
    says: (word) => products.some((product) => saidBy(product).includes(word)),
    inStock: (wish) => {
      const matches = products
        .filter((product) => wish.named.length === 0 || wish.named.includes(product))
        .filter((product) => wish.categories.length === 0 || wish.categories.includes(product.category))
        .filter((product) => product.variants.some((variant) => variant.isAvailable))
        .map((product) => ({ product, matched: wish.words.filter((word) => saidBy(product).includes(word)) }));
      const most = Math.max(0, ...matches.map((one) => one.matched.length));
      const best = matches.filter((one) => wish.words.length === 0 || (most > 0 && one.matched.length === most));
      return { matches: best, count: best.length };
    },
    inCategory: (categoryId) => products.filter((product) => product.category === categoryId),
    examples: () => products,
    options: () => optionsOf(products),
    bytes: () => 0,
    warmUp: () => Promise.resolve(),
  };
}

/** Features of all that the catalogue says about its products: names, attributes, option values. */
export function catalogueFeatures(products: readonly Product[]): ReadonlySet<string> {
  const texts = products.flatMap((product) => [
    ...everyText(product.name),
    ...product.nicknames,
    // Traditional characters give the same features as simplified ones.
    ...product.attributes.flatMap(({ label, value }) => [label['zh-CN'], label.en, value['zh-CN'], value.en]),
    ...product.variants.flatMap((variant) => Object.values(variant.options)),
  ]);
  return new Set([...new Set(texts)].flatMap((text) => [...featuresOf(text).keys()]));
}

/** All that a product says about itself, for words such as 防水 or 敏感肌. */
export function saidBy(product: Product): string {
  const known = texts.get(product);
  if (known !== undefined) return known;
  const parts = [
    ...everyText(product.name),
    ...product.nicknames,
    ...(product.summary === undefined ? [] : everyText(product.summary)),
    ...product.attributes.flatMap((attribute) => everyText(attribute.value)),
    ...product.variants.flatMap((variant) => Object.values(variant.options)),
  ];
  const text = normaliseForSearch(parts.join(' '));
  texts.set(product, text);
  return text;
}

const texts = new WeakMap<Product, string>();

function optionsOf(products: readonly Product[]): readonly { name: string; values: readonly string[] }[] {
  const options = new Map<string, Set<string>>();
  for (const { variants } of products)
    for (const variant of variants)
      for (const [name, value] of Object.entries(variant.options))
        options.set(name, (options.get(name) ?? new Set()).add(value));
  return [...options].map(([name, values]) => ({ name, values: [...values] }));
}

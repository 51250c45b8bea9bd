import type { LocalizedText, Product } from '../../commerce/index.ts';
import { everyText } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { segment } from '../retrieval/segment.ts';
import { bySound } from './pinyin-names.ts';

/** Finds products and categories that a text names. */
export type ProductFinder = {
  /** Products whose name or nickname the text holds; of overlapping names only the longest count. */
  named(normalised: string): readonly Product[];
  /** Products that share words with the text, best first; for offering candidates. */
  near(normalised: string): readonly Product[];
  /** The only product that is meant although none is named: by sound, as "帽子" for 棒球帽, or by a telling part of its name. */
  alike(normalised: string, fits: (product: Product) => boolean): Product | undefined;
  /** Ids of categories that the text names. */
  categories(normalised: string): readonly string[];
};

export function buildProductFinder(
  products: readonly Product[],
  categories: readonly { id: string; name: LocalizedText }[],
): ProductFinder {
  const names = new Map<string, readonly Product[]>();
  for (const product of products) {
    for (const name of namesOf(product)) names.set(name, [...(names.get(name) ?? []), product]);
  }
  const byLength = [...names]
    .map(([name, owners]) => ({ name, owners, pattern: isLatin(name) ? latinPattern(name) : undefined }))
    .sort((first, second) => second.name.length - first.name.length);
  const words = new Map(products.map((product) => [product, wordsOf(product)]));
  const categoryNames = categories.map(({ id, name }) => ({
    id,
    names: [id, ...everyText(name)].map(normaliseForSearch),
  }));

  function named(normalised: string): readonly Product[] {
    let rest = ` ${normalised} `;
    const found = new Set<Product>();
    for (const { name, owners, pattern } of byLength) {
      const without = rest.replace(pattern ?? name, '\n');
      if (without === rest) continue;
      rest = without;
      for (const product of owners) found.add(product);
    }
    return [...found];
  }

  function near(normalised: string): readonly Product[] {
    const asked = contentWords(normalised);
    return products
      .map((product) => ({ product, shared: asked.filter((word) => words.get(product)?.has(word)).length }))
      .filter((one) => one.shared > 0)
      .sort((first, second) => second.shared - first.shared)
      .map((one) => one.product);
  }

  const sounding = bySound(products);

  return {
    named,
    near,
    alike: (normalised, fits) => {
      const kinds = kindsIn(normalised);
      const ofKind = kinds.length === 0 ? [] : products.filter((product) => isOfKind(product, kinds));
      if (ofKind.length > 0) return ofKind.length === 1 ? ofKind[0] : undefined;
      const heard = sounding(normalised);
      if (heard !== undefined) return heard;
      const fitting = near(normalised).filter(fits);
      return fitting.length === 1 ? fitting[0] : undefined;
    },
    categories: (normalised) =>
      categoryNames.filter((one) => one.names.some((name) => normalised.includes(name))).map((one) => one.id),
  };
}

/** "帽子", "裙子": the character before 子 names a kind of goods. */
function kindsIn(normalised: string): readonly string[] {
  return [...normalised.matchAll(/([帽裙裤鞋靴袜杯毯枕被锅椅桌壶盘碗瓶])子/g)].flatMap((match) => match[1] ?? []);
}

function isOfKind(product: Product, kinds: readonly string[]): boolean {
  return kinds.some((kind) => product.nicknames.some((name) => name.endsWith(kind)));
}

function namesOf(product: Product): ReadonlySet<string> {
  const all = [...everyText(product.name), ...product.nicknames].map(normaliseForSearch);
  return new Set(all.filter((name) => name.length > 1));
}

function wordsOf(product: Product): ReadonlySet<string> {
  return new Set(
    [...everyText(product.name), ...product.nicknames].flatMap((name) => contentWords(normaliseForSearch(name))),
  );
}

function contentWords(normalised: string): readonly string[] {
  return segment(normalised).filter((word) => word.length > 1 && word.trim() !== '');
}

function isLatin(name: string): boolean {
  return /^[\p{Script=Latin}\p{N}\s'.-]+$/u.test(name);
}

/** An English name also in the plural, and with or without its hyphen: "t-shirts" for "T-Shirt". */
function latinPattern(name: string): RegExp {
  const loose = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[\s-]+/g, '[\\s-]?');
  return new RegExp(`(?<![\\p{L}\\p{N}])${loose}(?:e?s)?(?![\\p{L}\\p{N}])`, 'u');
}

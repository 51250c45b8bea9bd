import type { LocalizedText, Product } from '../../commerce/index.ts';
import { everyText } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { segment } from '../retrieval/segment.ts';
import { isAttributeWord } from './attribute-words.ts';
import kindsOfGoods from './kinds-of-goods.json' with { type: 'json' };
import { bySound } from './pinyin-names.ts';

/** Finds products and categories that a text names. */
export type ProductFinder = {
  /** Products whose name or nickname the text holds; of overlapping names only the longest count. */
  named(normalised: string): readonly Product[];
  /** The places of those names, from the left. */
  spots(normalised: string): readonly NameSpot[];
  /** Products that share words with the text, best first; for offering candidates. */
  near(normalised: string): readonly Product[];
  /** The only product that is meant although none is named: by sound, as "帽子" for 棒球帽, or by a telling part of its name. */
  alike(normalised: string, fits: (product: Product) => boolean): Product | undefined;
  /** Products of the kind that the text names: "外套" for what is also called 羽绒外套; a name ends with its kind. */
  ofKind(normalised: string): readonly Product[];
  /** Ids of categories that the text names. */
  categories(normalised: string): readonly string[];
};

/** A name in a text with the products that are called so. */
export type NameSpot = { start: number; end: number; products: readonly Product[] };

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

  /** One question is looked through for names by several readers in a row. */
  let last: { normalised: string; spots: readonly NameSpot[] } = { normalised: '', spots: [] };
  function spotsByLength(normalised: string): readonly NameSpot[] {
    if (last.normalised !== normalised) last = { normalised, spots: findSpots(normalised) };
    return last.spots;
  }

  /** The longest names first, so that no part of one is taken for another. */
  function findSpots(normalised: string): readonly NameSpot[] {
    let rest = normalised;
    const found: NameSpot[] = [];
    for (const { name, owners, pattern } of byLength) {
      const start = pattern === undefined ? rest.indexOf(name) : rest.search(pattern);
      if (start < 0) continue;
      const length = pattern === undefined ? name.length : (pattern.exec(rest)?.[0].length ?? 0);
      const end = start + length;
      rest = `${rest.slice(0, start)}${'\n'.repeat(length)}${rest.slice(end)}`;
      found.push({ start, end, products: owners });
    }
    return found;
  }

  function named(normalised: string): readonly Product[] {
    return [...new Set(spotsByLength(normalised).flatMap((spot) => spot.products))];
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
    spots: (normalised) => spotsByLength(normalised).toSorted((first, second) => first.start - second.start),
    near,
    alike: (normalised, fits) => {
      const [only, second] = ofKind(normalised, products);
      if (only !== undefined) return second === undefined ? only : undefined;
      const heard = sounding(normalised);
      if (heard !== undefined) return heard;
      // 尺寸 in "按尺寸定制" names no curtain: what any goods may be asked for tells none apart.
      const telling = contentWords(normalised).filter((word) => !isAttributeWord(word));
      const fitting = near(telling.join(' ')).filter(fits);
      return fitting.length === 1 ? fitting[0] : undefined;
    },
    ofKind: (normalised) => ofKind(normalised, products),
    categories: (normalised) =>
      categoryNames.filter((one) => one.names.some((name) => normalised.includes(name))).map((one) => one.id),
  };
}

/** Of the given products those of the kind that a text names last; none where it names none. */
export function ofKind(normalised: string, products: readonly Product[]): readonly Product[] {
  const found = kindWords(normalised).map((endings) =>
    products.filter((product) => endings.some((ending) => someEnd(namesOf(product), ending))),
  );
  return found.findLast((some) => some.length > 0) ?? [];
}

/** How the name of a kind of goods ends. */
type Ending = string | RegExp;

/** The words of a text that may name a kind of goods, each with the endings of names that belong to it. */
function kindWords(normalised: string): readonly (readonly Ending[])[] {
  const words = contentWords(normalised).filter((word) => !/\d/.test(word));
  return [...words, ...kindsIn(normalised)].map((word) => knownKinds.get(word) ?? [endingOf(word)]);
}

function endingOf(word: string): Ending {
  const ending = normaliseForSearch(word);
  return isLatin(ending) ? new RegExp(`(?:^|[\\s-])${ending.replace(/s$/, '')}s?$`, 'u') : ending;
}

const knownKinds = new Map<string, readonly Ending[]>(
  Object.entries(kindsOfGoods).map(([word, endings]) => [word, endings.map(endingOf)]),
);

function someEnd(names: ReadonlySet<string>, ending: Ending): boolean {
  for (const name of names) if (typeof ending === 'string' ? name.endsWith(ending) : ending.test(name)) return true;
  return false;
}

/** "帽子", "裙子": the character before 子 names a kind of goods. */
function kindsIn(normalised: string): readonly string[] {
  return [...normalised.matchAll(kindOfGoods)].flatMap((match) => match[1] ?? match[2] ?? []);
}

/** "帽子", and the bare character behind what describes it: "黑色的鞋". */
const kindOfGoods =
  /([帽裙裤鞋靴袜杯毯枕被锅椅桌壶盘碗瓶])子|(?<=[的色款双条顶床把张买])([帽裙裤鞋靴袜毯枕被锅椅桌壶灯])(?![^有没吗么呢吧呀啊啥什哪多推卖\P{Script=Han}])/gu;

/** Every question looks at the names of all goods of a small shop: they are read once for each product. */
const readNames = new WeakMap<Product, ReadonlySet<string>>();

function namesOf(product: Product): ReadonlySet<string> {
  const known = readNames.get(product);
  if (known) return known;
  const all = [...everyText(product.name), ...product.nicknames].map(normaliseForSearch);
  const names = new Set(all.filter((name) => name.length > 1));
  readNames.set(product, names);
  return names;
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

import type { Product } from '../../commerce/index.ts';
import { ofKind, type ProductFinder } from '../answers/product-finder.ts';
import { everyText } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { type CatalogueLists, createCatalogueLists } from './catalogue-lists.ts';
import type { Shelf, ShelfMatch, ShelfWish } from './shelf.ts';

/** A list of goods that an answer is made from is no longer than this; how many there are is counted exactly. */
const mostMatches = 60;
const mostExamples = 300;
const mostNear = 50;
/** A word that very many products share tells little about which one is meant. */
const mostLooked = 20_000;

/** A shelf of very many products: names, words, categories, prices and stock as lists of numbers; products stay where they are. */
export function openLargeShelf(products: readonly Product[], read?: CatalogueLists): Shelf {
  const lists = read?.size() === products.length ? read : listsOf(products);
  const byNumber = (numbers: Iterable<number>) =>
    [...numbers].flatMap((number) => {
      const product = products[number];
      return product === undefined ? [] : [product];
    });
  return {
    products: new Map(products.map((product) => [product.productId, product])),
    owners: { get: (variantId) => products[lists.ownerOf(variantId) ?? -1] },
    features: { has: (feature) => feature.startsWith('w:') && lists.says(feature.slice(2)) },
    finder: (categories) => largeFinder(lists, categories, byNumber),
    names: (word) => lists.naming(word).length > 0,
    says: (word) => lists.says(word),
    inStock: (wish) => inStock(products, lists, wish),
    inCategory: (categoryId) => byNumber(lists.inCategory(categoryId).subarray(0, mostExamples)),
    examples: () => products.slice(0, mostExamples),
    options: () => lists.options(),
    bytes: () => lists.bytes(),
    warmUp: () => inSlices(products, (product, number) => lists.addTaiwanName(product, number)),
  };
}

function listsOf(products: readonly Product[]): CatalogueLists {
  const lists = createCatalogueLists();
  for (const product of products) lists.add(product);
  return lists;
}

/** Works through all products without holding the process up. */
async function inSlices(products: readonly Product[], work: (product: Product, number: number) => void): Promise<void> {
  for (let next = 0; next < products.length; ) {
    const until = performance.now() + sliceMilliseconds;
    for (; next < products.length && performance.now() < until; next += 1) {
      const product = products[next];
      if (product !== undefined) work(product, next);
    }
    await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
  }
}

const sliceMilliseconds = 3;
const restMilliseconds = 6;

function inStock(
  products: readonly Product[],
  lists: CatalogueLists,
  wish: ShelfWish,
): { matches: readonly ShelfMatch[]; count: number } {
  const said = wish.words.map((word) => ({ word, numbers: lists.saying(word) }));
  const hits = new Uint8Array(products.length);
  for (const { numbers } of said) for (const number of numbers) hits[number] = (hits[number] ?? 0) + 1;
  const pool = poolOf(products, lists, wish);
  let most = wish.words.length === 0 ? 0 : 1;
  for (const number of pool) if ((hits[number] ?? 0) > most && lists.priceOf(number) >= 0) most = hits[number] ?? 0;
  const fitting: number[] = [];
  for (const number of pool) if (hits[number] === most && lists.priceOf(number) >= 0) fitting.push(number);
  const { budget } = wish;
  const affordable = budget === undefined ? fitting : fitting.filter((number) => lists.priceOf(number) <= budget);
  const chosen = affordable.length > 0 ? affordable : fitting;
  const cheapest = chosen.toSorted((one, other) => lists.priceOf(one) - lists.priceOf(other)).slice(0, mostMatches);
  const shown = new Set(cheapest);
  const sets = said.map(({ word, numbers }) => ({ word, numbers: new Set(numbers.filter((one) => shown.has(one))) }));
  const matches = cheapest.flatMap((number) => {
    const product = products[number];
    const matched = sets.filter((one) => one.numbers.has(number)).map((one) => one.word);
    return product === undefined ? [] : [{ product, matched }];
  });
  return { matches, count: chosen.length };
}

/** Numbers of the products that a wish is looked for among, each once. */
function poolOf(
  products: readonly Product[],
  lists: CatalogueLists,
  { named, categories }: ShelfWish,
): Iterable<number> & { length: number } {
  if (named.length > 0) {
    const wanted = new Set(named);
    return products.flatMap((product, number) =>
      wanted.has(product) && (categories.length === 0 || categories.includes(product.category)) ? [number] : [],
    );
  }
  const [first, second] = [...new Set(categories)].map((one) => lists.inCategory(one));
  if (first === undefined) return Uint32Array.from({ length: products.length }, (_one, number) => number);
  if (second === undefined) return first;
  return Uint32Array.from([...new Set(categories)].flatMap((one) => [...lists.inCategory(one)]));
}

function largeFinder(
  lists: CatalogueLists,
  categories: Parameters<Shelf['finder']>[0],
  byNumber: (numbers: Iterable<number>) => readonly Product[],
): ProductFinder {
  const categoryNames = categories.map(({ id, name }) => ({
    id,
    names: [id, ...everyText(name)].map(normaliseForSearch),
  }));
  const near = (normalised: string) => {
    const shared = new Map<number, number>();
    for (const numbers of lists.namedLike(normalised))
      if (numbers.length <= mostLooked) for (const number of numbers) shared.set(number, (shared.get(number) ?? 0) + 1);
    const best = [...shared].sort((one, other) => other[1] - one[1]).slice(0, mostNear);
    return byNumber(best.map(([number]) => number));
  };
  return {
    named: (normalised) => byNumber(lists.names.find(normalised)),
    spots: (normalised) =>
      lists.names.spots(normalised).map(({ start, end, owners }) => ({ start, end, products: byNumber(owners) })),
    near,
    alike: (normalised, fits) => {
      const fitting = near(normalised).filter(fits);
      return fitting.length === 1 ? fitting[0] : undefined;
    },
    // Of a kind that very many goods belong to, those near the words would be some of them by chance.
    ofKind: (normalised) => {
      const some = near(normalised);
      return some.length < mostNear ? ofKind(normalised, some) : [];
    },
    categories: (normalised) =>
      categoryNames.filter((one) => one.names.some((name) => normalised.includes(name))).map((one) => one.id),
  };
}

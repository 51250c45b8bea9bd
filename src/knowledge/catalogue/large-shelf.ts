import type { Product } from '../../commerce/index.ts';
import { ofKind, type ProductFinder } from '../answers/product-finder.ts';
import { everyText } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { CatalogueLists } from './catalogue-lists.ts';
import { goodsInStock } from './goods-in-stock.ts';
import { nearestOf } from './nearest.ts';
import type { Shelf } from './shelf.ts';

const mostExamples = 300;
const mostNear = 50;

/**
 * A shelf of very many products: names, words, categories, prices and stock as lists of numbers; products stay where they are.
 * `slots` are the products by their number in the lists; one that is gone leaves its number empty.
 */
export function openLargeShelf(
  slots: readonly (Product | undefined)[],
  lists: CatalogueLists,
  warmUp: () => Promise<void>,
): Shelf {
  const products = slots.filter((product) => product !== undefined);
  const byNumber = (numbers: Iterable<number>) =>
    [...numbers].flatMap((number) => {
      const product = slots[number];
      return product === undefined ? [] : [product];
    });
  return {
    products: new Map(products.map((product) => [product.productId, product])),
    owners: { get: (variantId) => slots[lists.ownerOf(variantId) ?? -1] },
    features: { has: (feature) => feature.startsWith('w:') && lists.says(feature.slice(2)) },
    finder: (categories) => largeFinder(lists, categories, byNumber),
    names: (word) => lists.naming(word).length > 0,
    says: (word) => lists.says(word),
    inStock: (wish) => goodsInStock(slots, lists, wish),
    inCategory: (categoryId) => byNumber(lists.inCategory(categoryId).subarray(0, mostExamples)),
    examples: () => products.slice(0, mostExamples),
    options: () => lists.options(),
    bytes: () => lists.bytes(),
    warmUp,
  };
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
  const near = (normalised: string) => byNumber(nearestOf(lists.namedLike(normalised), lists.size(), mostNear));
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

import type { LocalizedText, Product } from '../../commerce/index.ts';
import { saidBy } from '../catalogue/shelf.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { Asked } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Why a product may please this customer: something that it shares with goods they bought; both records hold it. */
export type SharedTrait = { bought: Product; key: string; value: LocalizedText };

/** What is known of a customer's taste; nothing where they are not known or nothing was bought. */
export type Taste = {
  /** How much speaks for a product; only its order among goods that meet every constraint depends on it. */
  worth(product: Product): number;
  /** The first thing it shares with something that was bought. */
  shared(product: Product): SharedTrait | undefined;
};

/** Reads a customer's taste out of what they bought and of the words that staff keep about them. */
export function tasteOf(asked: Asked, shop: ShopKnowledge): Taste {
  const bought = (asked.boughtIds ?? []).flatMap((id) => shop.products.get(id) ?? []);
  const words = (asked.portrait ?? []).map(normaliseForSearch).filter((word) => word.length > 1);
  return {
    worth: (product) => {
      const traits = bought.flatMap((one) => sharedTraits(product, one));
      const suits = words.filter((word) => saidBy(product).includes(word)).length;
      const hasIt = bought.some((one) => one.productId === product.productId);
      return (
        suits * suitsWorth + Math.min(mostTraits, new Set(traits.map((one) => one.key)).size) - (hasIt ? hasItCosts : 0)
      );
    },
    shared: (product) =>
      bought
        .filter((one) => one.productId !== product.productId)
        .flatMap((one) => sharedTraits(product, one))
        .find((trait) => trait.value['zh-CN'].length <= longestTrait),
  };
}

const suitsWorth = 3;
const mostTraits = 3;
const hasItCosts = 4;
const longestTrait = 12;

/** The same attribute with the same value, within one category: what two coats share says something, what a coat and a cup share does not. */
function sharedTraits(product: Product, bought: Product): readonly SharedTrait[] {
  if (product.category !== bought.category) return [];
  return product.attributes.flatMap(({ key, value }) =>
    bought.attributes.some((other) => other.key === key && other.value['zh-CN'] === value['zh-CN'])
      ? [{ bought, key, value }]
      : [],
  );
}

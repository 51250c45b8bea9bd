import type { LocalizedText, Product } from '../../commerce/index.ts';
import { moneyTextOf } from '../facts/texts.ts';
import { phrase } from '../wording/packs.ts';
import { type Answering, type Asked, narrow } from './answerer.ts';
import { divisionOf } from './dividing-question.ts';
import { computedMoney } from './offers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** What a recommendation must meet. */
export type Wish = {
  named: readonly Product[];
  categories: readonly string[];
  budget: number | undefined;
  words: readonly string[];
  /** The goods are those for a need, the likeliest first. */
  isNeed: boolean;
  hasConstraint: boolean;
  /** What the goods must not contain. */
  without?: string;
};
/** Goods that meet it, with their lowest price now. */
export type Candidate = { product: Product; low: number; matched: readonly string[] };

/** Of category, kind, attribute and price the question whose answers leave the fewest products. */
export function bestQuestion(
  asked: Asked,
  shop: ShopKnowledge,
  wish: Wish,
  { listed, count }: { listed: readonly Candidate[]; count: number },
): Answering | undefined {
  // With a kind of goods or a price in the words it is a search, whatever an approved answer says about such goods.
  const isSure = wish.named.length > 0 || wish.categories.length > 0 || wish.budget !== undefined;
  const shared = { parameters: { count }, products: products(listed.slice(0, mostShown)), isSure };
  const byCategory = new Set(listed.map((one) => one.product.category));
  if (wish.categories.length === 0 && byCategory.size > 1 && byCategory.size <= mostOptions) {
    const categories = shop.content.categories.filter((category) => byCategory.has(category.id));
    const options = categories.map((category) => categoryOption(category.name, asked));
    if (count > mostCounted) return narrow({ ...shared, key: 'which-category-many', parameters: {}, options });
    return narrow({ ...shared, key: 'which-category', options, facts: [countFact(count)] });
  }
  if (wish.named.length === 0 && count <= mostOptions) {
    const options = listed.map(({ product }) => ({ label: product.name, value: product.name[asked.language] }));
    return narrow({ ...shared, key: 'which-kind', options, facts: [countFact(count)] });
  }
  const division = wish.words.length >= mostWords ? undefined : divisionOf(products(listed));
  const byPrice = wish.budget === undefined ? listed.length / pricesAsked : listed.length;
  if (division !== undefined && division.left < byPrice)
    return narrow({
      ...shared,
      key: 'which-attribute',
      parameters: { count, attribute: division.label },
      options: division.options.map(({ value }) => categoryOption(value, asked)),
      facts: [countFact(count)],
    });
  return wish.budget === undefined ? askBudget(asked, shop, listed, shared) : undefined;
}

function askBudget(
  asked: Asked,
  shop: ShopKnowledge,
  listed: readonly Candidate[],
  shared: { parameters: { count: number }; products: readonly Product[]; isSure: boolean },
): Answering {
  const price = moneyTextOf(shop.content.currency);
  const limits = [...new Set([quantile(listed, 0.34), quantile(listed, 0.67)])];
  return narrow({
    ...shared,
    key: 'which-budget',
    options: limits.map((limit) => ({
      label: phrase('answer.line.within', { amount: price(limit) }),
      value: asked.language === 'en' ? `${asked.text} under ${limit / 100}` : `${limit / 100}元以内 ${asked.text}`,
    })),
    facts: [countFact(shared.parameters.count), ...limits.map((limit) => computedMoney('limit', 'limit', limit, shop))],
  });
}

/** A category as a button that repeats the wish, so that budget and further words are not lost. */
export function categoryOption(name: LocalizedText, asked: Asked): { label: LocalizedText; value: string } {
  return { label: name, value: `${name[asked.language]} ${asked.text}` };
}

function countFact(value: number) {
  return { id: 'computed:matching', title: 'matching', kind: 'number' as const, value };
}

function products(listed: readonly Candidate[]): readonly Product[] {
  return listed.map((one) => one.product);
}

/** A round price limit below which the given share of the products lies. */
function quantile(listed: readonly Candidate[], share: number): number {
  const price = listed[Math.min(listed.length - 1, Math.floor(listed.length * share))]?.low ?? 0;
  const step = price > 100000 ? 50000 : price > 20000 ? 10000 : 5000;
  return Math.ceil(price / step) * step;
}

const mostShown = 3;
/** A number beyond this helps nobody to choose. */
const mostCounted = 12;
const mostOptions = 6;
/** Whoever has named so much is shown goods instead of being asked once more. */
const mostWords = 3;
/** A budget leaves about a third. */
const pricesAsked = 3;

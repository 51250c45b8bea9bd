import type { LocalizedText, Product } from '../../commerce/index.ts';
import { bulleted, joined, moneyTextOf } from '../facts/texts.ts';
import { isInScope } from '../price/promotion-rule.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, type Answering, type Asked, answerFacts, narrow } from './answerer.ts';
import { type SharedTrait, tasteOf } from './for-this-customer.ts';
import { statedWithout } from './goods-without.ts';
import { answerNotSold, thingNotSold } from './not-sold.ts';
import { computedMoney, narrowed, priceRange, runningPromotions, type Told, toldTogether } from './offers.ts';
import { bestQuestion, type Candidate, categoryOption, type Wish } from './recommend-question.ts';
import { hasChoice, readWish, withinBudget } from './recommend-wish.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * Products that meet every constraint of the text: kind of product or category, budget, words that their own attributes
 * hold, in stock. Many that fit are narrowed by the question that divides them best; a sold-out one is never recommended.
 */
export const answerProductRecommend: Answerer = (asked, shop) => {
  const isChinese = asked.products.length === 0 && asked.language !== 'en';
  const missing = isChinese ? thingNotSold(asked.normalised, shop, true) : undefined;
  if (missing !== undefined) return answerNotSold(asked, shop, missing);
  const wish = readWish(asked, shop);
  const isAnything = anything.test(asked.normalised);
  if (wish.without !== undefined && !wish.hasConstraint)
    return answerFacts(asked, shop, { key: 'product.recommend.none', parameters: {}, score: 0.6, isSure: true });
  if (!wish.hasConstraint && !isAnything) return askCategory(asked, shop);
  const { matching, isAll, count } = candidates(asked, shop, wish);
  const affordable = withinBudget(matching, wish.budget, asked.normalised);
  if (affordable.length === 0) return answerNone(asked, shop, wish, matching);
  if (asked.seenIds !== undefined) return answerOthers(asked, shop, affordable, asked.seenIds);
  // Whoever has named kind and price is shown the best of a few instead of being asked once more.
  const isNarrow =
    isAnything ||
    wish.isNeed ||
    cheapestAsked.test(asked.normalised) ||
    (wish.named.length > 0 && wish.budget !== undefined && affordable.length <= fewEnough);
  if (affordable.length > mostListed && !isNarrow) {
    const question = bestQuestion(asked, shop, wish, { listed: affordable, count: isAll ? affordable.length : count });
    if (question !== undefined) return question;
  }
  if (cheapestAsked.test(asked.normalised)) return answerList(asked, shop, affordable.slice(0, 1));
  const place = ({ product }: Candidate) => wish.named.indexOf(product);
  const sorted = wish.isNeed ? affordable.toSorted((one, other) => place(one) - place(other)) : affordable;
  return answerList(asked, shop, sorted, wish.without);
};

/** "What do you sell": the categories of the shop, or its products where it has no categories. */
export const answerAssortment: Answerer = (asked, shop) => {
  const { categories, products } = shop.content;
  const names =
    categories.length > 0 ? categories.map((category) => category.name) : products.map((product) => product.name);
  return answerFacts(asked, shop, {
    key: 'product.recommend.assortment',
    parameters: { count: products.length, names: joined(names) },
    factIds:
      categories.length > 0
        ? categories.map((category) => `category:${category.id}`)
        : products.map((product) => `product:${product.productId}`),
    facts: [{ id: 'shop:products', title: 'products', kind: 'number', value: products.length }],
  });
};

export function isAssortmentAsked(normalised: string): boolean {
  return /what (?:do you|products|kind of products|items) (?:sell|do you|are)|what do you (?:sell|carry|have)$|what products|how many (?:products|kinds|types)|which products|卖什么|卖些什么|有哪些商品|都有什么|有什么商品|哪些类目|什么品类|商品种类/.test(
    normalised,
  );
}

/** Goods that meet the wish, cheapest first; of a very large catalogue the cheapest ones, with how many there are. */
function candidates(asked: Asked, shop: ShopKnowledge, wish: Wish) {
  const found = shop.shelf.inStock(wish);
  // Goods that are named are shown, also where they do not say of themselves what was wished ("安静点的键盘").
  const { matches, count } =
    found.count === 0 && wish.named.length > 0 ? shop.shelf.inStock({ ...wish, words: [] }) : found;
  const matching = matches
    .filter(({ product }) => hasChoice(product, asked))
    .map(({ product, matched }): Candidate => ({ product, matched, low: lowestPrice(product, asked, shop) }))
    .toSorted((first, second) => first.low - second.low);
  return { matching, count, isAll: count === matching.length };
}

function lowestPrice(product: Product, asked: Asked, shop: ShopKnowledge): number {
  return priceRange(
    product,
    product.variants.filter((variant) => variant.isAvailable),
    asked,
    shop,
  ).low;
}

/** Others than those shown before; says so where there are none. */
function answerOthers(
  asked: Asked,
  shop: ShopKnowledge,
  fitting: readonly Candidate[],
  seenIds: readonly string[],
): Answering {
  const others = fitting.filter(({ product }) => !seenIds.includes(product.productId));
  if (others.length > 0) return answerList(asked, shop, others);
  return answerFacts(asked, shop, { key: 'product.recommend.no-more', parameters: {} });
}

/** The first three, those first that suit what is known of the customer; every reason is a fact of the records. */
function answerList(asked: Asked, shop: ShopKnowledge, fitting: readonly Candidate[], without?: string): Answering {
  const taste = tasteOf(asked, shop);
  const running = narrowed(runningPromotions(asked, shop), { kinds: ['flash-price', 'second-half'] });
  const isReduced = (product: Product) => running.some(({ promotion }) => isInScope(promotion.scope, product));
  // Whoever would take anything is shown what is reduced just now.
  const isAnything = anything.test(asked.normalised);
  const listed = fitting
    .map((one) => ({ ...one, worth: taste.worth(one.product) + (isAnything && isReduced(one.product) ? 1 : 0) }))
    .toSorted((first, second) => second.worth - first.worth)
    .slice(0, mostListed);
  const stated = listed.map(({ product }) => (without === undefined ? undefined : statedWithout(product, without)));
  const told = listed.map(({ product }, index) =>
    offerLine({ ...product, ...(stated[index] ? { summary: stated[index] } : {}) }, taste.shared(product), asked, shop),
  );
  const isOpen = without !== undefined && stated.some((one) => one === undefined);
  return answerFacts(asked, shop, {
    key: `product.recommend.${isOpen ? 'without' : listed.length === 1 ? 'one' : 'list'}`,
    parameters: {
      lines: bulleted(told.map((one) => one.line)),
      ...(isOpen ? { thing: without } : {}),
    },
    ...toldTogether(told),
    products: listed.map((one) => one.product),
    score: 0.85,
    isSure: listed.length > 0,
  });
}

function offerLine(product: Product, shared: SharedTrait | undefined, asked: Asked, shop: ShopKnowledge): Told {
  const price = priceRange(
    product,
    product.variants.filter((variant) => variant.isAvailable),
    asked,
    shop,
  );
  const key = product.summary === undefined ? 'answer.line.offer-plain' : 'answer.line.offer';
  const offer = phrase(key, { product: product.name, price: price.line, reason: product.summary ?? product.name });
  const traits = shared === undefined ? [] : [product, shared.bought].map((one) => `product:${one.productId}`);
  return {
    ...price,
    line:
      shared === undefined
        ? offer
        : phrase('answer.line.offer-like', {
            offer: withoutEnd(offer),
            bought: shared.bought.name,
            value: shared.value,
          }),
    factIds: [
      ...price.factIds,
      `product:${product.productId}`,
      `product:${product.productId}/summary`,
      ...traits,
      ...traits.map((id) => `${id}/attribute/${shared?.key ?? ''}`),
    ],
  };
}

function withoutEnd(text: LocalizedText): LocalizedText {
  const bare = (words: string) => words.replace(/[。.]$/, '');
  return { 'zh-CN': bare(text['zh-CN']), 'zh-TW': bare(text['zh-TW']), en: bare(text.en) };
}

/** Nothing fits the budget: says so, and what the nearest one costs. */
function answerNone(asked: Asked, shop: ShopKnowledge, wish: Wish, matching: readonly Candidate[]): Answering {
  const [nearest] = matching;
  if (nearest === undefined || wish.budget === undefined) {
    return answerFacts(asked, shop, { key: 'product.recommend.none', parameters: {}, score: 0.6, isSure: false });
  }
  const price = moneyTextOf(shop.content.currency);
  return answerFacts(asked, shop, {
    key: 'product.recommend.over-budget',
    parameters: { product: nearest.product.name, price: price(nearest.low), budget: price(wish.budget) },
    factIds: [`product:${nearest.product.productId}`],
    facts: [
      computedMoney('nearest-price', nearest.product.name[asked.language], nearest.low, shop),
      { id: 'given:budget', title: 'budget', kind: 'money', value: wish.budget, currency: shop.content.currency },
    ],
    products: [nearest.product],
  });
}

function askCategory(asked: Asked, shop: ShopKnowledge): Answering {
  return narrow({
    key: 'what-for',
    options: shop.content.categories.slice(0, 6).map((category) => categoryOption(category.name, asked)),
  });
}

/** Whoever says so has no further wish: no more questions. */
export const anything =
  /都行|都可以|都可|随便|随意|无所谓|看着办|看着推荐|你定|您定|任意|没要求|没有要求|凑单|凑[个点]|凑一下/;

const cheapestAsked = /最便宜|最低价|最实惠|\bcheapest\b/;

const mostListed = 3;
const fewEnough = 6;

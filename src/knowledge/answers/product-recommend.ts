import type { LocalizedText, Product } from '../../commerce/index.ts';
import { bulleted, moneyTextOf } from '../facts/texts.ts';
import { segment } from '../retrieval/segment.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, type Answering, type Asked, answerFacts, narrow } from './answerer.ts';
import { type SharedTrait, tasteOf } from './for-this-customer.ts';
import { computedMoney, priceRange, type Told, toldTogether } from './offers.ts';
import { bestQuestion, type Candidate, categoryOption, type Wish } from './recommend-question.ts';
import { hasChoice, readWish, withinBudget } from './recommend-wish.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * Products that meet every constraint of the text: kind of product or category, budget, words that their own attributes
 * hold, in stock. Many that fit are narrowed by the question that divides them best; a sold-out one is never recommended.
 */
export const answerProductRecommend: Answerer = (asked, shop) => {
  const missing = notSold(asked, shop);
  if (missing !== undefined) return answerNotSold(asked, shop, missing);
  const wish = readWish(asked, shop);
  if (!wish.hasConstraint) return askCategory(asked, shop);
  const { matching, isAll, count } = candidates(asked, shop, wish);
  const affordable = withinBudget(matching, wish.budget, asked.normalised);
  if (affordable.length === 0) return answerNone(asked, shop, wish, matching);
  if (asked.seenIds !== undefined) return answerOthers(asked, shop, affordable, asked.seenIds);
  // Whoever has named kind and price is shown the best of a few instead of being asked once more.
  const isNarrow = wish.named.length > 0 && wish.budget !== undefined && affordable.length <= fewEnough;
  if (affordable.length > mostListed && !isNarrow) {
    const question = bestQuestion(asked, shop, wish, { listed: affordable, count: isAll ? affordable.length : count });
    if (question !== undefined) return question;
  }
  return answerList(asked, shop, affordable);
};

/** "What do you sell": the categories of the shop, or its products where it has no categories. */
export const answerAssortment: Answerer = (asked, shop) => {
  const { categories, products } = shop.content;
  const names =
    categories.length > 0 ? categories.map((category) => category.name) : products.map((product) => product.name);
  return answerFacts(asked, shop, {
    key: 'product.recommend.assortment',
    parameters: { count: products.length, names: joinNames(names) },
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

/**
 * The thing that "有…卖吗" asks for, where no product or category is called so; that an attribute mentions it ("配苹果手机") is no
 * offer of it.
 */
function notSold(asked: Asked, shop: ShopKnowledge): string | undefined {
  if (asked.products.length > 0 || asked.language === 'en') return undefined;
  const thing = /(?:有没有|有|卖)(?!什么|啥|哪|几|多)(.{2,10}?)(?:卖|出售)?(?:吗|么|嘛|没有|不)$/
    .exec(asked.normalised)?.[1]
    ?.replace(/^(?:卖|得)|的$/g, '');
  const isSale = /卖/.test(asked.normalised);
  if (thing === undefined || !isSale || shop.finder.categories(asked.normalised).length > 0) return undefined;
  const kind = segment(thing).findLast((word) => word.trim().length > 1);
  if (kind === undefined) return undefined;
  const isNamed = shop.shelf.names(kind);
  return isNamed ? undefined : thing.trim();
}

function answerNotSold(asked: Asked, shop: ShopKnowledge, thing: string): Answering {
  const { categories } = shop.content;
  return answerFacts(asked, shop, {
    key: 'product.recommend.not-sold',
    parameters: { thing, names: joinNames(categories.map((category) => category.name)) },
    factIds: categories.map((category) => `category:${category.id}`),
    facts: [{ id: 'given:thing', title: 'thing', kind: 'text', value: thing }],
  });
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
function answerList(asked: Asked, shop: ShopKnowledge, fitting: readonly Candidate[]): Answering {
  const taste = tasteOf(asked, shop);
  const listed = fitting
    .map((one) => ({ ...one, worth: taste.worth(one.product) }))
    .toSorted((first, second) => second.worth - first.worth)
    .slice(0, mostListed);
  const told = listed.map(({ product }) => offerLine(product, taste.shared(product), asked, shop));
  return answerFacts(asked, shop, {
    key: listed.length === 1 ? 'product.recommend.one' : 'product.recommend.list',
    parameters: { lines: bulleted(told.map((one) => one.line)) },
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

function joinNames(names: readonly LocalizedText[]): LocalizedText {
  const join = (language: keyof LocalizedText, separator: string) =>
    names.map((name) => name[language]).join(separator);
  return { 'zh-CN': join('zh-CN', '、'), 'zh-TW': join('zh-TW', '、'), en: join('en', ', ') };
}

const mostListed = 3;
const fewEnough = 6;

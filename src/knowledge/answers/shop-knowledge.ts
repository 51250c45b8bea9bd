import type { Product } from '../../commerce/index.ts';
import { type FactBook, openFactBook } from '../facts/fact-book.ts';
import { everyText } from '../facts/texts.ts';
import { type PricedPromotion, pricedPromotions } from '../price/promotion-rule.ts';
import { plainStacking } from '../price/quote-basket.ts';
import { featuresOf } from '../retrieval/features.ts';
import { buildQuestionSearch, type QuestionSearch } from '../retrieval/question-search.ts';
import type { FaqEntry, KnowledgeContent, Policy, Stacking } from '../types.ts';
import { policyAnswerables } from './policy-fallback.ts';
import { buildProductFinder, type ProductFinder } from './product-finder.ts';

/** One release prepared for answering: everything that answerers look things up in. */
export type ShopKnowledge = {
  content: KnowledgeContent;
  facts: FactBook;
  /** Search over the approved questions. */
  search: QuestionSearch;
  /** Search over the policies, for questions that no FAQ answers. */
  policySearch: QuestionSearch;
  finder: ProductFinder;
  faqs: ReadonlyMap<string, FaqEntry>;
  policies: ReadonlyMap<string, Policy>;
  products: ReadonlyMap<string, Product>;
  promotions: readonly PricedPromotion[];
  stacking: Stacking;
};

/** Prepares a release: opens its indexes once, so that answering is only looking up. */
export function openShop(content: KnowledgeContent): ShopKnowledge {
  const products = new Map(content.products.map((product) => [product.productId, product]));
  const owners = new Map(
    content.products.flatMap((product) => product.variants.map((variant) => [variant.variantId, product] as const)),
  );
  const catalogue = catalogueFeatures(content.products);
  return {
    content,
    facts: openFactBook({ content, products, owners }),
    search: buildQuestionSearch(content.faqs.map(toAnswerable), catalogue),
    policySearch: buildQuestionSearch(content.policies.flatMap(policyAnswerables), catalogue),
    finder: buildProductFinder(content.products, content.categories),
    faqs: new Map(content.faqs.map((entry) => [entry.id, entry])),
    policies: new Map(content.policies.map((policy) => [policy.id, policy])),
    products,
    promotions: pricedPromotions(content.promotions),
    stacking: content.stacking ?? plainStacking,
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

function toAnswerable(entry: FaqEntry) {
  const phrasings = [...new Set(Object.values(entry.questions).flat())];
  return {
    id: entry.id,
    intent: entry.intent,
    title: phrasings[0] ?? entry.id,
    phrasings,
    body: [...new Set(Object.values(entry.answer))],
  };
}

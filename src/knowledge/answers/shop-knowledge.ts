import type { Product } from '../../commerce/index.ts';
import { openShelf, type Shelf } from '../catalogue/shelf.ts';
import { type FactBook, openFactBook } from '../facts/fact-book.ts';
import { type PricedPromotion, pricedPromotions } from '../price/promotion-rule.ts';
import { plainStacking } from '../price/quote-basket.ts';
import { buildQuestionSearch, type QuestionSearch } from '../retrieval/question-search.ts';
import type { FaqEntry, KnowledgeContent, Policy, Stacking } from '../types.ts';
import { policyAnswerables } from './policy-fallback.ts';
import type { ProductFinder } from './product-finder.ts';

/** One release prepared for answering: everything that answerers look things up in. */
export type ShopKnowledge = {
  content: KnowledgeContent;
  facts: FactBook;
  /** Search over the approved questions. */
  search: QuestionSearch;
  /** Search over the policies, for questions that no FAQ answers. */
  policySearch: QuestionSearch;
  finder: ProductFinder;
  /** The catalogue, looked up instead of looked through. */
  shelf: Shelf;
  faqs: ReadonlyMap<string, FaqEntry>;
  policies: ReadonlyMap<string, Policy>;
  products: ReadonlyMap<string, Product>;
  promotions: readonly PricedPromotion[];
  stacking: Stacking;
};

/** Prepares a release: opens its indexes once, so that answering is only looking up. The shelf outlives the release. */
export function openShop(content: KnowledgeContent, shelf: Shelf = openShelf(content.products)): ShopKnowledge {
  const { products, owners } = shelf;
  return {
    content,
    facts: openFactBook({ content, products, owners }),
    search: buildQuestionSearch(content.faqs.map(toAnswerable), shelf.features),
    policySearch: buildQuestionSearch(content.policies.flatMap(policyAnswerables), shelf.features),
    finder: shelf.finder(content.categories),
    shelf,
    faqs: new Map(content.faqs.map((entry) => [entry.id, entry])),
    policies: new Map(content.policies.map((policy) => [policy.id, policy])),
    products,
    promotions: pricedPromotions(content.promotions),
    stacking: content.stacking ?? plainStacking,
  };
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

/** What a shop knows: releases of FAQs, policies, promotions and shipping rules, and answers computed from them. */

export {
  type AdvertisingFinding,
  type AdvertisingGroup,
  checkAdvertising,
} from './advertising/check-advertising.ts';
export type { CatalogueLists } from './catalogue/catalogue-lists.ts';
export { addTaiwanNames, createGrowingLists } from './catalogue/growing-lists.ts';
export { factsPerMadeProduct, madeCategories, madeProduct } from './catalogue/made-catalogue.ts';
export { listsLabel, openPackedLists, packLists } from './catalogue/packed-lists.ts';
export { openShelf, type Shelf, smallShelf, startShelf } from './catalogue/shelf.ts';
export { type OpenShelf, openShelfOnTop } from './catalogue/shelf-on-top.ts';
export { checkKnowledge, type KnowledgeFinding } from './check-knowledge.ts';
export {
  checkDocument,
  contentFromItems,
  type DocumentProblem,
  type ItemKind,
  itemKinds,
  type KnowledgeItem,
  ownIntentDocument,
} from './content.ts';
export {
  approveDrafts,
  type DraftKey,
  discardDrafts,
  type KnowledgeDraft,
  listDrafts,
  releaseDrafts,
  saveDrafts,
} from './drafts.ts';
export type { EntryUses } from './entry-uses.ts';
export { findingTitles } from './finding-titles.ts';
export { importKnowledge, type KnowledgeImport, readableFiles } from './import/import-knowledge.ts';
export type { KnowledgeFile, Refusal } from './import/import-types.ts';
export { buildKnowledgeIndex } from './knowledge-index.ts';
export {
  currentItems,
  itemsAt,
  listReleases,
  loadKnowledge,
  type ReleaseReport,
  releaseKnowledge,
  rollbackKnowledge,
  searchItems,
} from './knowledge-store.ts';
export { type PricedPromotion, pricedPromotions } from './price/promotion-rule.ts';
export { type Basket, type Quote, quoteBasket } from './price/quote-basket.ts';
export { readShopFolder } from './read-shop-folder.ts';
export { type SellingPoint, type SellingPoints, sellingPoints } from './selling-points/selling-points.ts';
export * from './types.ts';
export { isValidAt } from './validity.ts';
export { fill, knowledgeWording } from './wording/packs.ts';

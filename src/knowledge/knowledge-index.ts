import type { Fact } from '../commerce/index.ts';
import { type Asked, toAsked } from './answers/answerer.ts';
import { askedAttributes, withoutNames } from './answers/attribute-words.ts';
import { readFollowUp } from './answers/follow-up.ts';
import { isOfOtherKind } from './answers/other-kind.ts';
import { policyFallback } from './answers/policy-fallback.ts';
import { recogniseProductQuestion } from './answers/product-question.ts';
import { openShop, type ShopKnowledge } from './answers/shop-knowledge.ts';
import { recogniseShopQuestion } from './answers/shop-question.ts';
import { answererOf } from './answers/table.ts';
import type { Shelf } from './catalogue/shelf.ts';
import { isOfferedHit, isSureHit, isWordForWordHit } from './retrieval/likelihood.ts';
import { normaliseForSearch } from './retrieval/normalise.ts';
import type { Hit } from './retrieval/question-search.ts';
import type { FaqEntry, KnowledgeAnswer, KnowledgeContent, KnowledgeIndex, KnowledgeQuestion } from './types.ts';
import { isValidAt } from './validity.ts';

/**
 * Builds the in-memory index of one release. Answers are computed from facts where an answerer knows the intent;
 * approved FAQ answers go out word for word; what the shop knows nothing about is said to be unknown.
 */
export function buildKnowledgeIndex(content: KnowledgeContent, shelf?: Shelf): KnowledgeIndex {
  const shop = openShop(content, shelf);
  return {
    release: content.release,
    answer: (question) => answer(shop, toAsked(question, shop)),
    recognise: (text, asOf) => recognise(shop, text, asOf),
    recogniseProduct: (text, talk) => recogniseProductQuestion(text, talk, shop),
    readFollowUp: (text, thread) => readFollowUp(text, thread, shop),
    recogniseShopQuestion: (text, lastIntent) => recogniseShopQuestion(text, lastIntent, shop),
    meaning: { phrasings: shop.search.phrasings, learn: shop.search.learn },
    findQuestion: (faqId) => shop.faqs.get(faqId),
    findFact: (id, asOf) => shop.facts.find(id, asOf),
  };
}

function answer(shop: ShopKnowledge, question: Asked): KnowledgeAnswer {
  const hits = withoutOtherKinds(
    shop,
    shop.search
      .find(question.text, question.intents, 5, { vector: question.vector })
      .filter((hit) => isFaqValid(shop, hit, question.asOf)),
    question,
  );
  const best = hits[0];
  const computed = answererOf(question.intent)?.(question, shop);
  if (computed?.isSure === true && !(best !== undefined && isVerbatim(best, question, computed.answer, shop)))
    return computed.answer;
  const isKnown = computed?.answer.kind === 'facts' && question.products.length === 1;
  const isPutOff = best !== undefined && isKnown && putsOff(shop, best, question);
  if (best !== undefined && !isPutOff && isSureHit(best) && speaksOfIt(shop, best, question))
    return approved(shop, best, question);
  if (computed !== undefined) return computed.answer;
  return policyFallback(question, shop) ?? nearest(shop, hits, question);
}

/** A shop may teach questions of its own that no intent was trained for. */
function recognise(shop: ShopKnowledge, text: string, asOf: Date): string | undefined {
  const [best] = shop.search.find(text, new Map(), 1);
  if (best === undefined || !isWordForWordHit(best) || !isFaqValid(shop, best, asOf)) return undefined;
  return shop.faqs.get(best.id)?.intent;
}

/**
 * A question in the very words of an approved one ("水果不好吃可以退吗") is meant in general, although it names a kind of
 * product; what changes with time or stock is computed all the same.
 */
function isVerbatim(hit: Hit, question: Asked, computed: KnowledgeAnswer, shop: ShopKnowledge): boolean {
  if (shop.faqs.get(hit.id)?.goesFirst === true && isWordForWordHit(hit)) return true;
  if (hit.signals.cosine < verbatimCosine || !generalIntents.has(question.intent)) return false;
  // What the product's own record states is worth more than "it is written on the page".
  if (question.products.length === 1 && computed.kind === 'facts' && statedKeys.test(computed.key)) return false;
  const named = shop.finder.named(question.normalised);
  return question.products.every((product) => named.includes(product));
}

/**
 * "功率多大" is answered by no entry on the age of children because both say 多大, and "is the baby bottle dishwasher safe" by none on
 * what baby goods are made of: what is asked of goods has to be spoken of in the entry, too.
 */
function speaksOfIt(shop: ShopKnowledge, hit: Hit, question: Asked): boolean {
  if (question.intent !== 'product.attribute' || question.products.length > 1 || isWordForWordHit(hit)) return true;
  const entry = shop.faqs.get(hit.id);
  const [product] = question.products;
  const bare = product === undefined ? question.normalised : withoutNames(question.normalised, product);
  const asked = askedAttributes(bare).filter(({ weight }) => weight >= tellingWeight);
  if (entry === undefined || asked.length === 0) return true;
  const said = [...Object.values(entry.questions).flat(), ...Object.values(entry.answer)].map(normaliseForSearch);
  const spokenOf = new Set(said.flatMap((text) => askedAttributes(text)).map(({ key }) => key));
  return asked.every(({ key }) => spokenOf.has(key));
}

/** "告诉我哪一款，我帮您查" is no answer about goods that the customer has named. */
function putsOff(shop: ShopKnowledge, hit: Hit, { intent }: KnowledgeQuestion): boolean {
  const answer = shop.faqs.get(hit.id)?.answer['zh-CN'] ?? '';
  return intent === 'product.attribute' && !isWordForWordHit(hit) && /告诉我(?:是)?哪一?款|看商品页/.test(answer);
}

/** Two characters: the word of an attribute, and no mere measure. */
const tellingWeight = 6;

const verbatimCosine = 0.95;
const statedKeys = /^answer\.product\.(?:attribute\.values?|expiry\.)/;
const generalIntents: ReadonlySet<string> = new Set([
  'product.attribute',
  'product.usage',
  'product.contents',
  'product.expiry',
  'product.size',
  'return.policy',
  'return.freight',
  'repair.warranty',
]);

/** Rules for goods that nobody speaks of do not compete: their share of the chance falls to the others. */
function withoutOtherKinds(shop: ShopKnowledge, hits: readonly Hit[], question: Asked): readonly Hit[] {
  const isOther = ({ id }: Hit) => {
    const entry = shop.faqs.get(id);
    return entry !== undefined && isOfOtherKind(entry, question, shop);
  };
  const share = hits.filter(isOther).reduce((sum, { score }) => sum + score, 0);
  return hits.filter((hit) => !isOther(hit)).map((hit) => ({ ...hit, score: hit.score / Math.max(0.1, 1 - share) }));
}

function isFaqValid(shop: ShopKnowledge, hit: Hit, asOf: Date): boolean {
  const entry = shop.faqs.get(hit.id);
  return entry !== undefined && isValidAt(entry, asOf);
}

function approved(shop: ShopKnowledge, hit: Hit, question: KnowledgeQuestion): KnowledgeAnswer {
  const entry = shop.faqs.get(hit.id);
  if (entry === undefined) return { kind: 'unknown', nearest: [] };
  return {
    kind: 'approved',
    text: entry.answer[question.language],
    facts: factsOf(entry, shop, question),
    score: hit.score,
    faqId: entry.id,
  };
}

/** The answer itself is a fact of its own, and the policies behind it are its sources. */
function factsOf(entry: FaqEntry, shop: ShopKnowledge, question: KnowledgeQuestion): readonly Fact[] {
  const ids = [`faq:${entry.id}`, ...entry.policies.map((id) => `policy:${id}`)];
  return ids.map((id) => shop.facts.find(id, question.asOf, question.language)).filter((fact) => fact !== undefined);
}

function nearest(shop: ShopKnowledge, hits: readonly Hit[], question: KnowledgeQuestion): KnowledgeAnswer {
  const near = hits.filter(isOfferedHit).slice(0, 3);
  if (near.length === 0) {
    return { kind: 'unknown', nearest: hits.slice(0, 3).map(({ id, title, score }) => ({ id, title, score })) };
  }
  const options = near.flatMap((hit) => {
    const entry = shop.faqs.get(hit.id);
    const label = entry?.questions[question.language][0] ?? entry?.questions['zh-CN'][0] ?? entry?.questions.en[0];
    return label === undefined ? [] : [{ label, value: label }];
  });
  return { kind: 'narrow', key: 'answer.narrow.nearest', parameters: {}, options, products: [], facts: [] };
}

import type { LocalizedText } from '../commerce/index.ts';
import { advertisingOf } from './advertising/check-advertising.ts';
import { answerConflicts, searchOfPhrasings, termsOf } from './answer-conflicts.ts';
import { checkOwnIntents } from './check-own-intents.ts';
import { type EntryUses, findingsOfUse } from './entry-uses.ts';
import { graphContradictions } from './graph-contradictions.ts';
import { readPromotion } from './price/promotion-rule.ts';
import { normaliseForSearch, toTraditional } from './retrieval/normalise.ts';
import type { QuestionSearch } from './retrieval/question-search.ts';
import type { FaqEntry, KnowledgeContent } from './types.ts';
import { isOverAt } from './validity.ts';

/** Something in a shop's knowledge that somebody should look at; `items` are the ids concerned. */
export type KnowledgeFinding = {
  kind:
    | 'duplicate-question'
    | 'near-duplicate'
    | 'contradiction'
    | 'expired'
    | 'missing-language'
    | 'broken-promotion'
    | 'unknown-reference'
    | 'contradicts-graph'
    | 'advertising-word'
    | 'never-hit'
    | 'hit-then-person';
  items: readonly string[];
  detail: string;
};

/**
 * Looks through a shop's knowledge before a release: duplicates, contradictions (among themselves and with the shop's data), what
 * has expired, missing languages, words that advertising law forbids; with `uses` also what nobody asks and what did not help.
 */
export function checkKnowledge(content: KnowledgeContent, now: Date, uses?: EntryUses): readonly KnowledgeFinding[] {
  const search = searchOfPhrasings(content.faqs);
  return [
    ...duplicateQuestions(content.faqs),
    ...nearDuplicates(content.faqs, search),
    ...answerConflicts(content.faqs, search),
    ...contradictions(content),
    ...graphContradictions(content, now),
    ...expired(content, now),
    ...missingLanguages(content),
    ...brokenPromotions(content),
    ...unknownReferences(content),
    ...checkOwnIntents(content),
    ...advertising(content),
    ...(uses === undefined ? [] : findingsOfUse(content.faqs, uses, now)),
  ];
}

/** The same phrasing under two entries: which of them answers would be chance. */
function duplicateQuestions(faqs: readonly FaqEntry[]): readonly KnowledgeFinding[] {
  const owners = new Map<string, readonly string[]>();
  for (const entry of faqs) {
    for (const question of new Set(Object.values(entry.questions).flat().map(normaliseForSearch))) {
      owners.set(question, [...(owners.get(question) ?? []), entry.id]);
    }
  }
  return [...owners]
    .filter(([, ids]) => ids.length > 1)
    .map(([question, items]) => ({ kind: 'duplicate-question', items, detail: question }));
}

/** A phrasing that the search gives to another entry, although both have other answers. */
function nearDuplicates(faqs: readonly FaqEntry[], search: QuestionSearch): readonly KnowledgeFinding[] {
  return faqs.flatMap((entry) => {
    const stolen = Object.values(entry.questions)
      .flat()
      .map((question) => ({ question, hit: search.find(question, entry.intent, 1)[0] }))
      .find(({ hit }) => hit !== undefined && hit.id !== entry.id && hit.signals.cosine > nearlyEqual);
    if (stolen?.hit === undefined) return [];
    return [{ kind: 'near-duplicate' as const, items: [entry.id, stolen.hit.id], detail: stolen.question }];
  });
}

/** An answer that names a number of days or hours which none of its policies states. */
function contradictions({ faqs, policies }: KnowledgeContent): readonly KnowledgeFinding[] {
  const policyTexts = new Map(
    policies.map((policy) => [
      policy.id,
      [policy.text, policy.summary, policy.title].map((text) => text['zh-CN']).join('\n'),
    ]),
  );
  return faqs.flatMap((entry) => {
    const sources = entry.policies.flatMap((id) => policyTexts.get(id) ?? []);
    if (sources.length === 0) return [];
    const stated = new Set(sources.flatMap(wordedTerms));
    const unstated = wordedTerms(entry.answer['zh-CN']).filter((term) => !stated.has(term));
    return unstated.length === 0
      ? []
      : [{ kind: 'contradiction' as const, items: [entry.id, ...entry.policies], detail: unstated.join(', ') }];
  });
}

const wordedTerms = (text: string) => termsOf(text).map(({ number, unit }) => `${number}${unit}`);

function expired({ faqs, policies, promotions }: KnowledgeContent, now: Date): readonly KnowledgeFinding[] {
  return [...faqs, ...policies, ...promotions]
    .filter((one) => isOverAt(one, now))
    .map((one) => ({ kind: 'expired', items: [one.id], detail: one.validTo ?? '' }));
}

/** Entries that nobody can ask for in a language, and texts that stand untranslated in another language's place. */
function missingLanguages({ faqs, policies, promotions }: KnowledgeContent): readonly KnowledgeFinding[] {
  const silent = faqs.flatMap((entry) =>
    languages
      .filter((language) => entry.questions[language].every((question) => !isIn(language, question)))
      .map((language) => missing(entry.id, `questions.${language}`)),
  );
  const texts = [
    ...faqs.map(({ id, answer }) => ({ id, text: answer })),
    ...policies.map(({ id, text }) => ({ id, text })),
    ...promotions.map(({ id, description }) => ({ id, text: description })),
  ];
  const repeated = texts.flatMap(({ id, text }) =>
    untranslated(text).map((language) => missing(id, language === 'en' ? 'en' : language)),
  );
  return [...silent, ...repeated];
}

/** A question of Chinese characters is no English one, although an import put it there; the scripts tell no more than that. */
function isIn(language: (typeof languages)[number], question: string): boolean {
  return language !== 'en' || !/\p{Script=Han}/u.test(question);
}

/** Languages whose text only repeats another one's: Chinese in English, or simplified characters that Taiwan writes otherwise. */
function untranslated(text: LocalizedText): readonly (typeof languages)[number][] {
  const hasChinese = /\p{Script=Han}/u;
  const [mainland, taiwan] = [text['zh-CN'], text['zh-TW']];
  return [
    ...(hasChinese.test(text.en) && (text.en === mainland || text.en === taiwan) ? (['en'] as const) : []),
    ...(taiwan === mainland && hasChinese.test(mainland) && toTraditional(mainland) !== mainland
      ? (['zh-TW'] as const)
      : []),
    ...(mainland === text.en && /\p{L}/u.test(mainland) && !hasChinese.test(mainland) && mainland.includes(' ')
      ? (['zh-CN'] as const)
      : []),
  ];
}

/** Words in answers and offers that an advertisement may not hold. */
function advertising({ faqs, policies, promotions }: KnowledgeContent): readonly KnowledgeFinding[] {
  const texts = [
    ...faqs.map(({ id, answer }) => ({ id, texts: Object.values(answer) })),
    ...policies.map(({ id, text }) => ({ id, texts: Object.values(text) })),
    ...promotions.map(({ id, title, description }) => ({
      id,
      texts: [...Object.values(title), ...Object.values(description)],
    })),
  ];
  return texts.flatMap(({ id, texts: all }) => {
    const words = advertisingOf(all).map((one) => one.word);
    return words.length === 0 ? [] : [{ kind: 'advertising-word' as const, items: [id], detail: words.join('、') }];
  });
}

function missing(id: string, detail: string): KnowledgeFinding {
  return { kind: 'missing-language', items: [id], detail };
}

function brokenPromotions({ promotions }: KnowledgeContent): readonly KnowledgeFinding[] {
  return promotions.flatMap((promotion) => {
    const read = readPromotion(promotion);
    return read.kind === 'broken'
      ? [{ kind: 'broken-promotion' as const, items: [promotion.id], detail: read.reason }]
      : [];
  });
}

/** Policies, products, variants and categories that are named but do not exist. */
function unknownReferences({
  faqs,
  policies,
  promotions,
  products,
  categories,
}: KnowledgeContent): readonly KnowledgeFinding[] {
  const policyIds = new Set(policies.map((policy) => policy.id));
  const productIds = new Set(products.map((product) => product.productId));
  const categoryIds = new Set([
    ...categories.map((category) => category.id),
    ...products.map((product) => product.category),
  ]);
  const found = (
    id: string,
    kind: string,
    names: readonly string[],
    known: ReadonlySet<string>,
  ): readonly KnowledgeFinding[] =>
    names
      .filter((name) => !known.has(name))
      .map((name) => ({ kind: 'unknown-reference', items: [id], detail: `${kind} ${name}` }));
  return [
    ...faqs.flatMap((entry) => found(entry.id, 'policy', entry.policies, policyIds)),
    ...promotions.flatMap(({ id, scope }) =>
      'products' in scope ? found(id, 'product', scope.products, productIds) : [],
    ),
    ...promotions.flatMap(({ id, scope }) =>
      'categories' in scope ? found(id, 'category', scope.categories, categoryIds) : [],
    ),
  ];
}

const languages = ['zh-CN', 'zh-TW', 'en'] as const;
const nearlyEqual = 0.92;

import type { KnowledgeContent, KnowledgeIndex } from '../types.ts';
import foreign from './foreign-questions.json' with { type: 'json' };
import paraphrases from './paraphrases.json' with { type: 'json' };
import unseenForeign from './unseen-foreign-questions.json' with { type: 'json' };
import unseenParaphrases from './unseen-paraphrases.json' with { type: 'json' };

/** Questions to measure with; nobody looked at the answers to the unseen ones while words and weights were chosen. */
export const questionSets = {
  seen: { paraphrases, foreign },
  unseen: { paraphrases: unseenParaphrases, foreign: unseenForeign },
} as const;
export type QuestionSet = {
  /** Questions that approved answers cover, in words that are not among the phrasings; ids of the right entries. */
  paraphrases: readonly { text: string; intent: string; expected: readonly string[] }[];
  /** Questions that the shop knows nothing about, with the intent that they are likely taken for. */
  foreign: readonly { text: string; intent: string }[];
};

/** How well approved answers are found for questions that are not among the phrasings, and kept from foreign ones. */
export type RetrievalQuality = {
  /** Of all paraphrases, those answered with the right entry (or with facts, which the entry only describes). */
  recall: number;
  /** Of all approved answers given, right ones. */
  precision: number;
  /** Of all paraphrases, those answered or offered among the three nearest. */
  reach: number;
  /** Of the foreign questions, those that got no approved answer. */
  refused: number;
  mistakes: readonly string[];
};

/** What is measured, and when it is asked; `intentsOf` may give the understanding's intents instead of the noted one. */
export type Measurement = {
  index: KnowledgeIndex;
  content: KnowledgeContent;
  asOf: Date;
  intentsOf?: (text: string) => readonly { intent: string; confidence: number }[];
};

/** Asks every question of a set once. */
export function measureRetrieval({ paraphrases, foreign }: QuestionSet, measurement: Measurement): RetrievalQuality {
  const { index, content, asOf, intentsOf } = measurement;
  const mistakes: string[] = [];
  const count = { right: 0, wrong: 0, reached: 0, refused: 0 };
  const firstQuestions = new Map(content.faqs.map((entry) => [entry.id, Object.values(entry.questions).flat()]));
  const ask = (text: string, noted: string) => {
    const alternatives = intentsOf?.(text) ?? [{ intent: noted, confidence: 1 }];
    const intent = alternatives[0]?.intent ?? noted;
    return index.answer({ text, intent, alternatives, language: 'zh-CN', productIds: [], asOf });
  };

  for (const { text, intent, expected } of paraphrases) {
    const answer = ask(text, intent);
    const offered = answer.kind === 'narrow' ? answer.options.map((option) => option.value) : [];
    const isOffered = expected.some((id) => firstQuestions.get(id)?.some((question) => offered.includes(question)));
    const isRight =
      (answer.kind === 'facts' && !/unstated|unknown/.test(answer.key)) ||
      (answer.kind === 'approved' && (answer.faqId === undefined || expected.includes(answer.faqId)));
    if (isRight) count.right += 1;
    if (isRight || isOffered) count.reached += 1;
    if (answer.kind === 'approved' && !isRight) count.wrong += 1;
    if (!isRight)
      mistakes.push(`${text} → ${answer.kind === 'approved' ? answer.faqId : answer.kind}, not ${expected[0]}`);
  }
  for (const { text, intent } of foreign) {
    const answer = ask(text, intent);
    if (answer.kind !== 'approved') count.refused += 1;
    else {
      count.wrong += 1;
      mistakes.push(`${text} → ${answer.faqId ?? answer.policyId}, though the shop knows nothing about it`);
    }
  }
  return {
    recall: count.right / paraphrases.length,
    precision: count.right / (count.right + count.wrong),
    reach: count.reached / paraphrases.length,
    refused: count.refused / foreign.length,
    mistakes,
  };
}

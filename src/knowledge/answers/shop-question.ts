import { isWordForWordHit } from '../retrieval/likelihood.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { ShopQuestion } from '../types.ts';
import { readQuestionWords } from './question-table.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * Reads what a question of the shop's offers, members or payment is about out of its own words (question-words.json). Where the
 * table names the plain question behind the words and the shop has an approved answer to it, that question is asked.
 */
export function recogniseShopQuestion(
  text: string,
  lastIntent: string | undefined,
  shop: ShopKnowledge,
): ShopQuestion | undefined {
  const normalised = ` ${normaliseForSearch(text)} `;
  const row = readQuestionWords().find(
    ({ patterns, exceptions, after }) =>
      (after === undefined || (lastIntent !== undefined && after.includes(lastIntent))) &&
      !exceptions.some((pattern) => pattern.test(normalised)) &&
      patterns.some((pattern) => pattern.test(normalised)),
  );
  if (row === undefined) return undefined;
  const { intent, ask, isPlain } = row;
  return { intent, text: ask !== undefined && isKnown(ask, shop) ? ask : text, isPlain };
}

function isKnown(question: string, shop: ShopKnowledge): boolean {
  const [best] = shop.search.find(question, new Map(), 1);
  return best !== undefined && isWordForWordHit(best);
}

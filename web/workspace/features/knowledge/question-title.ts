import type { FaqDocument } from '../../../api/knowledge-calls.ts';
import { inLanguage } from '../../format/words.ts';

/** How a question is called in a list: its first phrasing in the reader's language, else in any, else its id. */
export function questionTitle(
  { itemId, document: { questions } }: { itemId: string; document: Pick<FaqDocument, 'questions'> },
  language: string,
): string {
  return inLanguage(questions, language)[0] ?? Object.values(questions).flat()[0] ?? itemId;
}

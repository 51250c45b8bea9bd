import type { LocalizedText } from '../../commerce/index.ts';
import type { ReplyLanguage } from '../../understanding/index.ts';

/** A text in one language; plain texts are the same in all. */
export function inLanguage(text: LocalizedText | string, language: ReplyLanguage): string {
  return typeof text === 'string' ? text : text[language];
}

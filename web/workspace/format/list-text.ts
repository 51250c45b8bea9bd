import type { TFunction } from 'i18next';

/** Several words in one line, with the separator of the reader's language; empty ones are left out. */
export function listText(t: TFunction, words: readonly (string | undefined)[]): string {
  return words.filter(Boolean).join(t('common.listSeparator'));
}

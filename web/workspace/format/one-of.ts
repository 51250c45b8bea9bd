/** Whether a text of the server is one of the words that we have a translation for. */
export function isOneOf<Word extends string>(words: readonly Word[], text: string): text is Word {
  return words.some((word) => word === text);
}

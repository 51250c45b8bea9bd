import families from './colour-words.json' with { type: 'json' };

/** Colours that the words name in an everyday way ("要黑的", "白色M", "the green one"), as names of families. */
export function colourFamiliesIn(text: string): readonly string[] {
  const plain = text.toLowerCase();
  return entries.filter(([, words]) => words.some((word) => names(plain, word))).map(([family]) => family);
}

/** Whether a value of an option, in any language, is of the family ("曜石黑", "Haze blue"). */
export function isOfFamily(family: string, value: string): boolean {
  const lower = value.toLowerCase();
  const words = entries.find(([name]) => name === family)?.[1] ?? [];
  return words.some((word) => (isHan(word) ? lower.includes(word) : new RegExp(`\\b${word}\\b`, 'u').test(lower)));
}

const entries = Object.entries(families);

/** Every family of colours that is told apart. */
export const colourFamilies: readonly string[] = Object.keys(families);

/** "白" in "明白" and "蓝" in "蓝牙" are no colours: a single character counts with 色, after a verb of choice or alone before a size. */
function names(text: string, word: string): boolean {
  if (!isHan(word)) return new RegExp(`\\b${word}\\b`, 'u').test(text);
  return new RegExp(
    `${word}(?:色|的|款)|(?:换|改|成|要|选|拿|来|是|还有|发)(?:个|件|了)?${word}(?!牙|包|条)|(?:^|[\\s,/、])${word}(?=$|[\\s,/、a-z\\d])`,
    'u',
  ).test(text);
}

function isHan(word: string): boolean {
  return /\p{Script=Han}/u.test(word);
}

import { type MappedText, type Replacement, replacePieces } from './mapped-text.ts';
import { type TradeWord, tradeWords } from './trade-words.ts';

const wordCharacter = /[a-z0-9]/iu;
const han = /\p{Script=Han}/u;
/** Signs of web addresses and codes: "?tk=" is no trade word. */
const partOfAddress = /[=&?/.:#_@%-]/u;
/** Short Latin abbreviations ("sf", "jd") are trade words only inside a Chinese message. */
const shortAbbreviation = /^[a-z]{1,3}$/;

const byFirstCharacter = indexWords(tradeWords);

/** Puts the word that is meant in place of slips, pinyin and regional words. */
export function replaceTradeWords(mapped: MappedText): MappedText {
  const lower = mapped.text.toLowerCase();
  if (lower.length !== mapped.text.length) return mapped;
  const isChinese = han.test(lower);
  const replacements: Replacement[] = [];
  let position = 0;
  while (position < lower.length) {
    const word = wordAt(lower, position, isChinese);
    if (word) replacements.push({ start: position, end: position + word.written.length, by: word.meant });
    position += word ? word.written.length : 1;
  }
  return replacePieces(mapped, replacements);
}

function wordAt(text: string, position: number, isChinese: boolean): TradeWord | undefined {
  const candidates = byFirstCharacter.get(text.charAt(position));
  return candidates?.find((word) => fits(word, text, position, isChinese));
}

function fits({ written, not }: TradeWord, text: string, position: number, isChinese: boolean): boolean {
  if (!text.startsWith(written, position)) return false;
  const before = text.charAt(position - 1);
  const after = text.charAt(position + written.length);
  if (after !== '' && not?.includes(after)) return false;
  if (wordCharacter.test(written.charAt(0)) && wordCharacter.test(before)) return false;
  if (wordCharacter.test(written.charAt(written.length - 1)) && wordCharacter.test(after)) return false;
  if (!shortAbbreviation.test(written)) return true;
  return isChinese && !partOfAddress.test(before) && !partOfAddress.test(after);
}

/** Longest wording first, so that "优惠卷" wins over "劵". */
function indexWords(words: readonly TradeWord[]): Map<string, TradeWord[]> {
  const index = new Map<string, TradeWord[]>();
  for (const word of [...words].sort((a, b) => b.written.length - a.written.length)) {
    const first = word.written.charAt(0);
    index.set(first, [...(index.get(first) ?? []), word]);
  }
  return index;
}

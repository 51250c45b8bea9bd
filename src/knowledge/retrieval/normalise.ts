import * as openCc from 'opencc-js';
import stopWords from './stop-words.json' with { type: 'json' };

const toSimplified = openCc.Converter({ from: 'twp', to: 'cn' });

/** Taiwan's characters of a Chinese word, for names that the shop wrote in simplified ones only. */
export const toTraditional: (text: string) => string = openCc.Converter({ from: 'cn', to: 'tw' });

/** Text as the search compares it: NFKC, lower case, simplified characters, one space between words, no punctuation. */
export function normaliseForSearch(text: string): string {
  const plain = simplify(text);
  if (nothingToRemove.test(plain)) return plain;
  return plain
    .replace(/[^\p{L}\p{N}'.\-+%&]+/gu, ' ')
    .replace(/(?<![\p{N}])[.\-+](?![\p{N}])|(?<=\s|^)[.\-']+|[.\-']+(?=\s|$)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Words of letters, Chinese characters and digits with one space in between: most names of goods. */
const nothingToRemove = /^(?:[a-z0-9\u4e00-\u9fff]+(?: |$))+(?<! )$/;

/** NFKC, lower case and simplified characters, with the punctuation that numbers and prices need. */
export function simplify(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('’', "'");
  return /[\u3400-\u9fff]/.test(plain) ? withoutDialect(simplified(plain)) : plain;
}

/** The converter takes a 么 that stands alone ("有么") for a traditional 幺. */
function simplified(text: string): string {
  const converted = toSimplified(text);
  return text.includes('么') && !text.includes('幺') ? converted.replaceAll('幺', '么') : converted;
}

/** Small words of the regions that a question is built of; the understanding knows more of them. */
function withoutDialect(text: string): string {
  return dialect.reduce((plain, [pattern, word]) => plain.replace(pattern, word), text);
}

const dialect: readonly (readonly [RegExp, string])[] = [
  [/有冇|有没得|有得没|有莫得/g, '有没有'],
  [/(?<!有)[没莫]得(?![到起上意罪出])|冇/g, '没有'],
  [/啷个|咋个/g, '怎么'],
  [/啥子|咩嘢|乜嘢/g, '什么'],
  [/边个/g, '哪个'],
  [/好多钱|几多钱|几钱/g, '多少钱'],
  [/㗎|咩$/g, '吗'],
  [/嘅/g, '的'],
  [/热和/g, '暖和'],
];

/** Without the words of courtesy around a question ("亲请问一下…", "hi, …"). */
export function withoutFillers(normalised: string): string {
  const bare = fillers
    .reduce((text, filler) => text.replaceAll(filler, ' '), ` ${normalised} `)
    .replace(/\s+/g, ' ')
    .trim();
  return bare === '' ? normalised : bare;
}

const isLatin = (word: string) => /^[a-z ]+$/.test(word);
const fillers = stopWords.fillers
  .toSorted((first, second) => second.length - first.length)
  .map((word) => (isLatin(word) ? ` ${word} ` : word));

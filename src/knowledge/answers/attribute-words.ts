import type { LocalizedText, Product } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import words from './attribute-words.json' with { type: 'json' };

/** An attribute that a text asks for; a family such as "shelf-life" covers shelf-life-months and shelf-life-days. */
export type AttributeKey = {
  key: string;
  matches(attributeKey: string): boolean;
  /** Does a normalised text speak of the attribute, with the same word that the question used. */
  isIn(normalised: string): boolean;
};

/** Attributes whose words the text holds, those with the longest word first. */
export function askedAttributes(normalised: string): readonly AttributeKey[] {
  const spaced = ` ${normalised} `;
  return vocabulary
    .map(({ key, words }) => ({ key, found: words.filter((word) => spaced.includes(word)) }))
    .filter(({ found }) => found.length > 0)
    .toSorted((first, second) => longest(second.found) - longest(first.found))
    .map(({ key, found }) => ({
      key,
      matches: (attributeKey) => attributeKey === key || attributeKey.startsWith(`${key}-`),
      isIn: (normalised) => found.some((word) => ` ${normalised} `.includes(word)),
    }));
}

/** The catalogue's own label of an attribute; undefined where no product states it and it has no common name. */
export function attributeLabel(wanted: AttributeKey, products: readonly Product[]): LocalizedText | undefined {
  for (const product of products) {
    const found = product.attributes.find((attribute) => wanted.matches(attribute.key));
    if (found !== undefined) return found.label;
  }
  return unstatedLabels[wanted.key];
}

const vocabulary = Object.entries(words).map(([key, list]) => ({
  key,
  words: list.map(normaliseForSearch).map((word) => (/^[a-z0-9' .-]+$/.test(word) ? ` ${word} ` : word)),
}));

function longest(words: readonly string[]): number {
  return Math.max(0, ...words.map(weightOf));
}

/** A Chinese character says about as much as three Latin letters. */
function weightOf(word: string): number {
  return /\p{Script=Han}/u.test(word) ? word.length * 3 : word.trim().length;
}

const unstatedLabels: Readonly<Record<string, LocalizedText>> = {
  brand: { 'zh-CN': '品牌', 'zh-TW': '品牌', en: 'brand' },
  'noise-cancelling': { 'zh-CN': '降噪', 'zh-TW': '降噪', en: 'noise cancelling' },
  'shelf-life': { 'zh-CN': '保质期', 'zh-TW': '保存期限', en: 'shelf life' },
};

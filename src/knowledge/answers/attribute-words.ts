import type { LocalizedText, Product, ProductAttribute } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import words from './attribute-words.json' with { type: 'json' };
import { patternOf } from './word-pattern.ts';

/** An attribute that a text asks for; a family such as "shelf-life" covers shelf-life-months and shelf-life-days. */
export type AttributeKey = {
  key: string;
  /** How much the text says about it: a Chinese character counts as much as three Latin letters. */
  weight: number;
  matches(attributeKey: string): boolean;
  /** Does a normalised text speak of the attribute, with the same word that the question used. */
  isIn(normalised: string): boolean;
};

/** Attributes whose words the text holds, those with the longest word first. */
export function askedAttributes(normalised: string): readonly AttributeKey[] {
  return byLength(spotsIn(normalised)).map((spot) => keyOf(spot));
}

/**
 * Attributes of the product that the text asks for, longest word first. A word inside a longer one of the same product does not
 * count ("多大声" asks for the noise, not for the size); the product's own name says nothing about its attributes.
 */
export function statedAttributes(normalised: string, product: Product): readonly ProductAttribute[] {
  const states = ({ key }: Spot) => product.attributes.some((one) => isOf(key, one.key));
  const spots = spotsIn(normalised).filter(states);
  // What the value itself speaks of counts wherever its word stands: 酒精 in "含酒精，酒精过敏者勿用".
  const isQuoted = ({ key, word }: Spot) =>
    product.attributes.some((one) => isOf(key, one.key) && one.value['zh-CN'].includes(word));
  const telling = spots.filter((spot) => isQuoted(spot) || !spots.some((other) => isInside(spot, other)));
  const keys = byLength(telling).map((spot) => spot.key);
  return [...new Set(keys)].flatMap((key) => product.attributes.filter((one) => isOf(key, one.key)));
}

/** Whether a word names an attribute by itself: 面料 asks for the material, wherever else it is mentioned. */
export function isAttributeWord(word: string): boolean {
  return plainWords.has(word);
}

/** The text without the words of one product's name, so that 保温杯 is not taken for a question about 保温. */
export function withoutNames(normalised: string, product: Product): string {
  const names = [product.name['zh-CN'], product.name['zh-TW'], product.name.en, ...product.nicknames]
    .map(normaliseForSearch)
    .filter((name) => name.length > 1)
    .toSorted((first, second) => second.length - first.length);
  return names.reduce((text, name) => text.replaceAll(name, ' '), normalised);
}

/** The catalogue's own label of an attribute; undefined where no product states it and it has no common name. */
export function attributeLabel(wanted: AttributeKey, products: readonly Product[]): LocalizedText | undefined {
  for (const product of products) {
    const found = product.attributes.find((attribute) => wanted.matches(attribute.key));
    if (found !== undefined) return found.label;
  }
  return unstatedLabels[wanted.key];
}

/** A place of a text that speaks of an attribute. */
type Spot = { key: string; word: string; start: number; end: number; pattern: RegExp; weight: number };

function spotsIn(normalised: string): readonly Spot[] {
  const spaced = ` ${normalised} `;
  return vocabulary.flatMap(({ key, patterns }) =>
    patterns.flatMap(({ pattern, weight, word }) => {
      const match = pattern.exec(spaced);
      return match === null
        ? []
        : [{ key, word, pattern, weight, start: match.index, end: match.index + match[0].trimEnd().length }];
    }),
  );
}

function isInside(spot: Spot, other: Spot): boolean {
  const isLonger = other.end - other.start > spot.end - spot.start;
  return other.key !== spot.key && isLonger && other.start <= spot.start && other.end >= spot.end;
}

/** The strongest spot of every key, the strongest key first. */
function byLength(spots: readonly Spot[]): readonly Spot[] {
  const sorted = spots.toSorted((first, second) => second.weight - first.weight);
  return sorted.filter((spot, at) => sorted.findIndex((other) => other.key === spot.key) === at);
}

function keyOf({ key, pattern, weight }: Spot): AttributeKey {
  return {
    key,
    weight,
    matches: (attributeKey) => isOf(key, attributeKey),
    isIn: (normalised) => pattern.test(` ${normalised} `),
  };
}

function isOf(key: string, attributeKey: string): boolean {
  return attributeKey === key || attributeKey.startsWith(`${key}-`);
}

const plainWords: ReadonlySet<string> = new Set(Object.values(words).flat());

const vocabulary = Object.entries(words).map(([key, list]) => ({
  key,
  patterns: list.map((word) => ({ word, pattern: patternOf(word), weight: weightOf(word) })),
}));

/** A Chinese character says about as much as three Latin letters. */
function weightOf(word: string): number {
  const plain = normaliseForSearch(word.replaceAll('*', ''));
  return /\p{Script=Han}/u.test(plain) ? plain.length * 3 : plain.trim().length;
}

const unstatedLabels: Readonly<Record<string, LocalizedText>> = {
  brand: { 'zh-CN': '品牌', 'zh-TW': '品牌', en: 'brand' },
  'home-service': { 'zh-CN': '上门服务', 'zh-TW': '到府服務', en: 'home service' },
  'noise-cancelling': { 'zh-CN': '降噪', 'zh-TW': '降噪', en: 'noise cancelling' },
  'shelf-life': { 'zh-CN': '保质期', 'zh-TW': '保存期限', en: 'shelf life' },
};

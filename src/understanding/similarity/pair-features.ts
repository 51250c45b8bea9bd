import { hashPair, hashUnits } from '../intent/hash.ts';
import type { TextFeatures } from '../intent/text-features.ts';
import { normalizeText } from '../normalize/normalize-text.ts';
import { wordsOf } from '../normalize/words.ts';
import { textMeaning } from '../word-vectors/text-meaning.ts';

/** A text read once, to be compared with many others. */
export type ReadText = {
  words: ReadonlySet<string>;
  wordList: readonly string[];
  characters: ReadonlySet<string>;
  numbers: string;
  question: string;
  isNegated: boolean;
  /** Length 1, or all zeros. */
  meaning: Float32Array;
};

const seeds = {
  common: 21,
  only: 22,
  exchanged: 23,
  scale: 24,
  crossed: 25,
  characterCommon: 26,
  characterOnly: 27,
  product: 28,
  difference: 29,
} as const;
const questionWords =
  /怎么(?:样|办)?|如何|为什么|为啥|什么时候|多久|几天|多少|哪里|哪个|哪些|什么|谁|是否|是不是|能不能|可不可以|可以|能|吗|\b(?:how long|how much|how many|how|why|when|where|which|what|who|can|do|is)\b/iu;
const negation = /不(?!是不)|没|无法|别|未|\b(?:not|no|never|can't|cannot|don't|doesn't|won't|isn't)\b/iu;
/** Pairs of words exchanged between two texts; more than this says only that the texts differ. */
const mostExchanged = 6;

/** Reads a text for comparing. */
export function readText(text: string): ReadText {
  const normalized = normalizeText(text).text.toLowerCase();
  const wordList = wordsOf(normalized).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const plain = normalized.replace(/[^\p{L}\p{N}]/gu, '');
  const characters = new Set<string>();
  for (let index = 0; index < plain.length; index++) {
    characters.add(plain.charAt(index));
    if (index > 0) characters.add(plain.slice(index - 1, index + 1));
  }
  return {
    words: new Set(wordList),
    wordList,
    characters,
    numbers: (normalized.match(/\d+/gu) ?? []).sort().join(' '),
    question: questionWords.exec(normalized)?.[0] ?? '',
    isNegated: negation.test(normalized),
    meaning: unit(textMeaning(wordList)),
  };
}

/** What two texts have in common and what tells them apart; the order of the two does not matter. */
export function pairFeatures(a: ReadText, b: ReadText): TextFeatures {
  const words = new Map<number, number>();
  const [onlyA, onlyB] = [without(a.words, b.words), without(b.words, a.words)];
  for (const word of a.words) if (b.words.has(word)) words.set(hashOf(word, seeds.common), 1);
  for (const word of [...onlyA, ...onlyB]) words.set(hashOf(word, seeds.only), 1);
  if (onlyA.length <= mostExchanged && onlyB.length <= mostExchanged)
    for (const one of onlyA) for (const other of onlyB) words.set(exchanged(one, other), 1);
  return [words, scaleFeatures(scalesOf(a, b)), characterFeatures(a, b), meaningFeatures(a, b)];
}

/** How alike two texts are in plain numbers, each 0 … 1. */
export function scalesOf(a: ReadText, b: ReadText): number[] {
  const shared = overlap(a.words, b.words);
  const characters = overlap(a.characters, b.characters);
  const dot = a.meaning.reduce((sum, value, index) => sum + value * (b.meaning[index] ?? 0), 0);
  const lengths = [a.wordList.length, b.wordList.length].sort((x, y) => x - y);
  return [
    ratio(2 * shared, a.words.size + b.words.size),
    ratio(shared, Math.min(a.words.size, b.words.size)),
    ratio(2 * characters, a.characters.size + b.characters.size),
    ratio(characters, Math.min(a.characters.size, b.characters.size)),
    Math.max(0, dot),
    ratio(lengths[0] ?? 0, lengths[1] ?? 1),
    a.numbers === b.numbers ? 1 : 0,
    a.question === b.question ? 1 : 0,
    a.isNegated === b.isNegated ? 1 : 0,
    ratio(orderedOverlap(a.wordList, b.wordList), Math.max(a.wordList.length, b.wordList.length)),
  ];
}

/** Each scale in ten steps, and the steps of two scales together. */
function scaleFeatures(scales: readonly number[]): Map<number, number> {
  const features = new Map<number, number>();
  const steps = scales.map((scale, place) => place * 16 + Math.min(9, Math.floor(scale * 10)));
  for (const [place, step] of steps.entries()) {
    features.set(hashPair(step, seeds.scale, seeds.scale), 1);
    for (const other of steps.slice(place + 1)) features.set(hashPair(step, other, seeds.crossed), 1);
  }
  return features;
}

function characterFeatures(a: ReadText, b: ReadText): Map<number, number> {
  const features = new Map<number, number>();
  for (const piece of a.characters)
    features.set(hashOf(piece, b.characters.has(piece) ? seeds.characterCommon : seeds.characterOnly), 1);
  for (const piece of b.characters) if (!a.characters.has(piece)) features.set(hashOf(piece, seeds.characterOnly), 1);
  return features;
}

function meaningFeatures(a: ReadText, b: ReadText): Map<number, number> {
  const features = new Map<number, number>();
  for (const [index, value] of a.meaning.entries()) {
    const other = b.meaning[index] ?? 0;
    features.set(hashPair(index, seeds.product, seeds.product), value * other * 4);
    features.set(hashPair(index, seeds.difference, seeds.difference), Math.abs(value - other));
  }
  return features;
}

function exchanged(one: string, other: string): number {
  const [first, second] = [hashOf(one, seeds.exchanged), hashOf(other, seeds.exchanged)].sort((x, y) => x - y);
  return hashPair(first ?? 0, second ?? 0, seeds.exchanged);
}

function without(words: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...words].filter((word) => !others.has(word));
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const one of a) if (b.has(one)) count += 1;
  return count;
}

/** Length of the longest common subsequence of words. */
function orderedOverlap(a: readonly string[], b: readonly string[]): number {
  let previous = new Uint16Array(b.length + 1);
  for (const word of a.slice(0, 100)) {
    const row = new Uint16Array(b.length + 1);
    for (const [place, other] of b.entries())
      row[place + 1] =
        word === other ? (previous[place] ?? 0) + 1 : Math.max(previous[place + 1] ?? 0, row[place] ?? 0);
    previous = row;
  }
  return previous[b.length] ?? 0;
}

function hashOf(word: string, seed: number): number {
  return hashUnits(word, 0, word.length, seed);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

import { hashPair, hashUnits } from '../intent/hash.ts';
import type { TextFeatures } from '../intent/text-features.ts';
import { normalizeText } from '../normalize/normalize-text.ts';
import { wordsOf } from '../normalize/words.ts';
import { textMeaning } from '../word-vectors/text-meaning.ts';
import { pieces, type ScaledText, scalesOf } from './scales.ts';

/** A text read once, to be compared with many others. */
export type ReadText = ScaledText & { characters: ReadonlySet<string> };

const seeds = {
  common: 21,
  only: 22,
  exchanged: 23,
  scale: 24,
  lack: 25,
  characterCommon: 26,
  characterOnly: 27,
} as const;
const questionWords =
  /怎么(?:样|办)?|如何|为什么|为啥|什么时候|多久|几天|多少|哪里|哪个|哪些|什么|谁|是否|是不是|能不能|可不可以|可以|能|吗|\b(?:how long|how much|how many|how|why|when|where|which|what|who|can|do|is)\b/iu;
const negation = /不(?!是不)|没|无法|别|未|\b(?:not|no|never|can't|cannot|don't|doesn't|won't|isn't)\b/iu;
const han = /^\p{Script=Han}/u;
/** Pairs of words exchanged between two texts; more than this says only that the texts differ. */
const mostExchanged = 6;

/** Reads a text for comparing. */
export function readText(text: string): ReadText {
  const normalized = normalizeText(text).text.toLowerCase();
  const wordList = wordsOf(normalized).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const units = wordList.flatMap((word) => (han.test(word) ? [...word] : [word]));
  return {
    words: new Set(wordList),
    wordList,
    units,
    characters: new Set([...pieces(units, 1), ...pieces(units, 2)]),
    numbers: (normalized.match(/\d+/gu) ?? []).sort().join(' '),
    question: questionWords.exec(normalized)?.[0] ?? '',
    isNegated: negation.test(normalized),
    meaning: unit(textMeaning(wordList)),
  };
}

/** What two texts have in common and what tells them apart; the order of the two does not matter. `scales` are those of the two. */
export function pairFeatures(a: ReadText, b: ReadText, scales: readonly number[] = scalesOf(a, b)): TextFeatures {
  const words = new Map<number, number>();
  const [onlyA, onlyB] = [without(a.words, b.words), without(b.words, a.words)];
  for (const word of a.words) if (b.words.has(word)) words.set(hashOf(word, seeds.common), 1);
  for (const word of [...onlyA, ...onlyB]) words.set(hashOf(word, seeds.only), 1);
  if (onlyA.length <= mostExchanged && onlyB.length <= mostExchanged)
    for (const one of onlyA) for (const other of onlyB) words.set(exchanged(one, other), 1);
  return [words, new Map(), characterFeatures(a, b), scaleFeatures(scales)];
}

/** Each scale and what it lacks to 1, so that their length as a vector says little. */
function scaleFeatures(scales: readonly number[]): Map<number, number> {
  const features = new Map<number, number>();
  for (const [place, scale] of scales.entries()) {
    features.set(hashPair(place, seeds.scale, seeds.scale), scale);
    features.set(hashPair(place, seeds.lack, seeds.lack), 1 - scale);
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

function exchanged(one: string, other: string): number {
  const [first, second] = [hashOf(one, seeds.exchanged), hashOf(other, seeds.exchanged)].sort((x, y) => x - y);
  return hashPair(first ?? 0, second ?? 0, seeds.exchanged);
}

function without(words: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...words].filter((word) => !others.has(word));
}

function hashOf(word: string, seed: number): number {
  return hashUnits(word, 0, word.length, seed);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? vector : vector.map((value) => value / length);
}

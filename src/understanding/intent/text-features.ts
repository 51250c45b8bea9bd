import { matchesOf } from '../normalize/matches-of.ts';
import { wordsOf } from '../normalize/words.ts';
import { textMeaning } from '../word-vectors/text-meaning.ts';
import { hashPair, hashUnits } from './hash.ts';

/** Groups of features that are weighted and brought to unit length each for itself. */
export const views = ['words', 'pairs', 'characters', 'meaning', 'embedding'] as const;

/** Views from this place on hold numbers that are taken as they are, not counts. */
export const firstMeaningView = 3;

/** Hashed features of one text per view: hash → how often it occurs (for meanings: how much). Hashes of different views never mean the same thing. */
export type TextFeatures = readonly Map<number, number>[];

/** Words considered on each side of a skip pair. */
const skipWindow = 5;
/** A long message contributes unordered pairs of its first different words only; their number grows with the square. */
const pairWords = 24;
const longestWord = 24;
const characterRun = /\S+/gu;
const withHan = /\p{Script=Han}/u;
const longNumber = /^\d{4,}$/;
const seeds = { word: 1, skip: 2, neighbours: 3, pair: 4, characters: 5, edge: 6, meaning: 9, embedding: 10 } as const;

/** Features of a normalised text: words and skip pairs, unordered word pairs, character n-grams, mean of the word vectors, and the vector of an embedder where there is one. */
export function textFeatures(normalized: string, embedding?: Float32Array): TextFeatures {
  const words = wordsOf(normalized);
  const hashes = words.map((word) => {
    const stem = stemOf(word);
    return hashUnits(stem, 0, stem.length, seeds.word);
  });
  const meanings = [directions(textMeaning(words), seeds.meaning)];
  if (embedding !== undefined) meanings.push(directions(embedding, seeds.embedding));
  return [wordView(hashes), pairView(hashes), characterView(normalized.toLowerCase()), ...meanings];
}

function wordView(hashes: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  const framed = [seeds.edge, ...hashes, seeds.edge + 1];
  for (const [index, first] of framed.entries()) {
    if (index > 0 && index < framed.length - 1) add(counts, first);
    const last = Math.min(framed.length, index + skipWindow + 1);
    for (let next = index + 1; next < last; next++)
      add(counts, hashPair(first, framed[next] ?? 0, next === index + 1 ? seeds.neighbours : seeds.skip));
  }
  return counts;
}

function pairView(hashes: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  const different = [...new Set(hashes)].slice(0, pairWords).sort((a, b) => a - b);
  for (const [index, first] of different.entries())
    for (let next = index + 1; next < different.length; next++)
      add(counts, hashPair(first, different[next] ?? 0, seeds.pair));
  return counts;
}

/** Sizes of character n-grams: a Chinese character says as much as a few letters. */
const chineseSizes = { shortest: 1, longest: 2 } as const;
const otherSizes = { shortest: 2, longest: 4 } as const;

/** Runs between spaces give n-grams; their edges count as a character. */
function characterView(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [run] of matchesOf(characterRun, text)) {
    if (longNumber.test(run)) continue;
    const framed = ` ${run.slice(0, 200)} `;
    const { shortest, longest } = withHan.test(run) ? chineseSizes : otherSizes;
    for (let start = 0; start < framed.length; start++)
      for (let length = shortest; length <= longest && start + length <= framed.length; length++)
        if (length > 1 || (start > 0 && start < framed.length - 1))
          add(counts, hashUnits(framed, start, start + length, seeds.characters));
  }
  return counts;
}

/** One feature per direction of a vector. */
function directions(vector: Float32Array, seed: number): Map<number, number> {
  const features = new Map<number, number>();
  vector.forEach((value, direction) => {
    if (value !== 0) features.set(hashPair(direction, seed, seed), value);
  });
  return features;
}

function add(counts: Map<number, number>, hash: number): void {
  counts.set(hash, (counts.get(hash) ?? 0) + 1);
}

const endings = ['ing', 'ed', 'es', 'ly', 's'] as const;

/** A light English stem; digits of long numbers do not matter, only how many they are. Other words stay as they are. */
function stemOf(word: string): string {
  if (longNumber.test(word)) return `#${Math.min(word.length, 20)}`;
  if (word.length > longestWord) return word.slice(0, longestWord);
  const ending = endings.find((candidate) => word.length - candidate.length >= 3 && word.endsWith(candidate));
  return ending ? word.slice(0, -ending.length) : word;
}

import { shippedVectors } from '../word-vectors/text-meaning.ts';
import type { WordVectors } from '../word-vectors/word-vectors-file.ts';
import { editDistance, longestCommon } from './sequences.ts';

/** What the scales read of a text. */
export type ScaledText = {
  words: ReadonlySet<string>;
  wordList: readonly string[];
  /** Chinese characters and words of other scripts, in order: what is compared by place. */
  units: readonly string[];
  numbers: string;
  question: string;
  isNegated: boolean;
  meaning: Float32Array;
};

/** Comparing by places costs the product of the lengths; what follows tells little. */
const mostUnits = 60;
const mostWords = 40;
/** Rarity of a word that the word vectors do not know: about that of a word met once in 3,000 texts. */
const unknownRarity = 8;

/** How alike two texts are in plain numbers, each 0 … 1: shared words, characters and meaning first. */
export function scalesOf(a: ScaledText, b: ScaledText): number[] {
  const [one, other] = [a.units.slice(0, mostUnits), b.units.slice(0, mostUnits)];
  const [shorter, longer] = [one.length, other.length].sort((x, y) => x - y);
  const common = longestCommon(one, other);
  return [
    ...overlaps(a.words, b.words, () => 1),
    ...overlaps(pieces(one, 2), pieces(other, 2), () => 1),
    Math.max(0, product(a.meaning, b.meaning)),
    ...overlaps(pieces(one, 1), pieces(other, 1), () => 1),
    ...overlaps(pieces(one, 3), pieces(other, 3), () => 1),
    ...overlaps(a.words, b.words, rarityOf),
    ...alignment(a, b),
    ratio(common, longer ?? 0),
    ratio(common, shorter ?? 0),
    1 - ratio(editDistance(one, other), longer ?? 0),
    ratio(shorter ?? 0, longer ?? 0),
    (shorter ?? 0) / mostUnits,
    (longer ?? 0) / mostUnits,
    a.numbers === b.numbers ? 1 : 0,
    a.question === b.question ? 1 : 0,
    a.isNegated === b.isNegated ? 1 : 0,
    joined(one.slice(0, 2)) === joined(other.slice(0, 2)) ? 1 : 0,
    joined(one.slice(-2)) === joined(other.slice(-2)) ? 1 : 0,
  ];
}

/** Weight in common, over both (Dice) and over the lighter of the two. */
function overlaps(a: ReadonlySet<string>, b: ReadonlySet<string>, weigh: (piece: string) => number): [number, number] {
  let shared = 0;
  let [inA, inB] = [0, 0];
  for (const piece of a) {
    const weight = weigh(piece);
    inA += weight;
    if (b.has(piece)) shared += weight;
  }
  for (const piece of b) inB += weigh(piece);
  return [ratio(2 * shared, inA + inB), ratio(shared, Math.min(inA, inB))];
}

/** Every run of `size` units. */
export function pieces(units: readonly string[], size: number): Set<string> {
  const found = new Set<string>();
  for (let start = 0; start + size <= units.length; start++) found.add(joined(units.slice(start, start + size)));
  return found;
}

/** Words keep a space between them, so that "an other" and "another" differ. */
function joined(units: readonly string[]): string {
  return units.map((unit) => (unit.length > 1 ? ` ${unit} ` : unit)).join('');
}

function rarityOf(word: string): number {
  const { positions, rarity } = shippedVectors();
  const position = positions.get(word);
  return position === undefined ? unknownRarity : (rarity[position] ?? unknownRarity);
}

/** Each word goes to its nearest of the other text, rare words counting more: the worse side, the better side, the heaviest word left over. */
function alignment(a: ScaledText, b: ScaledText): [number, number, number] {
  const one = aligned(a.wordList.slice(0, mostWords), b.wordList.slice(0, mostWords));
  const other = aligned(b.wordList.slice(0, mostWords), a.wordList.slice(0, mostWords));
  const left = Math.max(one.left, other.left) / 12;
  return [Math.min(one.mean, other.mean), Math.max(one.mean, other.mean), 1 - Math.min(1, left)];
}

function aligned(words: readonly string[], others: readonly string[]): { mean: number; left: number } {
  const vectors = shippedVectors();
  let [sum, total, left] = [0, 0, 0];
  for (const word of words) {
    const rarity = rarityOf(word);
    const nearest = others.reduce((most, other) => Math.max(most, likeness(vectors, word, other)), 0);
    sum += nearest * rarity;
    total += rarity;
    left = Math.max(left, (1 - nearest) * rarity);
  }
  return { mean: ratio(sum, total), left };
}

/** Cosine of two words' vectors, 1 for the same word. */
function likeness({ positions, vectors, dimensions }: WordVectors, word: string, other: string): number {
  if (word === other) return 1;
  const [first, second] = [positions.get(word), positions.get(other)];
  if (first === undefined || second === undefined) return 0;
  let [dot, one, two] = [0, 0, 0];
  for (let index = 0; index < dimensions; index++) {
    const x = vectors[first * dimensions + index] ?? 0;
    const y = vectors[second * dimensions + index] ?? 0;
    dot += x * y;
    one += x * x;
    two += y * y;
  }
  return Math.max(0, dot / (Math.sqrt(one * two) || 1));
}

function product(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

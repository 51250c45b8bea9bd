import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeWordVectors, type WordVectors } from './word-vectors-file.ts';

const han = /^\p{Script=Han}/u;

let shipped: WordVectors | undefined;

/** The word vectors that ship with Peakdesk, read at the first use; without the file no text has a meaning vector. */
export function shippedVectors(): WordVectors {
  shipped ??= readShipped() ?? {
    positions: new Map(),
    dimensions: 0,
    vectors: new Int8Array(),
    rarity: new Float32Array(),
  };
  return shipped;
}

/** Mean of the words' vectors, rare words counting more; zeros where no word is known. Not scaled to any length. */
export function textMeaning(words: readonly string[], vectors: WordVectors = shippedVectors()): Float32Array {
  const sum = new Float32Array(vectors.dimensions);
  for (const word of words) {
    const position = vectors.positions.get(word);
    if (position !== undefined) addWord(sum, vectors, position, 1);
    else if (word.length > 1 && han.test(word)) addCharacters(sum, vectors, word);
  }
  return sum;
}

/** A word that is not in the table is read by its characters, at half weight. */
function addCharacters(sum: Float32Array, vectors: WordVectors, word: string): void {
  for (const character of word) {
    const position = vectors.positions.get(character);
    if (position !== undefined) addWord(sum, vectors, position, 0.5 / word.length);
  }
}

function addWord(
  sum: Float32Array,
  { vectors, rarity, dimensions }: WordVectors,
  position: number,
  share: number,
): void {
  const weight = (share * (rarity[position] ?? 1)) / 127;
  const start = position * dimensions;
  for (let index = 0; index < dimensions; index++)
    sum[index] = (sum[index] ?? 0) + weight * (vectors[start + index] ?? 0);
}

/** Beside this file in the source tree, in the source tree seen from a bundle in `dist/`. */
function readShipped(): WordVectors | undefined {
  const places = ['./word-vectors.bin', '../src/understanding/word-vectors/word-vectors.bin'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const path = places.find((place) => existsSync(place));
  return path === undefined ? undefined : decodeWordVectors(readFileSync(path));
}

import { readShippedFile } from '../shipped-file.ts';
import { decodeWordVectors, type WordVectors } from './word-vectors-file.ts';

const han = /^\p{Script=Han}/u;

const noVectors: WordVectors = {
  positions: new Map(),
  dimensions: 0,
  vectors: new Int8Array(),
  rarity: new Float32Array(),
};

let shipped: WordVectors | undefined;

/** The word vectors that ship with Peakdesk, read at the first use; without the file no text has a meaning vector. */
export function shippedVectors(): WordVectors {
  if (!shipped) {
    const file = readShippedFile('word-vectors/word-vectors.bin');
    shipped = (file && decodeWordVectors(file)) ?? noVectors;
  }
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

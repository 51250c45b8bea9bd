import { firstMeaningView, type TextFeatures } from './text-features.ts';

/** Which features a model knows: position of each hash and its inverse document frequency. */
export type Vocabulary = {
  /** Hashes in ascending order; a feature's position here is its row in the model. */
  hashes: Uint32Array;
  inverseFrequency: Float32Array;
  /** Open-addressing table: slot → position + 1, 0 when free. */
  slots: Int32Array;
};

/** A text as a sparse vector over a vocabulary. */
export type SparseVector = {
  positions: Int32Array;
  values: Float32Array;
  /** Share of the text's weight that the vocabulary does not know, 0 … 1. */
  unknownShare: number;
};

/**
 * Weight of each view in the joined vector. An embedder's vectors of short texts mostly point one way; at this weight what tells them
 * apart counts about as much as each other view (chosen on held-out parts of banking77, hwu64 and smp2019zh).
 */
const viewWeights = [0.8, 0.6, 0.9, 0.9, 1.7] as const;

/** In how many texts each feature of a vocabulary occurs, by its position. */
export type Frequencies = Int32Array;

/** Learns the vocabulary of a collection; features seen in fewer than `leastTexts` texts are left out. */
export function learnVocabulary(
  texts: readonly TextFeatures[],
  leastTexts: number,
): { vocabulary: Vocabulary; frequencies: Frequencies } {
  const counts = new Map<number, number>();
  for (const text of texts)
    for (const view of text) for (const hash of view.keys()) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count >= leastTexts).sort(([a], [b]) => a - b);
  const inverse = known.map(([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1);
  return {
    vocabulary: openVocabulary(
      Uint32Array.from(known, ([hash]) => hash),
      Float32Array.from(inverse),
    ),
    frequencies: Int32Array.from(known, ([, count]) => count),
  };
}

/** Builds the look-up table over stored columns. */
export function openVocabulary(hashes: Uint32Array, inverseFrequency: Float32Array): Vocabulary {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, hashes.length * 2)));
  const slots = new Int32Array(size);
  for (const [position, hash] of hashes.entries()) {
    let slot = hash & (size - 1);
    while (slots[slot]) slot = (slot + 1) & (size - 1);
    slots[slot] = position + 1;
  }
  return { hashes, inverseFrequency, slots };
}

/** Position of a feature, or -1 when the vocabulary does not know it. */
export function positionOf({ hashes, slots }: Vocabulary, hash: number): number {
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (;;) {
    const entry = slots[slot] ?? 0;
    if (entry === 0) return -1;
    if (hashes[entry - 1] === hash) return entry - 1;
    slot = (slot + 1) & mask;
  }
}

/** Marks (1) the features of a vocabulary that belong to one view. */
export function featuresOfView(vocabulary: Vocabulary, texts: readonly TextFeatures[], view: number): Uint8Array {
  const marks = new Uint8Array(vocabulary.hashes.length);
  for (const text of texts)
    for (const hash of text[view]?.keys() ?? []) {
      const position = positionOf(vocabulary, hash);
      if (position >= 0) marks[position] = 1;
    }
  return marks;
}

/** TF-IDF with damped counts; every view has unit length before its weight, so long texts do not shout. */
export function toVector(vocabulary: Vocabulary, text: TextFeatures): SparseVector {
  return vectorOf(vocabulary, text);
}

/** A text of the collection as a reader would see it that learnt from all the others: what only this text has is unknown. */
export function toUnseenVector(
  vocabulary: Vocabulary,
  text: TextFeatures,
  { frequencies, leastTexts }: { frequencies: Frequencies; leastTexts: number },
): SparseVector {
  return vectorOf(vocabulary, text, (position) => (frequencies[position] ?? 0) > leastTexts);
}

function vectorOf(vocabulary: Vocabulary, text: TextFeatures, isKnown?: (position: number) => boolean): SparseVector {
  const positions: number[] = [];
  const values: number[] = [];
  let known = 0;
  let total = 0;
  text.forEach((counts, view) => {
    const isMeaning = view >= firstMeaningView;
    const from = values.length;
    let squares = 0;
    counts.forEach((count, hash) => {
      const position = positionOf(vocabulary, hash);
      if (!isMeaning) total += 1;
      if (position < 0 || isKnown?.(position) === false) return;
      if (!isMeaning) known += 1;
      const damped = isMeaning ? count : count === 1 ? 1 : 1 + Math.log(count);
      const value = damped * (vocabulary.inverseFrequency[position] ?? 1);
      positions.push(position);
      values.push(value);
      squares += value * value;
    });
    const scale = squares === 0 ? 0 : (viewWeights[view] ?? 1) / Math.sqrt(squares);
    for (let index = from; index < values.length; index++) values[index] = (values[index] ?? 0) * scale;
  });
  return {
    positions: new Int32Array(positions),
    values: new Float32Array(values),
    unknownShare: total === 0 ? 1 : 1 - known / total,
  };
}

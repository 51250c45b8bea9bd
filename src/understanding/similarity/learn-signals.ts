import type { QuestionVectors } from './embed-questions.ts';
import type { QuestionPair } from './evaluate-similarity.ts';
import { pairFeatures, type ReadText, readText } from './pair-features.ts';
import { networkStrength, trainPairNetwork } from './pair-network.ts';
import { questionSimilarity, sameLabel, similarityBy } from './question-similarity.ts';
import { scalesOf } from './scales.ts';
import { trainSimilarity } from './train-similarity.ts';

/** What speaks for two questions asking the same, in the words and in an embedder's vectors, and whether they do. */
export type Signal = { words: number; vectors: number; isSame: boolean };

/** How signals are read, and those of pairs that nothing was learnt from: what a mixture is fitted on. */
export type LearntSignals = { signalOf: (pair: QuestionPair) => Signal; known: readonly Signal[] };

/** From this many pairs on, both signals are learnt from them; fewer are only told how to mix what is there already. */
const manyPairs = 5_000;
/** Every so manieth pair is kept aside for the mixture. */
const asideEvery = 5;

/**
 * Signals for a collection of pairs. Of many pairs, a model of the words and a network over the vectors are learnt; with few, the
 * built-in similarity and the cosine have to do. `vectors` knows all questions of the pairs.
 */
export function learnSignals(pairs: readonly QuestionPair[], vectors: QuestionVectors): LearntSignals {
  if (pairs.length < manyPairs) {
    const signalOf = plainSignal(vectors);
    return { signalOf, known: pairs.map(signalOf) };
  }
  const aside = pairs.filter((_, index) => index % asideEvery === 0);
  const signalOf = learntSignal(
    pairs.filter((_, index) => index % asideEvery !== 0),
    vectors,
  );
  return { signalOf, known: aside.map(signalOf) };
}

function plainSignal(vectors: QuestionVectors): (pair: QuestionPair) => Signal {
  return ({ one, other, isSame }) => ({
    words: logOdds(questionSimilarity(one, other)),
    vectors: product(vectors.of(one), vectors.of(other)),
    isSame,
  });
}

function learntSignal(pairs: readonly QuestionPair[], vectors: QuestionVectors): (pair: QuestionPair) => Signal {
  const read = pairs.map(readPair);
  const model = trainSimilarity(
    read.map(({ features }, index) => ({ features, label: pairs[index]?.isSame ? sameLabel : 'different' })),
  );
  const toInput = inputOf(
    vectors,
    read.map(({ scales }) => scales),
  );
  const network = trainPairNetwork({
    width: toInput.width,
    isSame: pairs.map(({ isSame }) => isSame),
    fill: (row, into) => {
      const [pair, own] = [pairs[row], read[row]];
      if (pair && own) toInput.fill(pair, own.scales, into);
    },
  });
  const input = new Float32Array(toInput.width);
  return (pair) => {
    const { features, scales } = readPair(pair);
    toInput.fill(pair, scales, input);
    return {
      words: logOdds(similarityBy(model, features)),
      vectors: networkStrength(network, input),
      isSame: pair.isSame,
    };
  };
}

function readPair({ one, other }: QuestionPair) {
  const [first, second]: [ReadText, ReadText] = [readText(one), readText(other)];
  const scales = scalesOf(first, second);
  return { features: pairFeatures(first, second, scales), scales };
}

/** Brings the parts of a network's input to about the same size, whatever the number of directions. */
const sizes = { apart: 0.5, product: 1, sum: 0.25 } as const;

/** A network reads how far two vectors are apart, their product and their sum in each direction, and the scales of the words. */
function inputOf({ dimensions, of }: QuestionVectors, known: readonly (readonly number[])[]) {
  const usual = Array.from(known[0] ?? [], (_, place) => spreadOf(known.map((scales) => scales[place] ?? 0)));
  const size = Math.sqrt(dimensions);
  return {
    width: 3 * dimensions + usual.length,
    fill: ({ one, other }: QuestionPair, scales: readonly number[], into: Float32Array) => {
      const [first, second] = [of(one), of(other)];
      for (let place = 0; place < dimensions; place++) {
        const [a, b] = [first[place] ?? 0, second[place] ?? 0];
        into[place] = Math.abs(a - b) * size * sizes.apart;
        into[dimensions + place] = a * b * size * sizes.product;
        into[2 * dimensions + place] = (a + b) * size * sizes.sum;
      }
      for (const [place, { mean, spread }] of usual.entries())
        into[3 * dimensions + place] = ((scales[place] ?? 0) - mean) / spread;
    },
  };
}

/** Mean and standard deviation; a spread of 1 where all values are one. */
export function spreadOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, spread: Math.sqrt(square) || 1 };
}

function logOdds(chance: number): number {
  const kept = Math.min(0.999, Math.max(0.001, chance));
  return Math.log(kept / (1 - kept));
}

function product(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
}

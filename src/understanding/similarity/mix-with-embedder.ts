import type { EmbedTexts } from '../intent/embed-examples.ts';
import { embedQuestions } from './embed-questions.ts';
import { figuresOf, type PairFigures, type QuestionPair, type SimilarityEvaluation } from './evaluate-similarity.ts';
import { learnSignals, type Signal, spreadOf } from './learn-signals.ts';

/** Figures of the mixture, with those of its parts alone. */
export type MixedEvaluation = SimilarityEvaluation &
  PairFigures & { builtInAccuracy: number; embedderAccuracy: number };

/** Weights of what the words say and of what the vectors say, and a constant. */
export type SimilarityMix = readonly [words: number, vectors: number, constant: number];

/**
 * The similarity by words mixed with an embedder's, learnt on `train` and measured on `test`: a logistic regression of both. What an
 * embedder calls near is different for each, so that a mixture has to be fitted. Pairs count as the same where that is likelier than
 * not, if half of all pairs were: a few same pairs among many others in `train` do not make it reluctant.
 */
export async function evaluateWithEmbedder(
  train: readonly QuestionPair[],
  test: readonly QuestionPair[],
  embed: EmbedTexts,
): Promise<MixedEvaluation> {
  const vectors = await embedQuestions(train, embed);
  const { signalOf, known } = learnSignals(train, vectors);
  const startedAt = performance.now();
  await vectors.read(test);
  const asked = test.map(signalOf);
  const seconds = (performance.now() - startedAt) / 1_000;
  const measure = (usable: (signal: Signal) => Signal) => {
    const mix = fitMix(known.map(usable));
    return figuresOf(asked.map((signal) => ({ isSame: signal.isSame, found: strength(mix, usable(signal)) > 0 })));
  };
  return {
    ...measure((signal) => signal),
    threshold: 0.5,
    pairsPerSecond: Math.round(test.length / Math.max(seconds, 1e-9)),
    builtInAccuracy: measure((signal) => ({ ...signal, vectors: 0 })).accuracy,
    embedderAccuracy: measure((signal) => ({ ...signal, words: 0 })).accuracy,
  };
}

const rounds = 400;
const rate = 0.5;
const restraint = 1e-4;

/** Fits the weights by gradient descent on scaled signals, both kinds of pairs counting the same together; the same signals give the same weights. */
export function fitMix(signals: readonly Signal[]): SimilarityMix {
  const scales = [spreadOf(signals.map((one) => one.words)), spreadOf(signals.map((one) => one.vectors))] as const;
  const same = signals.filter(({ isSame }) => isSame).length;
  const shares = { same: 0.5 / Math.max(1, same), other: 0.5 / Math.max(1, signals.length - same) };
  let [first, second, constant] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    let [ofFirst, ofSecond, ofConstant] = [0, 0, 0];
    for (const { words, vectors, isSame } of signals) {
      const [one, other] = [(words - scales[0].mean) / scales[0].spread, (vectors - scales[1].mean) / scales[1].spread];
      const chance = 1 / (1 + Math.exp(-(first * one + second * other + constant)));
      const error = isSame ? (chance - 1) * shares.same : chance * shares.other;
      ofFirst += error * one;
      ofSecond += error * other;
      ofConstant += error;
    }
    first -= rate * ofFirst + restraint * first;
    second -= rate * ofSecond + restraint * second;
    constant -= rate * ofConstant;
  }
  const [words, vectors] = [first / scales[0].spread, second / scales[1].spread];
  return [words, vectors, constant - words * scales[0].mean - vectors * scales[1].mean];
}

function strength([words, vectors, constant]: SimilarityMix, signal: Signal): number {
  return words * signal.words + vectors * signal.vectors + constant;
}

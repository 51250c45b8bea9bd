import type { QuestionPair, SimilarityEvaluation } from './evaluate-similarity.ts';
import { questionSimilarity } from './question-similarity.ts';

/** Vectors of texts, as any embedder gives them. */
type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** Figures of the mixture, with those of its parts alone at their best threshold on the training pairs. */
export type MixedEvaluation = SimilarityEvaluation & { builtInAccuracy: number; embedderAccuracy: number };

/** Weights of the built-in similarity (as log-odds), of the vectors' cosine, and a constant. */
export type SimilarityMix = readonly [builtIn: number, cosine: number, constant: number];

/**
 * The built-in similarity mixed with an embedder's, fitted on `train` and measured on `test`: a logistic regression of both. What an
 * embedder calls near is different for each, so that a mixture has to be fitted; two thousand pairs are plenty.
 */
export async function evaluateWithEmbedder(
  train: readonly QuestionPair[],
  test: readonly QuestionPair[],
  embed: EmbedTexts,
): Promise<MixedEvaluation> {
  const known = await signalsOf(spaced(train, mostTrained), embed);
  const startedAt = performance.now();
  const asked = await signalsOf(test, embed);
  const seconds = (performance.now() - startedAt) / 1_000;
  const measure = (usable: (signal: Signal) => Signal) => {
    const mix = fitMix(known.map(usable));
    return figuresOf(asked.map((signal) => ({ isSame: signal.isSame, found: strength(mix, usable(signal)) > 0 })));
  };
  return {
    ...measure((signal) => signal),
    threshold: 0.5,
    pairsPerSecond: Math.round(test.length / Math.max(seconds, 1e-9)),
    builtInAccuracy: measure((signal) => ({ ...signal, cosine: 0 })).accuracy,
    embedderAccuracy: measure((signal) => ({ ...signal, builtIn: 0 })).accuracy,
  };
}

/** What speaks for two questions asking the same, and whether they do. */
export type Signal = { builtIn: number; cosine: number; isSame: boolean };

const mostTrained = 4_000;
const textsAtOnce = 64;
const rounds = 400;
const rate = 0.5;
const restraint = 1e-4;

/** Fits the weights by gradient descent on scaled signals; the same signals give the same weights. */
export function fitMix(signals: readonly Signal[]): SimilarityMix {
  const scales = [scaleOf(signals.map((one) => one.builtIn)), scaleOf(signals.map((one) => one.cosine))] as const;
  let [first, second, constant] = [0, 0, 0];
  for (let round = 0; round < rounds; round += 1) {
    let [ofFirst, ofSecond, ofConstant] = [0, 0, 0];
    for (const { builtIn, cosine, isSame } of signals) {
      const [one, other] = [
        (builtIn - scales[0].mean) / scales[0].spread,
        (cosine - scales[1].mean) / scales[1].spread,
      ];
      const error = 1 / (1 + Math.exp(-(first * one + second * other + constant))) - (isSame ? 1 : 0);
      ofFirst += error * one;
      ofSecond += error * other;
      ofConstant += error;
    }
    const step = rate / Math.max(1, signals.length);
    first -= step * ofFirst + restraint * first;
    second -= step * ofSecond + restraint * second;
    constant -= step * ofConstant;
  }
  const [builtIn, cosine] = [first / scales[0].spread, second / scales[1].spread];
  return [builtIn, cosine, constant - builtIn * scales[0].mean - cosine * scales[1].mean];
}

function strength([builtIn, cosine, constant]: SimilarityMix, signal: Signal): number {
  return builtIn * signal.builtIn + cosine * signal.cosine + constant;
}

async function signalsOf(pairs: readonly QuestionPair[], embed: EmbedTexts): Promise<readonly Signal[]> {
  const texts = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
  const vectors = new Map<string, Float32Array>();
  for (let first = 0; first < texts.length; first += textsAtOnce) {
    const some = texts.slice(first, first + textsAtOnce);
    const got = await embed(some);
    some.forEach((text, index) => {
      const vector = got[index];
      if (vector !== undefined) vectors.set(text, vector);
    });
  }
  return pairs.map(({ one, other, isSame }) => ({
    builtIn: logOdds(questionSimilarity(one, other)),
    cosine: cosineOf(vectors.get(one), vectors.get(other)),
    isSame,
  }));
}

function logOdds(chance: number): number {
  const kept = Math.min(0.999, Math.max(0.001, chance));
  return Math.log(kept / (1 - kept));
}

function cosineOf(one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (one === undefined || other === undefined) return 0;
  let [both, first, second] = [0, 0, 0];
  for (let at = 0; at < one.length; at += 1) {
    const [here, there] = [one[at] ?? 0, other[at] ?? 0];
    both += here * there;
    first += here * here;
    second += there * there;
  }
  return first === 0 || second === 0 ? 0 : both / Math.sqrt(first * second);
}

function scaleOf(values: readonly number[]): { mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, spread: Math.sqrt(square) || 1 };
}

/** Every so manieth pair, so that no more than `most` are read. */
function spaced(pairs: readonly QuestionPair[], most: number): readonly QuestionPair[] {
  const step = Math.max(1, Math.ceil(pairs.length / most));
  return pairs.filter((_pair, index) => index % step === 0);
}

function figuresOf(judged: readonly { isSame: boolean; found: boolean }[]): { accuracy: number; f1: number } {
  const right = judged.filter(({ isSame, found }) => isSame === found).length;
  const rightSame = judged.filter(({ isSame, found }) => isSame && found).length;
  const bothCounts = judged.filter((one) => one.isSame).length + judged.filter((one) => one.found).length;
  return {
    accuracy: judged.length === 0 ? 0 : right / judged.length,
    f1: bothCounts === 0 ? 0 : (2 * rightSame) / bothCounts,
  };
}

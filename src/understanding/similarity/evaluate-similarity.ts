import { questionSimilarity, sameQuestionThreshold } from './question-similarity.ts';

/** Two questions and whether they ask the same. */
export type QuestionPair = { one: string; other: string; isSame: boolean };

/**
 * How often pairs were told right: of all, as it would be if half of them asked the same (`balancedAccuracy`), and F1 of those that ask
 * the same.
 */
export type PairFigures = { accuracy: number; balancedAccuracy: number; f1: number };

/** Figures as `peakdesk similar evaluate` prints them. */
export type SimilarityEvaluation = Pick<PairFigures, 'accuracy' | 'f1'> & { threshold: number; pairsPerSecond: number };

/** Compares the built-in similarity at its built-in threshold with the truth. */
export function evaluateSimilarity(pairs: readonly QuestionPair[]): SimilarityEvaluation {
  const startedAt = performance.now();
  const judged = pairs.map(({ one, other, isSame }) => ({
    isSame,
    found: questionSimilarity(one, other) >= sameQuestionThreshold,
  }));
  const seconds = (performance.now() - startedAt) / 1000;
  const { accuracy, f1 } = figuresOf(judged);
  return {
    accuracy,
    f1,
    threshold: sameQuestionThreshold,
    pairsPerSecond: seconds === 0 ? 0 : Math.round(pairs.length / seconds),
  };
}

/** Compares what was found with the truth. */
export function figuresOf(judged: readonly { isSame: boolean; found: boolean }[]): PairFigures {
  const count = (isSame: boolean, found: boolean) =>
    judged.filter((one) => one.isSame === isSame && one.found === found).length;
  const [hits, missed, alarms, quiet] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  return {
    accuracy: share(hits + quiet, judged.length),
    balancedAccuracy: (share(hits, hits + missed) + share(quiet, quiet + alarms)) / 2,
    f1: share(2 * hits, 2 * hits + missed + alarms),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

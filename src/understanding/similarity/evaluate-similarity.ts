import { questionSimilarity, sameQuestionThreshold } from './question-similarity.ts';

/** Two questions and whether they ask the same. */
export type QuestionPair = { one: string; other: string; isSame: boolean };

/** Figures as `peakdesk similar evaluate` prints them; `f1` is that of the pairs that ask the same. */
export type SimilarityEvaluation = { accuracy: number; f1: number; threshold: number; pairsPerSecond: number };

/** Compares the built-in similarity at its built-in threshold with the truth. */
export function evaluateSimilarity(pairs: readonly QuestionPair[]): SimilarityEvaluation {
  const startedAt = performance.now();
  const found = pairs.map(({ one, other }) => questionSimilarity(one, other) >= sameQuestionThreshold);
  const seconds = (performance.now() - startedAt) / 1000;
  const right = pairs.filter(({ isSame }, index) => isSame === found[index]).length;
  const rightSame = pairs.filter(({ isSame }, index) => isSame && found[index]).length;
  const bothCounts = pairs.filter(({ isSame }) => isSame).length + found.filter(Boolean).length;
  return {
    accuracy: pairs.length === 0 ? 0 : right / pairs.length,
    f1: bothCounts === 0 ? 0 : (2 * rightSame) / bothCounts,
    threshold: sameQuestionThreshold,
    pairsPerSecond: seconds === 0 ? 0 : Math.round(pairs.length / seconds),
  };
}

import { type AspectOpinion, analyzeReview, type ReviewAnalysis, type Sentiment } from './analyze-review.ts';
import type { ReviewAspect } from './review-words.ts';

/** Counts over many reviews, for the summary line. */
export type ReviewSummary = {
  reviews: number;
  sentiments: Readonly<Record<Sentiment, number>>;
  meanScore: number;
  /** Aspects spoken of, the most frequent first. */
  aspects: readonly { aspect: ReviewAspect; positive: number; negative: number; neutral: number }[];
};

/** Reads many reviews and sums them up. */
export function analyzeReviews(texts: readonly string[]): {
  analyses: readonly ReviewAnalysis[];
  summary: ReviewSummary;
} {
  const analyses = texts.map(analyzeReview);
  return { analyses, summary: summarizeReviews(analyses) };
}

/** Sums up what was read. */
export function summarizeReviews(analyses: readonly ReviewAnalysis[]): ReviewSummary {
  const opinions = analyses.flatMap(({ aspects }) => aspects);
  const aspects = [...new Set(opinions.map(({ aspect }) => aspect))].map((aspect) => {
    const own = opinions.filter((opinion) => opinion.aspect === aspect);
    return { aspect, ...countSentiments(own) };
  });
  const sum = analyses.reduce((total, { score }) => total + score, 0);
  return {
    reviews: analyses.length,
    sentiments: countSentiments(analyses),
    meanScore: analyses.length === 0 ? 0 : Math.round((sum / analyses.length) * 1000) / 1000,
    aspects: aspects.sort((a, b) => b.positive + b.negative + b.neutral - (a.positive + a.negative + a.neutral)),
  };
}

function countSentiments(rows: readonly (AspectOpinion | ReviewAnalysis)[]): Record<Sentiment, number> {
  const count = (sentiment: Sentiment) => rows.filter((row) => row.sentiment === sentiment).length;
  return { positive: count('positive'), negative: count('negative'), neutral: count('neutral') };
}

import type { IntentModel } from '../intent/intent-model.ts';
import { decodeModel } from '../intent/model-file.ts';
import { predictNormalized } from '../intent/predict-intents.ts';
import { normalizeText } from '../normalize/normalize-text.ts';
import { readShippedFile } from '../shipped-file.ts';
import { aspectWords, blame, negation, praise, type ReviewAspect, reviewAspects } from './review-words.ts';

export type Sentiment = 'positive' | 'negative' | 'neutral';

/** An aspect that a review speaks of, how, and in which words of it. */
export type AspectOpinion = { aspect: ReviewAspect; sentiment: Sentiment; text: string };

/** What a review says as a whole (−1 … 1) and of single aspects; the object that `peakdesk reviews analyze` prints. */
export type ReviewAnalysis = { sentiment: Sentiment; score: number; aspects: readonly AspectOpinion[] };

/** Labels of the trained model. */
export const positiveLabel = 'positive';
export const negativeLabel = 'negative';

const neutralBelow = 0.12;
const neutralClauseBelow = 0.2;
const clauseEnds = /[,。!?;、\n~…]+|\.(?=\s|$)|(?:但是|但|不过|就是|可是|只是)|\b(?:but|however|although|though)\b/giu;
const aspectPatterns = reviewAspects.map((aspect) => ({ aspect, pattern: new RegExp(aspectWords[aspect], 'iu') }));
const praisePattern = new RegExp(praise, 'giu');
const blamePattern = new RegExp(blame, 'giu');
const negationPattern = new RegExp(negation, 'iu');
const han = /\p{Script=Han}/u;

let shipped: IntentModel | null | undefined;

/** Reads a shop review: feeling of the whole, and of each aspect that is spoken of. */
export function analyzeReview(text: string): ReviewAnalysis {
  const normalized = normalizeText(text);
  const score = scoreOf(normalized.text);
  const opinions = new Map<ReviewAspect, AspectOpinion & { strength: number }>();
  for (const clause of normalized.text.split(clauseEnds).map((piece) => piece?.trim() ?? ''))
    for (const opinion of opinionsIn(clause)) {
      const known = opinions.get(opinion.aspect);
      if (!known || opinion.strength > known.strength) opinions.set(opinion.aspect, opinion);
    }
  return {
    sentiment: sentimentOf(score, neutralBelow),
    score: Math.round(score * 1000) / 1000,
    aspects: [...opinions.values()].map(({ aspect, sentiment, text: words }) => ({ aspect, sentiment, text: words })),
  };
}

/** Chinese is read by the trained model, other languages by words of praise and blame. */
function scoreOf(normalized: string): number {
  const model = han.test(normalized) ? shippedModel() : null;
  if (!model) return wordScore(normalized);
  const positive =
    predictNormalized(model, normalized).find(({ intent }) => intent === positiveLabel)?.confidence ?? 0.5;
  return 2 * positive - 1;
}

function opinionsIn(clause: string): (AspectOpinion & { strength: number })[] {
  const found = aspectPatterns.filter(({ pattern }) => pattern.test(clause));
  if (found.length === 0) return [];
  const words = wordScore(clause);
  const score = words === 0 ? scoreOf(clause) * 0.6 : (words * 2 + scoreOf(clause)) / 3;
  return found.map(({ aspect }) => ({
    aspect,
    sentiment: sentimentOf(score, neutralClauseBelow),
    text: clause,
    strength: Math.abs(score),
  }));
}

/** Praise against blame, −1 … 1; a negation right before a word turns it. */
function wordScore(text: string): number {
  let sum = 0;
  let count = 0;
  for (const [pattern, sign] of [
    [praisePattern, 1],
    [blamePattern, -1],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      sum += negationPattern.test(text.slice(Math.max(0, match.index - 12), match.index)) ? -sign : sign;
      count += 1;
    }
  return count === 0 ? 0 : sum / count;
}

function sentimentOf(score: number, neutral: number): Sentiment {
  if (Math.abs(score) < neutral) return 'neutral';
  return score > 0 ? 'positive' : 'negative';
}

function shippedModel(): IntentModel | null {
  if (shipped === undefined) {
    const file = readShippedFile('reviews/reviews.bin');
    const decoded = file && decodeModel(file);
    shipped = decoded?.ok ? decoded.model : null;
  }
  return shipped;
}

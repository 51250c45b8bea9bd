export { createUnderstander, type UnderstanderParts } from './create-understander.ts';
export { defaultRiskWords, type RiskWords } from './emotion/risk-words.ts';
export { type Division, readDivision } from './entities/read-division.ts';
export { compareLabels } from './intent/compare-labels.ts';
export { type CrossValidation, crossValidate } from './intent/cross-validate.ts';
export { type EmbedTexts, embedExamples, type Labelled } from './intent/embed-examples.ts';
export { evaluateIntentEngine, type IntentEvaluation, trainPredictor } from './intent/evaluate-intent-engine.ts';
export type { EmbeddedReading, IntentModel } from './intent/intent-model.ts';
export { type DecodedModel, decodeModel, encodeModel } from './intent/model-file.ts';
export { predictIntents } from './intent/predict-intents.ts';
export { type Example, type TrainingOptions, trainModel } from './intent/train-model.ts';
export { type DetectedLanguage, detectLanguage } from './language.ts';
export { type NormalizedText, normalizeText } from './normalize/normalize-text.ts';
export { toSimplified } from './normalize/simplified.ts';
export { segment, wordsOf } from './normalize/words.ts';
export { learnOwnIntents, type OwnIntentReader, type TaughtIntent } from './own-intents/own-intents.ts';
export {
  embeddedIntentsFolder,
  type IntentsByEmbedder,
  openIntentsByEmbedder,
  trainIntentsByEmbedder,
} from './pack/intents-by-embedder.ts';
export { loadPack, outOfScopeIntent, type Pack, type PackCard, type PackPlaces, trainPack } from './pack/load-pack.ts';
export {
  type EmotionEvaluation,
  evaluatePack,
  evaluationFolder,
  type PackEvaluation,
  readEvaluation,
} from './pack-evaluation/evaluate-pack.ts';
export { type AspectOpinion, analyzeReview, type ReviewAnalysis, type Sentiment } from './reviews/analyze-review.ts';
export { analyzeReviews, type ReviewSummary, summarizeReviews } from './reviews/analyze-reviews.ts';
export { type ReviewAspect, reviewAspects } from './reviews/review-words.ts';
export { evaluateSimilarity, type QuestionPair, type SimilarityEvaluation } from './similarity/evaluate-similarity.ts';
export { evaluateWithEmbedder, type MixedEvaluation } from './similarity/mix-with-embedder.ts';
export { type ReadText, readText } from './similarity/pair-features.ts';
export { questionSimilarity, sameQuestionThreshold, similarityOfRead } from './similarity/question-similarity.ts';
export * from './types.ts';

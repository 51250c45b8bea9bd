import type { IntentModel } from '../intent/intent-model.ts';
import { type PreparedExample, trainOnFeatures } from '../intent/train-model.ts';

/** Trains a similarity model on pairs of questions, labelled `sameLabel` or otherwise; ten thousand pairs take a few seconds. */
export function trainSimilarity(examples: readonly PreparedExample[], dataHash = ''): IntentModel {
  return trainOnFeatures(examples, { leastTexts: 3, mostFeatures: 60_000, errorPrice: 0.2, dataHash });
}

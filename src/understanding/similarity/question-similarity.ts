import type { IntentModel } from '../intent/intent-model.ts';
import { decodeModel } from '../intent/model-file.ts';
import { predictFeatures } from '../intent/predict-intents.ts';
import type { TextFeatures } from '../intent/text-features.ts';
import { readShippedFile } from '../shipped-file.ts';
import { pairFeatures, type ReadText, readText } from './pair-features.ts';
import { scalesOf } from './scales.ts';

/** From this likelihood on two questions count as the same; chosen on pairs that were held out (see similarity.md). */
export const sameQuestionThreshold = 0.22;

/** Label of pairs that ask the same. */
export const sameLabel = 'same';

let shipped: IntentModel | null | undefined;

/** How likely two questions ask the same, 0 … 1; the order does not matter. */
export function questionSimilarity(one: string, other: string): number {
  return similarityOfRead(readText(one), readText(other));
}

/** The same for texts that are compared often and read once. */
export function similarityOfRead(one: ReadText, other: ReadText): number {
  const model = shippedModel();
  return model ? similarityBy(model, pairFeatures(one, other)) : plainSimilarity(one, other);
}

/** How likely a pair with these features asks the same by a model of one's own, 0 … 1. */
export function similarityBy(model: IntentModel, features: TextFeatures): number {
  return predictFeatures(model, features).find(({ intent }) => intent === sameLabel)?.confidence ?? 0;
}

function shippedModel(): IntentModel | null {
  if (shipped === undefined) {
    const file = readShippedFile('similarity/similarity.bin');
    const decoded = file && decodeModel(file);
    shipped = decoded?.ok ? decoded.model : null;
  }
  return shipped;
}

/** Without the trained file: mean of shared words, shared characters and meaning. */
function plainSimilarity(one: ReadText, other: ReadText): number {
  const [words = 0, , characters = 0, , meaning = 0] = scalesOf(one, other);
  return ((words + characters + meaning) / 3) * 0.6;
}

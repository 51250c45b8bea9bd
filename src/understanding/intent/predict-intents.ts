import { normalizeText } from '../normalize/normalize-text.ts';
import type { IntentScore } from '../types.ts';
import type { IntentModel } from './intent-model.ts';
import { type TextFeatures, textFeatures } from './text-features.ts';
import { type SparseVector, toVector } from './vocabulary.ts';

/**
 * Labels of a text with their share of confidence, most probable first; all shares together are 1. A model that was trained with an
 * embedder wants that embedder's vector of the text.
 */
export function predictIntents(model: IntentModel, text: string, embedding?: Float32Array): IntentScore[] {
  return predictNormalized(model, normalizeText(text).text, embedding);
}

/** The same for a text that is normalised already. */
export function predictNormalized(model: IntentModel, normalized: string, embedding?: Float32Array): IntentScore[] {
  return predictFeatures(model, textFeatures(normalized, embedding));
}

/** The same for features that were read in another way (pairs of texts). */
export function predictFeatures(model: IntentModel, features: TextFeatures): IntentScore[] {
  return confidences(model, marginsOf(model, toVector(model.vocabulary, features)));
}

/** Distance of a text from each label's plane, in the order of the labels; out of scope included where the model knows it. */
export function marginsOf(model: IntentModel, vector: SparseVector): Float32Array {
  const { labels, rows, weights, scales, biases, outOfScope } = model;
  const count = labels.length;
  const sums = new Float32Array(count);
  for (let index = 0; index < vector.positions.length; index++) {
    const position = vector.positions[index] ?? 0;
    if (position >= rows) continue;
    const value = vector.values[index] ?? 0;
    const row = position * count;
    for (let label = 0; label < count; label++) sums[label] = (sums[label] ?? 0) + (weights[row + label] ?? 0) * value;
  }
  for (let label = 0; label < count; label++) {
    const isOutside = outOfScope !== undefined && labels[label] === outOfScope.label;
    const moved = isOutside ? vector.unknownShare + outOfScope.shift : 0;
    sums[label] = (sums[label] ?? 0) * (scales[label] ?? 1) + (biases[label] ?? 0) + moved;
  }
  return sums;
}

function confidences({ labels, temperature }: IntentModel, margins: Float32Array): IntentScore[] {
  const shares = shareOut(margins, temperature);
  return labels
    .map((intent, label) => ({ intent, confidence: shares[label] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence);
}

/** Softmax of margins at a temperature. */
export function shareOut(margins: ArrayLike<number>, temperature: number): Float64Array {
  const count = margins.length;
  let most = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < count; label++) most = Math.max(most, margins[label] ?? 0);
  const shares = new Float64Array(count);
  let sum = 0;
  for (let label = 0; label < count; label++) {
    const share = Math.exp(((margins[label] ?? 0) - most) / temperature);
    shares[label] = share;
    sum += share;
  }
  for (let label = 0; label < count; label++) shares[label] = (shares[label] ?? 0) / sum;
  return shares;
}

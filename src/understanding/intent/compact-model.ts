import type { IntentModel } from './intent-model.ts';
import type { Separators } from './train-separators.ts';
import { openVocabulary, type Vocabulary } from './vocabulary.ts';

type Compact = Pick<IntentModel, 'vocabulary' | 'rows' | 'weights' | 'scales' | 'biases'>;

/** Weights kept in a model; the features that matter least lose theirs first. */
const mostWeights = 4_000_000;

/** Brings trained planes into the stored form: the features that matter most, eight bits a weight. */
export function compactModel(
  vocabulary: Vocabulary,
  separators: Separators,
  labelCount: number,
  mostFeatures = Number.POSITIVE_INFINITY,
): Compact {
  const features = vocabulary.hashes.length;
  const importance = new Float64Array(features);
  for (let index = 0; index < separators.weights.length; index++) {
    const weight = separators.weights[index] ?? 0;
    const feature = index % features;
    importance[feature] = (importance[feature] ?? 0) + weight * weight;
  }
  const order = Array.from(importance.keys())
    .sort((a, b) => (importance[b] ?? 0) - (importance[a] ?? 0))
    .slice(0, mostFeatures);
  const rows = Math.min(order.length, Math.floor(mostWeights / Math.max(1, labelCount)));
  return {
    vocabulary: openVocabulary(
      Uint32Array.from(order, (feature) => vocabulary.hashes[feature] ?? 0),
      Float32Array.from(order, (feature) => vocabulary.inverseFrequency[feature] ?? 1),
    ),
    rows,
    ...quantize(separators, order.slice(0, rows), labelCount, features),
    biases: separators.biases,
  };
}

function quantize({ weights }: Separators, order: readonly number[], labelCount: number, features: number) {
  const quantized = new Int8Array(order.length * labelCount);
  const scales = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label++) {
    const plane = weights.subarray(label * features, (label + 1) * features);
    const most = plane.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
    const scale = most / 127 || 1;
    scales[label] = scale;
    for (const [row, feature] of order.entries())
      quantized[row * labelCount + label] = Math.round((plane[feature] ?? 0) / scale);
  }
  return { weights: quantized, scales };
}

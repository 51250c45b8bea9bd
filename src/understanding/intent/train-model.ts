import { normalizeText } from '../normalize/normalize-text.ts';
import { calibrate } from './calibrate.ts';
import { compactModel } from './compact-model.ts';
import { type IntentModel, modelVersion } from './intent-model.ts';
import { type TextFeatures, textFeatures } from './text-features.ts';
import { trainSeparators } from './train-separators.ts';
import { learnVocabulary, toVector } from './vocabulary.ts';

/** A text and the label that a reader should find. */
export type Example = { text: string; label: string };

export type TrainingOptions = {
  /** Label of texts that belong to no other label; the model refuses texts by it even where it has no examples. */
  outOfScope?: string;
  /** Share of texts in scope that may be refused for the sake of the others; 0.02 unless told. */
  refusedShare?: number;
  /** Told apart in `origin`; a hash of the training data. */
  dataHash?: string;
  /** Features that occur in fewer texts are left out; 2 for large collections and 1 for small ones unless told. */
  leastTexts?: number;
  /** For models that ship: the most features kept at all; the others are left out as if they had never been seen. */
  mostFeatures?: number;
};

/** A text after reading, ready to be trained on. */
export type PreparedExample = { features: TextFeatures; label: string };

/** Collections from this size on drop features that occur in one text only. */
const largeCollection = 3_000;
const defaultRefusedShare = 0.02;

/** Trains a model that tells the labels of the examples apart; the same examples in the same order give the same model. */
export function trainModel(examples: readonly Example[], options: TrainingOptions = {}): IntentModel {
  const prepared = examples.map(({ text, label }) => ({ features: textFeatures(normalizeText(text).text), label }));
  return trainOnFeatures(prepared, options);
}

/** The same for examples whose features were read in another way (pairs of texts). */
export function trainOnFeatures(examples: readonly PreparedExample[], options: TrainingOptions = {}): IntentModel {
  const model = trainPrepared(examples, options);
  return calibrate(model, examples, options.refusedShare ?? defaultRefusedShare, (part) =>
    trainPrepared(part, options),
  );
}

function trainPrepared(examples: readonly PreparedExample[], options: TrainingOptions): IntentModel {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  if (options.outOfScope !== undefined && !labels.includes(options.outOfScope)) labels.push(options.outOfScope);
  const indexByLabel = new Map(labels.map((label, index) => [label, index]));
  const vocabulary = learnVocabulary(
    examples.map(({ features }) => features),
    options.leastTexts ?? (examples.length >= largeCollection ? 2 : 1),
  );
  const vectors = examples.map(({ features }) => toVector(vocabulary, features));
  const own = examples.map(({ label }) => indexByLabel.get(label) ?? 0);
  const separators = trainSeparators(vectors, own, labels.length, vocabulary.hashes.length);
  return {
    ...compactModel(vocabulary, separators, labels.length, options.mostFeatures),
    origin: { version: modelVersion, dataHash: options.dataHash ?? '', texts: examples.length },
    labels,
    temperature: 1,
    outOfScope: options.outOfScope === undefined ? undefined : { label: options.outOfScope, shift: 0 },
  };
}

import { normalizeText } from '../normalize/normalize-text.ts';
import { type Calibration, calibrate, chooseFolds, type HeldOut } from './calibrate.ts';
import { compactModel } from './compact-model.ts';
import { type IntentModel, modelVersion } from './intent-model.ts';
import { type TextFeatures, textFeatures, views } from './text-features.ts';
import { trainAsFits } from './train-as-fits.ts';
import { type SeparationTask, type Separators, trainSeparators } from './train-separators.ts';
import { featuresOfView, learnVocabulary, toUnseenVector, toVector } from './vocabulary.ts';

/** A text and the label that a reader should find. */
export type Example = {
  text: string;
  label: string;
  /** What an embedder says of the text; given for all examples or for none. */
  embedding?: Float32Array;
};

export type TrainingOptions = {
  /** Label of texts that belong to no other label; the model refuses texts by it even where it has no examples. */
  outOfScope?: string;
  /** Share of texts in scope that may be refused for the sake of the others; 0.005 unless told. */
  refusedShare?: number;
  /** Told apart in `origin`; a hash of the training data. */
  dataHash?: string;
  /** Features that occur in fewer texts are left out; 2 for large collections and 1 for small ones unless told. */
  leastTexts?: number;
  /** Price of an error against the length of the weights, as C of support vector machines; chosen on held-out texts unless told. */
  errorPrice?: number;
  /** For models that ship: the most features kept at all; the others are left out as if they had never been seen. */
  mostFeatures?: number;
};

/** A text after reading, ready to be trained on. */
export type PreparedExample = { features: TextFeatures; label: string };

/** Collections from this size on drop features that occur in one text only. */
const largeCollection = 3_000;
const defaultRefusedShare = 0.005;
const han = /\p{Script=Han}/u;

/** Trains a model that tells the labels of the examples apart; the same examples in the same order give the same model. */
export function trainModel(examples: readonly Example[], options: TrainingOptions = {}): IntentModel {
  const prepared = examples.map(({ text, label, embedding }) => ({
    features: textFeatures(normalizeText(text).text, embedding),
    label,
  }));
  return trainOnFeatures(prepared, { ...options, isChinese: mostlyHan(examples) });
}

/** Whether more than half of the texts have Chinese characters. */
function mostlyHan(examples: readonly Example[]): boolean {
  return examples.filter(({ text }) => han.test(text)).length > examples.length / 2;
}

/** The same for examples whose features were read in another way (pairs of texts). */
export function trainOnFeatures(
  examples: readonly PreparedExample[],
  options: TrainingOptions & { isChinese?: boolean } = {},
): IntentModel {
  const labels = labelsOf(examples, options.outOfScope);
  const indexByLabel = new Map(labels.map((label, index) => [label, index]));
  const own = examples.map(({ label }) => indexByLabel.get(label) ?? 0);
  const folds = chooseFolds(own);
  const texts = examples.map(({ features }) => features);
  const leastTexts = options.leastTexts ?? (examples.length >= largeCollection ? 2 : 1);
  const { vocabulary, frequencies } = learnVocabulary(texts, leastTexts);
  const task: SeparationTask = {
    vectors: texts.map((text) => toVector(vocabulary, text)),
    labels: own,
    labelCount: labels.length,
    features: vocabulary.hashes.length,
    folds,
    unseen: texts.map((text, index) =>
      (folds[index] ?? -1) < 0 ? emptyVector : toUnseenVector(vocabulary, text, { frequencies, leastTexts }),
    ),
    errorPrice: options.errorPrice ?? 1,
    labelPrices: [],
  };
  const separators =
    options.errorPrice === undefined
      ? trainAsFits(task, featuresOfView(vocabulary, texts, views.indexOf('characters')), options.isChinese)
      : trainSeparators(task);
  return {
    ...compactModel(vocabulary, separators, labels.length, options.mostFeatures),
    ...calibrateOn(task, separators, labels, options),
    origin: { version: modelVersion, dataHash: options.dataHash ?? '', texts: examples.length },
    labels,
  };
}

const emptyVector = { positions: new Int32Array(), values: new Float32Array(), unknownShare: 1 };

function labelsOf(examples: readonly PreparedExample[], outOfScope: string | undefined): string[] {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  return outOfScope === undefined || labels.includes(outOfScope) ? labels : [...labels, outOfScope];
}

function calibrateOn(
  { folds, labels, labelCount, unseen }: SeparationTask,
  { heldOutMargins }: Separators,
  names: readonly string[],
  { outOfScope, refusedShare = defaultRefusedShare }: TrainingOptions,
): Calibration {
  const place = outOfScope === undefined ? -1 : names.indexOf(outOfScope);
  const heldOut: HeldOut[] = [];
  for (const [row, label] of labels.entries()) {
    if ((folds[row] ?? -1) < 0) continue;
    const margins = heldOutMargins.slice(row * labelCount, (row + 1) * labelCount);
    if (place >= 0) margins[place] = (margins[place] ?? 0) + (unseen[row]?.unknownShare ?? 0);
    heldOut.push({ margins, label });
  }
  return calibrate(heldOut, outOfScope === undefined ? undefined : { label: outOfScope, place, refusedShare });
}

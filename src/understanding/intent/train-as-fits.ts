import { type HeldOut, leastSurprise } from './calibrate.ts';
import { type SeparationTask, type Separators, trainSeparators } from './train-separators.ts';
import type { SparseVector } from './vocabulary.ts';

/** Collections that are read this well when held out have labels that can be relied on. */
const sureFrom = 0.85;
/**
 * For labels that people disagree about: single errors count less, those at rare labels more, and runs of characters, which many texts
 * share, more than words and pairs of words, which few do.
 */
const mild = { errorPrice: 0.15, rarityPower: 0.5, runsRaisedBy: 1.6 } as const;
/** A Chinese character is most of a word, and says more than two or three letters do. */
const chineseRunsRaisedBy = 1.8;
/** The mild way has to surprise less by this share, not by chance. */
const leastGain = 0.02;

/**
 * Trains planes as the collection wants it: first as if every label were right; where held-out texts are then often read otherwise, a
 * second time with a milder price of errors, which stays if the held-out texts surprise it clearly less. `runs` marks the features that
 * are runs of characters, which in Chinese always count more.
 */
export function trainAsFits(task: SeparationTask, runs: Uint8Array, isChinese = false): Separators {
  const firm = isChinese ? trainRaised(task, runs, chineseRunsRaisedBy) : trainSeparators(task);
  const heldOut = heldOutOf(task, firm);
  if (heldOut.length === 0 || accuracyOf(heldOut) >= sureFrom) return firm;
  const labelPrices = pricesByRarity(task, mild.rarityPower);
  const raised = { ...task, errorPrice: mild.errorPrice, labelPrices };
  const mildly = trainRaised(raised, runs, mild.runsRaisedBy);
  const gain = 1 - leastSurprise(heldOutOf(task, mildly)).surprise / leastSurprise(heldOut).surprise;
  return gain > leastGain ? mildly : firm;
}

/** Trains as if the marked features were `factor` times as large; the planes are for the features as they are. */
function trainRaised(task: SeparationTask, marked: Uint8Array, factor: number): Separators {
  const raise = (vector: SparseVector): SparseVector => ({
    ...vector,
    values: vector.values.map((value, index) => (marked[vector.positions[index] ?? 0] === 1 ? value * factor : value)),
  });
  const trained = trainSeparators({ ...task, vectors: task.vectors.map(raise), unseen: task.unseen.map(raise) });
  const weights = trained.weights.map((weight, index) =>
    marked[index % task.features] === 1 ? weight * factor : weight,
  );
  return { ...trained, weights };
}

function heldOutOf({ labels, labelCount, folds }: SeparationTask, { heldOutMargins }: Separators): HeldOut[] {
  return [...labels.entries()]
    .filter(([row]) => (folds[row] ?? -1) >= 0)
    .map(([row, label]) => ({ label, margins: heldOutMargins.subarray(row * labelCount, (row + 1) * labelCount) }));
}

function accuracyOf(heldOut: readonly HeldOut[]): number {
  const right = heldOut.filter(({ margins, label }) => margins.indexOf(Math.max(...margins)) === label);
  return right.length / heldOut.length;
}

/** (Mean number of examples of a label / its own) to a power, for each label. */
function pricesByRarity({ labels, labelCount }: SeparationTask, power: number): number[] {
  const counts = new Array<number>(labelCount).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const mean = labels.length / Math.max(1, labelCount);
  return counts.map((count) => (count === 0 ? 1 : (mean / count) ** power));
}

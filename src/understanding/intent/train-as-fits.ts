import { type HeldOut, leastSurprise } from './calibrate.ts';
import { type SeparationTask, type Separators, trainSeparators } from './train-separators.ts';

/** Collections that are read this well when held out have labels that can be relied on. */
const sureFrom = 0.85;
/** For labels that people disagree about: single errors count less, those at rare labels more. */
const mild = { errorPrice: 0.2, rarityPower: 0.5 } as const;
/** The mild way has to surprise less by this share, not by chance. */
const leastGain = 0.02;

/**
 * Trains planes as the collection wants it: first as if every label were right; where held-out texts are then often read otherwise, a
 * second time with a milder price of errors, which stays if the held-out texts surprise it clearly less.
 */
export function trainAsFits(task: SeparationTask): Separators {
  const firm = trainSeparators(task);
  const heldOut = heldOutOf(task, firm);
  if (heldOut.length === 0 || accuracyOf(heldOut) >= sureFrom) return firm;
  const labelPrices = pricesByRarity(task, mild.rarityPower);
  const mildly = trainSeparators({ ...task, errorPrice: mild.errorPrice, labelPrices });
  const gain = 1 - leastSurprise(heldOutOf(task, mildly)).surprise / leastSurprise(heldOut).surprise;
  return gain > leastGain ? mildly : firm;
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

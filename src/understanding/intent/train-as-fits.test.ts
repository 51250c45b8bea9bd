import { expect, it } from 'vitest';
import { leastSurprise } from './calibrate.ts';
import { trainAsFits } from './train-as-fits.ts';
import type { SeparationTask } from './train-separators.ts';

const texts = 200;
const folds = Int8Array.from({ length: texts }, (_, row) => Math.floor(row / 2) % 5);

/** Two labels, each with a run of characters; where `isWrong`, a text has that of the other label. Two texts share a word by chance. */
function collection(isWrong: (row: number) => boolean): SeparationTask {
  const vectors = Array.from({ length: texts }, (_, row) => ({
    positions: Int32Array.of(isWrong(row) ? 1 - (row % 2) : row % 2, 2 + (((row * 37) % texts) >> 1)),
    values: Float32Array.of(0.3, 0.7),
    unknownShare: 0,
  }));
  return {
    vectors,
    unseen: vectors,
    labels: vectors.map((_, row) => row % 2),
    labelCount: 2,
    features: 2 + texts,
    folds,
    errorPrice: 1,
    labelPrices: [],
  };
}

const runs = Uint8Array.from({ length: 2 + texts }, (_, feature) => (feature < 2 ? 1 : 0));
const none = new Uint8Array(2 + texts);

/** How much the truth of held-out texts surprises the planes. */
function surpriseOf(task: SeparationTask, marks: Uint8Array): number {
  const { heldOutMargins } = trainAsFits(task, marks);
  return leastSurprise(
    task.labels.map((label, row) => ({ label, margins: heldOutMargins.subarray(2 * row, 2 * row + 2) })),
  ).surprise;
}

it('is surprised less by doubtful labels when runs of characters count more than words', () => {
  const doubtful = collection((row) => row % 7 < 2);
  expect(surpriseOf(doubtful, runs)).toBeLessThan(surpriseOf(doubtful, none) - 0.005);
});

it('leaves the features as they are where labels can be relied on', () => {
  const sure = collection(() => false);
  expect(trainAsFits(sure, runs)).toEqual(trainAsFits(sure, none));
});

it('lets runs of characters count more in Chinese, however sure the labels', () => {
  const sure = collection(() => false);
  const weightOfRun = (isChinese: boolean) => trainAsFits(sure, runs, isChinese).weights[0] ?? 0;
  expect(weightOfRun(true)).toBeGreaterThan(weightOfRun(false));
});

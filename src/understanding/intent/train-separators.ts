import { randomNumbers } from '../random-numbers.ts';
import { descend, type PlaneProblem, type PlaneState } from './descend.ts';
import { addRow, layRows, rowScore, type SparseRows, squaredLengths } from './sparse-rows.ts';
import type { SparseVector } from './vocabulary.ts';

/** One separating plane per label: `weights` holds `features` numbers per label, one label after the other. */
export type Separators = {
  weights: Float32Array;
  biases: Float32Array;
  /** Distance of each held-out text from each plane, as a model says that has not seen the text: text × labels. NaN where not held out. */
  heldOutMargins: Float32Array;
};

/** What the planes are trained on. */
export type SeparationTask = {
  vectors: readonly SparseVector[];
  /** Own label of each text, as a number below `labelCount`. */
  labels: readonly number[];
  labelCount: number;
  features: number;
  /** Fold in which each text is held out to learn how sure the planes may be; -1 never. */
  folds: Int8Array;
  /** The held-out texts as a reader that has not met them would see them. */
  unseen: readonly SparseVector[];
  /** Price of an error against the length of the weights. */
  errorPrice: number;
  /** How much more an error costs at the examples of each label; 1 where none is given. */
  labelPrices: readonly number[];
};

const mostPasses = 60;
/** A training that starts from the planes of all texts needs few more passes once some texts are taken out. */
const passesAfterRemoval = 4;

/** Trains a plane per label; each fold is then taken out of the trained planes, which are corrected and asked about it. */
export function trainSeparators(task: SeparationTask): Separators {
  const { labels, labelCount, features, errorPrice } = task;
  const rows = layRows(task.vectors);
  const unseen = layRows(task.unseen);
  const lengths = squaredLengths(rows);
  const foldRows = rowsByFold(task.folds);
  const result: Separators = {
    weights: new Float32Array(labelCount * features),
    biases: new Float32Array(labelCount),
    heldOutMargins: new Float32Array(rows.count * labelCount).fill(Number.NaN),
  };
  for (let label = 0; label < labelCount; label++) {
    const signs = Int8Array.from(labels, (own) => (own === label ? 1 : -1));
    const own = errorPrice * (task.labelPrices[label] ?? 1);
    const problem: PlaneProblem = { rows, lengths, signs, errorPrice: { own, others: errorPrice } };
    const state: PlaneState = { plane: new Float64Array(features + 1), duals: new Float64Array(rows.count) };
    const random = randomNumbers(label + 1);
    descend(
      problem,
      state,
      Int32Array.from({ length: rows.count }, (_, row) => row),
      { passes: mostPasses, random },
    );
    result.weights.set(state.plane.subarray(0, features), label * features);
    result.biases[label] = state.plane[features] ?? 0;
    for (const removed of foldRows) {
      const plane = planeWithout(problem, state, removed, random);
      for (const row of removed) result.heldOutMargins[row * labelCount + label] = rowScore(unseen, row, plane);
    }
  }
  return result;
}

/** The plane as it would be had the rows not been there: their pull is taken off, the others are balanced again. */
function planeWithout(
  problem: PlaneProblem,
  trained: PlaneState,
  removed: readonly number[],
  random: () => number,
): Float64Array {
  const state: PlaneState = { plane: trained.plane.slice(), duals: trained.duals.slice() };
  const isRemoved = new Uint8Array(problem.rows.count);
  for (const row of removed) {
    isRemoved[row] = 1;
    const dual = state.duals[row] ?? 0;
    if (dual !== 0) addRow(problem.rows, row, -dual * (problem.signs[row] ?? 1), state.plane);
    state.duals[row] = 0;
  }
  descend(problem, state, remaining(problem.rows, isRemoved), { passes: passesAfterRemoval, random });
  return state.plane;
}

function remaining({ count }: SparseRows, isRemoved: Uint8Array): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row).filter((row) => isRemoved[row] === 0);
}

function rowsByFold(folds: Int8Array): number[][] {
  const byFold: number[][] = [];
  for (const [row, fold] of folds.entries()) {
    if (fold < 0) continue;
    const rows = byFold[fold] ?? [];
    byFold[fold] = rows;
    rows.push(row);
  }
  return byFold.filter((rows) => rows !== undefined);
}

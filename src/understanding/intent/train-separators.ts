import { randomNumbers } from '../random-numbers.ts';
import type { SparseVector } from './vocabulary.ts';

/** Sparse rows laid end to end: row r is `positions[starts[r]] … positions[starts[r + 1] - 1]`. */
type Rows = {
  starts: Int32Array;
  positions: Int32Array;
  values: Float32Array;
  squaredLengths: Float64Array;
  count: number;
};

/** One separating plane per label: `weights` holds `features` numbers per label, one label after the other. */
export type Separators = { weights: Float32Array; biases: Float32Array };

/** Price of an error against the length of the weights, as C in the literature. */
const errorPrice = 1;
const stopGap = 0.1;
const mostPasses = 60;

/**
 * Trains a linear support vector machine per label against all others (squared hinge loss) by dual coordinate descent with
 * shrinking: Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 3.
 */
export function trainSeparators(
  vectors: readonly SparseVector[],
  labels: readonly number[],
  labelCount: number,
  features: number,
): Separators {
  const rows = layRows(vectors);
  const weights = new Float32Array(labelCount * features);
  const biases = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label++) {
    const signs = Int8Array.from(labels, (own) => (own === label ? 1 : -1));
    const plane = trainPlane(rows, signs, features, label + 1);
    weights.set(plane.subarray(0, features), label * features);
    biases[label] = plane[features] ?? 0;
  }
  return { weights, biases };
}

function layRows(vectors: readonly SparseVector[]): Rows {
  const size = vectors.reduce((sum, vector) => sum + vector.positions.length, 0);
  const rows: Rows = {
    starts: new Int32Array(vectors.length + 1),
    positions: new Int32Array(size),
    values: new Float32Array(size),
    squaredLengths: new Float64Array(vectors.length),
    count: vectors.length,
  };
  let end = 0;
  for (const [row, { positions, values }] of vectors.entries()) {
    rows.positions.set(positions, end);
    rows.values.set(values, end);
    end += positions.length;
    rows.starts[row + 1] = end;
    rows.squaredLengths[row] = values.reduce((sum, value) => sum + value * value, 1);
  }
  return rows;
}

/** Weights of one plane; the last entry is the bias, learnt as the weight of a feature that is always 1. */
function trainPlane(rows: Rows, signs: Int8Array, features: number, seed: number): Float64Array {
  const plane = new Float64Array(features + 1);
  const duals = new Float64Array(rows.count);
  const order = Int32Array.from({ length: rows.count }, (_, index) => index);
  const random = randomNumbers(seed);
  const diagonal = 0.5 / errorPrice;
  let active = rows.count;
  let upper = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < mostPasses; pass++) {
    let most = Number.NEGATIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    shuffle(order, active, random);
    for (let index = 0; index < active; index++) {
      const row = order[index] ?? 0;
      const sign = signs[row] ?? 1;
      const dual = duals[row] ?? 0;
      const gradient = sign * rowScore(rows, row, plane, features) - 1 + dual * diagonal;
      if (dual === 0 && gradient > upper) {
        active -= 1;
        order[index] = order[active] ?? 0;
        order[active] = row;
        index -= 1;
        continue;
      }
      const projected = dual === 0 ? Math.min(gradient, 0) : gradient;
      if (projected > most) most = projected;
      if (projected < least) least = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const next = Math.max(dual - gradient / ((rows.squaredLengths[row] ?? 1) + diagonal), 0);
      duals[row] = next;
      addRow(rows, row, (next - dual) * sign, plane, features);
    }
    if (most - least <= stopGap) {
      if (active === rows.count) break;
      active = rows.count;
      upper = Number.POSITIVE_INFINITY;
      continue;
    }
    upper = most <= 0 ? Number.POSITIVE_INFINITY : most;
  }
  return plane;
}

function rowScore(rows: Rows, row: number, plane: Float64Array, features: number): number {
  const { positions, values } = rows;
  const end = rows.starts[row + 1] ?? 0;
  let sum = plane[features] ?? 0;
  for (let index = rows.starts[row] ?? 0; index < end; index++)
    sum += (plane[positions[index] ?? 0] ?? 0) * (values[index] ?? 0);
  return sum;
}

function addRow(rows: Rows, row: number, factor: number, plane: Float64Array, features: number): void {
  const { positions, values } = rows;
  const end = rows.starts[row + 1] ?? 0;
  for (let index = rows.starts[row] ?? 0; index < end; index++) {
    const position = positions[index] ?? 0;
    plane[position] = (plane[position] ?? 0) + factor * (values[index] ?? 0);
  }
  plane[features] = (plane[features] ?? 0) + factor;
}

function shuffle(order: Int32Array, count: number, random: () => number): void {
  for (let index = 0; index < count; index++) {
    const other = index + Math.floor(random() * (count - index));
    const kept = order[index] ?? 0;
    order[index] = order[other] ?? 0;
    order[other] = kept;
  }
}

import type { SparseVector } from './vocabulary.ts';

/** Sparse vectors laid end to end: row r is `positions[starts[r]] … positions[starts[r + 1] - 1]`. */
export type SparseRows = { count: number; starts: Int32Array; positions: Int32Array; values: Float32Array };

/** Lays vectors end to end, which a training reads many times faster than objects. */
export function layRows(vectors: readonly SparseVector[]): SparseRows {
  const size = vectors.reduce((sum, vector) => sum + vector.positions.length, 0);
  const rows: SparseRows = {
    count: vectors.length,
    starts: new Int32Array(vectors.length + 1),
    positions: new Int32Array(size),
    values: new Float32Array(size),
  };
  let end = 0;
  for (const [row, { positions, values }] of vectors.entries()) {
    rows.positions.set(positions, end);
    rows.values.set(values, end);
    end += positions.length;
    rows.starts[row + 1] = end;
  }
  return rows;
}

/** Squared length of each row with the constant 1 that carries the bias. */
export function squaredLengths({ count, starts, values }: SparseRows): Float64Array {
  const lengths = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let sum = 1;
    for (let index = starts[row] ?? 0; index < (starts[row + 1] ?? 0); index++) sum += (values[index] ?? 0) ** 2;
    lengths[row] = sum;
  }
  return lengths;
}

/** Distance of a row from a plane whose last entry is the bias. */
export function rowScore({ starts, positions, values }: SparseRows, row: number, plane: Float64Array): number {
  const end = starts[row + 1] ?? 0;
  let sum = plane[plane.length - 1] ?? 0;
  for (let index = starts[row] ?? 0; index < end; index++)
    sum += (plane[positions[index] ?? 0] ?? 0) * (values[index] ?? 0);
  return sum;
}

/** Adds a multiple of a row to a plane whose last entry is the bias. */
export function addRow(
  { starts, positions, values }: SparseRows,
  row: number,
  factor: number,
  plane: Float64Array,
): void {
  const end = starts[row + 1] ?? 0;
  for (let index = starts[row] ?? 0; index < end; index++) {
    const position = positions[index] ?? 0;
    plane[position] = (plane[position] ?? 0) + factor * (values[index] ?? 0);
  }
  plane[plane.length - 1] = (plane[plane.length - 1] ?? 0) + factor;
}

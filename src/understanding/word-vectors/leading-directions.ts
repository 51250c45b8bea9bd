/** A square sparse matrix, nearly symmetric: row r is `columns[starts[r]] …` with `values`. */
export type SymmetricRows = { size: number; starts: Int32Array; columns: Int32Array; values: Float32Array };

const iterations = 5;
const spareDirections = 10;

/**
 * The `count` directions in which a matrix stretches most, one row of `count` numbers per row of the matrix, each direction weighted
 * with the square root of its stretch: randomised subspace iteration (Halko, Martinsson and Tropp, 2011).
 */
export function leadingDirections(matrix: SymmetricRows, count: number, random: () => number): Float32Array {
  const width = Math.min(matrix.size, count + spareDirections);
  const basis = new Float64Array(matrix.size * width);
  for (let index = 0; index < basis.length; index++) basis[index] = random() + random() + random() - 1.5;
  orthonormalize(basis, width);
  let image: Float64Array = basis;
  for (let round = 0; round < iterations; round++) {
    image = multiply(matrix, basis, width);
    if (round === iterations - 1) break;
    basis.set(image);
    orthonormalize(basis, width);
  }
  const { values, vectors } = eigen(product(basis, image, width), width);
  const order = Array.from(values.keys()).sort((a, b) => Math.abs(values[b] ?? 0) - Math.abs(values[a] ?? 0));
  return project(basis, width, order.slice(0, count), values, vectors, matrix.size, count);
}

function multiply({ size, starts, columns, values }: SymmetricRows, basis: Float64Array, width: number): Float64Array {
  const result = new Float64Array(size * width);
  for (let row = 0; row < size; row++) {
    const target = row * width;
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const source = (columns[entry] ?? 0) * width;
      const value = values[entry] ?? 0;
      for (let index = 0; index < width; index++)
        result[target + index] = (result[target + index] ?? 0) + value * (basis[source + index] ?? 0);
    }
  }
  return result;
}

/** Modified Gram-Schmidt over the columns. */
function orthonormalize(basis: Float64Array, width: number): void {
  for (let column = 0; column < width; column++) {
    for (let earlier = 0; earlier < column; earlier++) {
      const overlap = columnProduct(basis, basis, width, earlier, column);
      for (let index = 0; index < basis.length; index += width)
        basis[index + column] = (basis[index + column] ?? 0) - overlap * (basis[index + earlier] ?? 0);
    }
    const length = Math.sqrt(columnProduct(basis, basis, width, column, column)) || 1;
    for (let index = column; index < basis.length; index += width) basis[index] = (basis[index] ?? 0) / length;
  }
}

function columnProduct(left: Float64Array, right: Float64Array, width: number, a: number, b: number): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += width) sum += (left[index + a] ?? 0) * (right[index + b] ?? 0);
  return sum;
}

/** basisᵀ × image, made symmetric. */
function product(basis: Float64Array, image: Float64Array, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let row = 0; row < basis.length; row += width)
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++)
        result[a * width + b] =
          (result[a * width + b] ?? 0) +
          ((basis[row + a] ?? 0) * (image[row + b] ?? 0) + (basis[row + b] ?? 0) * (image[row + a] ?? 0)) / 2;
  return result;
}

/** Eigenvalues and eigenvectors (as columns) of a small symmetric matrix by Jacobi rotations. */
function eigen(matrix: Float64Array, width: number): { values: Float64Array; vectors: Float64Array } {
  const vectors = new Float64Array(width * width);
  for (let index = 0; index < width; index++) vectors[index * width + index] = 1;
  for (let sweep = 0; sweep < 30; sweep++)
    for (let p = 0; p < width; p++) for (let q = p + 1; q < width; q++) rotate(matrix, vectors, width, p, q);
  return { values: Float64Array.from({ length: width }, (_, index) => matrix[index * width + index] ?? 0), vectors };
}

function rotate(matrix: Float64Array, vectors: Float64Array, width: number, p: number, q: number): void {
  const at = (row: number, column: number) => matrix[row * width + column] ?? 0;
  if (Math.abs(at(p, q)) < 1e-10) return;
  const angle = 0.5 * Math.atan2(2 * at(p, q), at(q, q) - at(p, p));
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const turn = (cells: Float64Array, first: number, second: number) => {
    const a = cells[first] ?? 0;
    const b = cells[second] ?? 0;
    cells[first] = cosine * a - sine * b;
    cells[second] = sine * a + cosine * b;
  };
  for (let index = 0; index < width; index++) turn(matrix, index * width + p, index * width + q);
  for (let index = 0; index < width; index++) turn(matrix, p * width + index, q * width + index);
  for (let index = 0; index < width; index++) turn(vectors, index * width + p, index * width + q);
}

function project(
  basis: Float64Array,
  width: number,
  order: readonly number[],
  values: Float64Array,
  vectors: Float64Array,
  size: number,
  count: number,
): Float32Array {
  const result = new Float32Array(size * count);
  for (let row = 0; row < size; row++)
    for (const [place, direction] of order.entries()) {
      let sum = 0;
      for (let index = 0; index < width; index++)
        sum += (basis[row * width + index] ?? 0) * (vectors[index * width + direction] ?? 0);
      result[row * count + place] = sum * Math.sqrt(Math.abs(values[direction] ?? 0));
    }
  return result;
}

/** How near questions are in meaning, by vectors of an embedder; nearness 0 … 1 on the scale of this shop's own questions. */
export type Meaning = {
  /** For each entry whose nearest phrasing is nearer than chance: how near. Empty for a vector of another embedder. */
  nearest(vector: Float32Array): ReadonlyMap<number, number>;
  bytes(): number;
};

/** So many phrasings tell where an embedder's nearness begins and ends. */
const mostSampled = 24;
const leastSpan = 0.05;

/**
 * Keeps the vectors of phrasings, one per owner's phrasing. Embedders differ in what they call near: nearness is 0 at what phrasings of
 * different entries usually reach, and 1 at what two phrasings of one entry reach.
 */
export function buildMeaning(owners: readonly number[], vectors: readonly Float32Array[]): Meaning {
  const size = vectors[0]?.length ?? 0;
  const flat = new Float32Array(vectors.length * size);
  vectors.forEach((vector, row) => void flat.set(unit(vector), row * size));
  const { floor, ceiling } = scaleOf(owners, vectors, cosinesTo);

  function cosinesTo(vector: Float32Array): Float32Array {
    const asked = unit(vector);
    const cosines = new Float32Array(vectors.length);
    for (let row = 0; row < vectors.length; row += 1) {
      let sum = 0;
      for (let at = 0, place = row * size; at < size; at += 1, place += 1) sum += (flat[place] ?? 0) * (asked[at] ?? 0);
      cosines[row] = sum;
    }
    return cosines;
  }

  return {
    nearest: (vector) => {
      const near = new Map<number, number>();
      if (vector.length !== size) return near;
      cosinesTo(vector).forEach((cosine, row) => {
        const nearness = Math.min(1, (cosine - floor) / (ceiling - floor));
        const owner = owners[row] ?? -1;
        if (nearness > (near.get(owner) ?? 0)) near.set(owner, nearness);
      });
      return near;
    },
    bytes: () => flat.byteLength,
  };
}

function scaleOf(
  owners: readonly number[],
  vectors: readonly Float32Array[],
  cosinesTo: (vector: Float32Array) => Float32Array,
): { floor: number; ceiling: number } {
  const step = Math.max(1, Math.floor(vectors.length / mostSampled));
  const foreign: number[] = [];
  const own: number[] = [];
  for (let row = 0; row < vectors.length; row += step) {
    const vector = vectors[row];
    if (vector === undefined) continue;
    let [nearestForeign, nearestOwn] = [-1, -1];
    cosinesTo(vector).forEach((cosine, other) => {
      if (other === row) return;
      if (owners[other] === owners[row]) nearestOwn = Math.max(nearestOwn, cosine);
      else nearestForeign = Math.max(nearestForeign, cosine);
    });
    if (nearestForeign > -1) foreign.push(nearestForeign);
    if (nearestOwn > -1) own.push(nearestOwn);
  }
  const floor = middle(foreign) ?? 0.5;
  return { floor, ceiling: Math.max(floor + leastSpan, Math.min(0.99, middle(own) ?? 0.95)) };
}

function middle(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

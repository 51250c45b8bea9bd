/** Numbers in (0, 1), the same for the same seed. */
export type Random = () => number;

/** sfc32, a small fast generator (public domain, C. Doty-Humphrey); good enough for simulation, not for secrets. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, (seed * 0x85ebca6b) | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return ((sum >>> 0) + 0.5) / 4_294_967_296;
  };
  for (let warm = 0; warm < 15; warm += 1) next();
  return next;
}

/**
 * The same number of draws from every equal slice of (0, 1), in random order. Every draw by itself is uniform; their mean over a block is
 * exact, so that what a run offers is what was asked for and differs from the formula by its queueing only, not by a lucky mean.
 */
export function createStratified(random: Random, blockSize: number): Random {
  const block = new Float64Array(blockSize);
  let used = blockSize;
  return () => {
    if (used === blockSize) {
      refill(block, random);
      used = 0;
    }
    const value = block[used] ?? 0.5;
    used += 1;
    return value;
  };
}

function refill(block: Float64Array, random: Random): void {
  const size = block.length;
  for (let slice = 0; slice < size; slice += 1) block[slice] = (slice + random()) / size;
  for (let from = size - 1; from > 0; from -= 1) {
    const to = Math.floor(random() * (from + 1));
    const kept = block[from] ?? 0;
    block[from] = block[to] ?? 0;
    block[to] = kept;
  }
}

/** An exponential time with this mean. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(random());
}

/** A standard normal number, by the inverse of the distribution (Acklam's rational approximation, relative error below 1.2e-9). */
export function normal(random: Random): number {
  const p = random();
  const tail = Math.min(p, 1 - p);
  if (tail < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(tail));
    const value =
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
    return p < 0.5 ? value : -value;
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}

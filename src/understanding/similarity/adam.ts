/** Numbers that are learnt, the slope gathered for the next step, and what is remembered of earlier slopes. */
export type Adjustable = { values: Float32Array; slope: Float32Array; mean: Float32Array; square: Float32Array };

const keptOfMean = 0.9;
const keptOfSquare = 0.999;
const least = 1e-8;

/** Makes numbers adjustable; they are changed in place. */
export function adjustable(values: Float32Array): Adjustable {
  const empty = () => new Float32Array(values.length);
  return { values, slope: empty(), mean: empty(), square: empty() };
}

/** One step down the gathered slope, which is emptied: Kingma and Ba, "Adam", ICLR 2015. `step` counts from 1. */
export function adjust({ values, slope, mean, square }: Adjustable, step: number, rate: number): void {
  const scaled = (rate * Math.sqrt(1 - keptOfSquare ** step)) / (1 - keptOfMean ** step);
  for (let index = 0; index < values.length; index++) {
    const now = slope[index] ?? 0;
    const first = keptOfMean * (mean[index] ?? 0) + (1 - keptOfMean) * now;
    const second = keptOfSquare * (square[index] ?? 0) + (1 - keptOfSquare) * now * now;
    mean[index] = first;
    square[index] = second;
    values[index] = (values[index] ?? 0) - (scaled * first) / (Math.sqrt(second) + least);
  }
  slope.fill(0);
}

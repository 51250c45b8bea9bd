import type { OutOfScope } from './intent-model.ts';
import { shareOut } from './predict-intents.ts';

/** A text that was held out: its distance from each plane, and the place of its true label. */
export type HeldOut = { margins: Float32Array; label: number };

/** How sure a model may be. */
export type Calibration = { temperature: number; outOfScope: OutOfScope | undefined };

/** Up to this many texts every text is held out once (5 folds); above, one fifth is enough and training stays a matter of seconds. */
const manyTexts = 3_000;
const foldCount = 5;
const temperatures = Array.from({ length: 40 }, (_, step) => 0.03 * 1.12 ** step);

/** Fold in which each text is held out (-1 never), so that every fold has its part of every label. */
export function chooseFolds(labels: readonly number[]): Int8Array {
  const seen = new Map<number, number>();
  return Int8Array.from(labels, (label) => {
    const place = seen.get(label) ?? 0;
    seen.set(label, place + 1);
    const fold = place % foldCount;
    return labels.length > manyTexts && fold > 0 ? -1 : fold;
  });
}

/** Fits the out-of-scope shift and the temperature to what was said about held-out texts. */
export function calibrate(
  heldOut: readonly HeldOut[],
  outside: { label: string; place: number; refusedShare: number } | undefined,
): Calibration {
  if (!outside) return { temperature: bestTemperature(heldOut), outOfScope: undefined };
  const shift = shiftFor(heldOut, outside.place, outside.refusedShare);
  for (const { margins } of heldOut) margins[outside.place] = (margins[outside.place] ?? 0) + shift;
  return { temperature: bestTemperature(heldOut), outOfScope: { label: outside.label, shift } };
}

/** The shift at which the wished share of texts in scope would be read as out of scope. */
function shiftFor(heldOut: readonly HeldOut[], outside: number, refusedShare: number): number {
  const reserves = heldOut
    .filter(({ label }) => label !== outside)
    .map(({ margins }) => {
      const best = margins.reduce((most, margin, label) => (label === outside ? most : Math.max(most, margin)), -9);
      return best - (margins[outside] ?? 0);
    })
    .sort((a, b) => a - b);
  return reserves[Math.floor(reserves.length * refusedShare)] ?? 0;
}

/** The temperature under which the held-out truth is least surprising, and that surprise (mean of −ln of the truth's share). */
export function leastSurprise(heldOut: readonly HeldOut[]): { temperature: number; surprise: number } {
  const surpriseAt = (temperature: number) =>
    heldOut.reduce((sum, { margins, label }) => sum - Math.log((shareOut(margins, temperature)[label] ?? 0) + 1e-9), 0);
  return temperatures
    .map((temperature) => ({ temperature, surprise: surpriseAt(temperature) / heldOut.length }))
    .reduce((best, next) => (next.surprise < best.surprise ? next : best));
}

function bestTemperature(heldOut: readonly HeldOut[]): number {
  return heldOut.length === 0 ? 0.25 : leastSurprise(heldOut).temperature;
}

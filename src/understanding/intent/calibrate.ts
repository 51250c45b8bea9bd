import type { IntentModel } from './intent-model.ts';
import { marginsOf, shareOut } from './predict-intents.ts';
import type { PreparedExample } from './train-model.ts';
import { toVector } from './vocabulary.ts';

/** Margins of a text that the model had not seen, and the place of its true label (-1 where the model lacks the label). */
type HeldOut = { margins: Float32Array; label: number };

/** Up to this many texts every text is held out once (5 folds); above, one fifth is enough and training stays a matter of seconds. */
const manyTexts = 3_000;
const folds = 5;
const temperatures = Array.from({ length: 40 }, (_, step) => 0.03 * 1.12 ** step);

/**
 * Learns how sure the model may be: holds out texts, trains without them, and fits the temperature and the out-of-scope shift to
 * what the model says about them.
 */
export function calibrate(
  model: IntentModel,
  examples: readonly PreparedExample[],
  refusedShare: number,
  train: (part: readonly PreparedExample[]) => IntentModel,
): IntentModel {
  const place = placesWithinLabel(examples);
  const used = examples.length > manyTexts ? 1 : folds;
  const heldOut: HeldOut[] = [];
  for (let fold = 0; fold < used; fold++) {
    const isHeldOut = (index: number) => (place[index] ?? 0) % folds === fold;
    const rest = train(examples.filter((_, index) => !isHeldOut(index)));
    for (const [index, { features, label }] of examples.entries())
      if (isHeldOut(index))
        heldOut.push({
          margins: marginsOf(rest, toVector(rest.vocabulary, features)),
          label: rest.labels.indexOf(label),
        });
  }
  const outside = model.outOfScope ? model.labels.indexOf(model.outOfScope.label) : -1;
  const shift = model.outOfScope ? shiftFor(heldOut, outside, refusedShare) : 0;
  for (const { margins } of heldOut) if (outside >= 0) margins[outside] = (margins[outside] ?? 0) + shift;
  return {
    ...model,
    temperature: bestTemperature(heldOut),
    outOfScope: model.outOfScope && { ...model.outOfScope, shift },
  };
}

/** Running number of each example among those of its label, so that every fold has its part of every label. */
function placesWithinLabel(examples: readonly PreparedExample[]): number[] {
  const seen = new Map<string, number>();
  return examples.map(({ label }) => {
    const place = seen.get(label) ?? 0;
    seen.set(label, place + 1);
    return place;
  });
}

/** The shift at which the wished share of texts in scope would be read as out of scope. */
function shiftFor(heldOut: readonly HeldOut[], outside: number, refusedShare: number): number {
  const reserves = heldOut
    .filter(({ label }) => label !== outside && label >= 0)
    .map(({ margins }) => {
      const best = margins.reduce((most, margin, label) => (label === outside ? most : Math.max(most, margin)), -9);
      return best - (margins[outside] ?? 0);
    })
    .sort((a, b) => a - b);
  return reserves[Math.floor(reserves.length * refusedShare)] ?? 0;
}

/** The temperature under which the held-out truth is least surprising. */
function bestTemperature(heldOut: readonly HeldOut[]): number {
  const known = heldOut.filter(({ label }) => label >= 0);
  if (known.length === 0) return 0.25;
  const surprise = (temperature: number) =>
    known.reduce((sum, { margins, label }) => sum - Math.log((shareOut(margins, temperature)[label] ?? 0) + 1e-9), 0);
  return temperatures
    .map((temperature) => ({ temperature, surprise: surprise(temperature) }))
    .reduce((best, next) => (next.surprise < best.surprise ? next : best)).temperature;
}

import { compareLabels } from './compare-labels.ts';
import { predictIntents } from './predict-intents.ts';
import { type Example, type TrainingOptions, trainModel } from './train-model.ts';

/** One text that was read differently from its label. */
export type Miss = { text: string; label: string; found: string; confidence: number };

export type CrossValidation = ReturnType<typeof compareLabels> & { misses: readonly Miss[] };

/** Every text is read once by a model that has not seen it. */
export function crossValidate(
  examples: readonly Example[],
  folds: number,
  options: TrainingOptions = {},
): CrossValidation {
  const read = examples.map((example): Miss => ({ ...example, found: '', confidence: 0 }));
  for (let fold = 0; fold < folds; fold++) {
    const model = trainModel(
      examples.filter((_, index) => index % folds !== fold),
      options,
    );
    for (const [index, example] of examples.entries()) {
      if (index % folds !== fold) continue;
      const best = predictIntents(model, example.text)[0];
      read[index] = { ...example, found: best?.intent ?? '', confidence: best?.confidence ?? 0 };
    }
  }
  const figures = compareLabels(
    read.map(({ label }) => label),
    read.map(({ found }) => found),
    options.outOfScope,
  );
  return { ...figures, misses: read.filter(({ label, found }) => label !== found) };
}

import { type Comparison, compareLabels } from './compare-labels.ts';
import { predictIntents } from './predict-intents.ts';
import { type Example, trainModel } from './train-model.ts';

/** Figures of one training and testing of the intent engine, as `peakdesk nlu evaluate` prints them; shares are 0 … 1. */
export type IntentEvaluation = Comparison & {
  fitSeconds: number;
  predictionsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
};

/** A text and its label, as in the files of `peakdesk nlu`. */
export type Labelled = readonly [text: string, label: string];

/** Trains on one collection, reads another and compares; one prediction at a time, as in a conversation. */
export function evaluateIntentEngine(parts: {
  train: readonly Labelled[];
  test: readonly Labelled[];
  outOfScope?: string;
}): IntentEvaluation {
  const { test, outOfScope } = parts;
  const startedAt = performance.now();
  const model = trainModel(parts.train.map(toExample), outOfScope === undefined ? {} : { outOfScope });
  const fitSeconds = (performance.now() - startedAt) / 1000;
  const times: number[] = [];
  const found = test.map(([text]) => {
    const askedAt = performance.now();
    const label = predictIntents(model, text)[0]?.intent ?? '';
    times.push(performance.now() - askedAt);
    return label;
  });
  times.sort((a, b) => a - b);
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  return {
    ...compareLabels(
      test.map(([, label]) => label),
      found,
      outOfScope,
    ),
    fitSeconds,
    predictionsPerSecond: seconds === 0 ? 0 : Math.round(test.length / seconds),
    p50Ms: times[Math.floor(times.length * 0.5)] ?? 0,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

/** Trains on labelled texts and returns a reader that labels one text at a time. */
export function trainPredictor(train: readonly Labelled[]): (text: string) => { label: string; confidence: number } {
  const model = trainModel(train.map(toExample));
  return (text) => {
    const best = predictIntents(model, text)[0];
    return { label: best?.intent ?? '', confidence: best?.confidence ?? 0 };
  };
}

function toExample([text, label]: Labelled): Example {
  return { text, label };
}

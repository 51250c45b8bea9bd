import { predictIntents } from './predict-intents.ts';
import { type Example, trainModel } from './train-model.ts';

/** Figures of one training and testing of the intent engine, as `peakdesk nlu evaluate` prints them; shares are 0 … 1. */
export type IntentEvaluation = {
  accuracy: number;
  macroF1: number;
  /** Share of texts in scope that got their label; equals `accuracy` where nothing is out of scope. */
  inScopeAccuracy: number;
  /** Share of texts out of scope that were refused; null where the test has none. */
  outOfScopeRecall: number | null;
  /** Share of refused texts that were out of scope; null where nothing was refused. */
  outOfScopePrecision: number | null;
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

type Comparison = Pick<
  IntentEvaluation,
  'accuracy' | 'macroF1' | 'inScopeAccuracy' | 'outOfScopeRecall' | 'outOfScopePrecision'
>;

/** Compares the labels that were found with the true ones. */
export function compareLabels(truth: readonly string[], found: readonly string[], outOfScope?: string): Comparison {
  const pairs = truth.map((label, index) => ({ label, found: found[index] ?? '' }));
  const right = (part: typeof pairs) => part.filter((pair) => pair.label === pair.found).length;
  const inScope = pairs.filter((pair) => pair.label !== outOfScope);
  const outside = pairs.filter((pair) => pair.label === outOfScope);
  const refused = pairs.filter((pair) => pair.found === outOfScope);
  return {
    accuracy: share(right(pairs), pairs.length) ?? 0,
    macroF1: macroF1(pairs),
    inScopeAccuracy: share(right(inScope), inScope.length) ?? 0,
    outOfScopeRecall: outOfScope === undefined ? null : share(right(outside), outside.length),
    outOfScopePrecision: outOfScope === undefined ? null : share(right(refused), refused.length),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Mean over the true labels of the harmonic mean of precision and recall. */
function macroF1(pairs: readonly { label: string; found: string }[]): number {
  const counts = new Map<string, { right: number; found: number; there: number }>();
  const countOf = (label: string) => {
    const count = counts.get(label) ?? { right: 0, found: 0, there: 0 };
    counts.set(label, count);
    return count;
  };
  for (const { label, found } of pairs) {
    countOf(label).there += 1;
    countOf(found).found += 1;
    if (label === found) countOf(label).right += 1;
  }
  const scores = [...counts.values()]
    .filter(({ there }) => there > 0)
    .map(({ right, found, there }) => (2 * right) / (found + there));
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

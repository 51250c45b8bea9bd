import { type Comparison, compareLabels } from './compare-labels.ts';
import { type EmbedTexts, embedExamples, type Labelled } from './embed-examples.ts';
import { predictIntents } from './predict-intents.ts';
import { trainModel } from './train-model.ts';

/** Figures of one training and testing of the intent engine, as `peakdesk nlu evaluate` prints them; shares are 0 … 1. */
export type IntentEvaluation = Comparison & {
  fitSeconds: number;
  predictionsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
};

/**
 * Trains on one collection, reads another and compares; one prediction at a time, as in a conversation, the embedder's time for that
 * one text included.
 */
export async function evaluateIntentEngine(parts: {
  train: readonly Labelled[];
  test: readonly Labelled[];
  outOfScope?: string;
  embed?: EmbedTexts;
}): Promise<IntentEvaluation> {
  const { test, outOfScope, embed } = parts;
  const startedAt = performance.now();
  const examples = await embedExamples(parts.train, embed);
  const model = trainModel(examples, outOfScope === undefined ? {} : { outOfScope });
  const fitSeconds = (performance.now() - startedAt) / 1000;
  const times: number[] = [];
  const found: string[] = [];
  for (const [text] of test) {
    const askedAt = performance.now();
    const embedding = embed && (await embed([text]))[0];
    found.push(predictIntents(model, text, embedding)[0]?.intent ?? '');
    times.push(performance.now() - askedAt);
  }
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
export async function trainPredictor(
  train: readonly Labelled[],
  embed?: EmbedTexts,
): Promise<(text: string) => Promise<{ label: string; confidence: number }>> {
  const model = trainModel(await embedExamples(train, embed));
  return async (text) => {
    const best = predictIntents(model, text, embed && (await embed([text]))[0])[0];
    return { label: best?.intent ?? '', confidence: best?.confidence ?? 0 };
  };
}

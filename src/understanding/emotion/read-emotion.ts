import type { IntentModel } from '../intent/intent-model.ts';
import { predictFeatures } from '../intent/predict-intents.ts';
import type { MessageText } from '../message-text.ts';
import { type Emotion, emotions, type Intensity } from '../types.ts';
import { emotionWords, negatedPraise, sarcasm, softening, strengthening } from './emotion-words.ts';

/** The models behind the reading of emotions; each label of `emotions` is an emotion, of `intensities` '1', '2' or '3'. */
export type EmotionModels = { emotions: IntentModel; intensities: IntentModel };

export type EmotionReading = { emotion: Emotion; intensity: Intensity };

const rows = emotionWords.map((row) => ({ ...row, pattern: new RegExp(row.says, 'iu') }));
const sarcastic = new RegExp(sarcasm.join('|'), 'iu');
const negated = new RegExp(negatedPraise, 'iu');
const stronger = new RegExp(strengthening, 'giu');
const milder = new RegExp(softening, 'iu');

/** How much a word of the table counts against the model's log probability. */
const wordTrust = 1;
const sarcasmWeight = 3.5;
const mostWeightPerEmotion = 4;

/** Tells the emotion of a message and how strong it is: a trained model, corrected by a table of plain words. */
export function readEmotion(models: EmotionModels, text: MessageText): EmotionReading {
  const words = wordEvidence(text.text);
  const predicted = predictFeatures(models.emotions, text.features);
  const scores = predicted.map(({ intent, confidence }) => ({
    emotion: emotions.find((emotion) => emotion === intent) ?? ('neutral' as const),
    score: Math.log(confidence + 0.05) + wordTrust * (words.get(intent) ?? 0),
  }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a), {
    emotion: 'neutral' as const,
    score: Number.NEGATIVE_INFINITY,
  });
  if (best.emotion === 'neutral') return { emotion: 'neutral', intensity: 0 };
  if ((words.get(best.emotion) ?? 0) > 0) return { emotion: best.emotion, intensity: readIntensity(models, text) };
  // Without a plain word the model must be sure, and a feeling is clear at most: most messages of a shop are plain questions.
  const confidence = predicted.find(({ intent }) => intent === best.emotion)?.confidence ?? 0;
  if (confidence < believedWithoutWords) return { emotion: 'neutral', intensity: 0 };
  const intensity = confidence < sureWithoutWords ? 1 : readIntensity(models, text);
  return { emotion: best.emotion, intensity: intensity === 3 ? 2 : intensity };
}

/** Confidence from which the model is believed without a plain word, and from which the feeling may be more than slight. */
const believedWithoutWords = 0.35;
const sureWithoutWords = 0.7;

function wordEvidence(text: string): Map<string, number> {
  const evidence = new Map<string, number>();
  const add = (emotion: Emotion, weight: number) =>
    evidence.set(emotion, Math.min(mostWeightPerEmotion, (evidence.get(emotion) ?? 0) + weight));
  for (const { emotion, weight, pattern } of rows) if (pattern.test(text)) add(emotion, weight);
  const isSarcastic = sarcastic.test(text);
  if (isSarcastic) add('angry', sarcasmWeight);
  if (isSarcastic || negated.test(text)) evidence.set('satisfied', -2);
  return evidence;
}

function readIntensity(models: EmotionModels, text: MessageText): Intensity {
  const expected = predictFeatures(models.intensities, text.features).reduce(
    (sum, { intent, confidence }) => sum + Number(intent) * confidence,
    0,
  );
  const strong = Math.min(2, text.text.match(stronger)?.length ?? 0) * 0.25 + (text.longestRun >= 3 ? 0.35 : 0);
  const mild = milder.test(text.text) ? 0.25 : 0;
  const value = Math.round(expected + strong - mild);
  return value <= 1 ? 1 : value === 2 ? 2 : 3;
}

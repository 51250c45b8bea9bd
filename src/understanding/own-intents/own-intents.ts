import type { IntentModel } from '../intent/intent-model.ts';
import { marginsOf } from '../intent/predict-intents.ts';
import { textFeatures } from '../intent/text-features.ts';
import { type Example, trainModel } from '../intent/train-model.ts';
import { toVector } from '../intent/vocabulary.ts';
import { normalizeText } from '../normalize/normalize-text.ts';
import type { IntentScore } from '../types.ts';

/** A wish that a shop has taught by examples. */
export type TaughtIntent = { id: string; examples: readonly string[] };

/** Reads the wishes that one shop has taught. */
export type OwnIntentReader = {
  /**
   * The taught wish of a message in normalised words, if it is one; `builtIn` is how sure the built-in reading is of its own. The
   * confidence is the taught wish's, 0 to 1.
   */
  read(normalized: string, builtIn: number): IntentScore | undefined;
};

/**
 * How far a message must lie on a taught wish's side of what customers write everywhere: 0 is as near to both, examples lie beyond 1.
 * With a handful of examples other words for the same wish lie at -1.8 to 1.4; of 2,697 messages of the evaluation seven that ask for
 * something else come through both bounds, with four wishes of eight examples each.
 */
const sure = -0.6;
/** The bound where the built-in reading is in doubt itself. */
const likely = -1.1;
const builtInInDoubt = 0.7;

/** What no taught wish is; the model needs a name for it. */
const otherwise = 'otherwise';

const noOwnIntents: OwnIntentReader = { read: () => undefined };

/**
 * Learns the wishes of one shop from their examples, set against what customers write everywhere. Takes about half a second for
 * twenty wishes; the words of an example themselves are always read as its wish.
 */
export function learnOwnIntents(taught: readonly TaughtIntent[], ordinary: readonly string[]): OwnIntentReader {
  if (taught.length === 0) return noOwnIntents;
  const examples = taught.flatMap(({ id, examples: texts }) => texts.map((text): Example => ({ text, label: id })));
  const exact = new Map(examples.map(({ text, label }) => [normalizeText(text).text, label]));
  const others = ordinary.filter((text) => !exact.has(normalizeText(text).text));
  const model = trainModel([...examples, ...others.map((text) => ({ text, label: otherwise }))], { errorPrice: 1 });
  return { read: (normalized, builtIn) => readOne(model, exact, normalized, builtIn) };
}

function readOne(
  model: IntentModel,
  exact: ReadonlyMap<string, string>,
  normalized: string,
  builtIn: number,
): IntentScore | undefined {
  const told = exact.get(normalized);
  if (told !== undefined) return { intent: told, confidence: 1 };
  const margins = marginsOf(model, toVector(model.vocabulary, textFeatures(normalized)));
  const ranked = model.labels.map((intent, label) => ({ intent, margin: margins[label] ?? 0 }));
  const others = ranked.find(({ intent }) => intent === otherwise)?.margin ?? 0;
  const [best] = ranked.filter(({ intent }) => intent !== otherwise).sort((one, other) => other.margin - one.margin);
  const distance = (best?.margin ?? 0) - others;
  if (best === undefined || distance < (builtIn < builtInInDoubt ? likely : sure)) return undefined;
  return { intent: best.intent, confidence: confidenceAt(distance) };
}

/** A half where it is only likely, nearly one at an example's own distance. */
function confidenceAt(distance: number): number {
  return 1 / (1 + Math.exp(likely - distance));
}

/** Texts of each built-in intent that stand for what customers write everywhere. */
const ordinaryPerIntent = 20;

/** An even part of the built-in utterances, some of each intent. */
export function ordinaryMessages(utterances: readonly Example[]): string[] {
  const byIntent = new Map<string, string[]>();
  for (const { label, text } of utterances) {
    const texts = byIntent.get(label);
    if (texts) texts.push(text);
    else byIntent.set(label, [text]);
  }
  return [...byIntent.values()].flatMap((texts) => {
    const step = Math.max(1, Math.floor(texts.length / ordinaryPerIntent));
    return texts.filter((_text, index) => index % step === 0).slice(0, ordinaryPerIntent);
  });
}

import type { MessageText } from '../message-text.ts';
import type { ContextLine, Entity, IntentScore } from '../types.ts';
import type { EmbeddedReading, IntentModel } from './intent-model.ts';
import { predictFeatures, predictNormalized } from './predict-intents.ts';
import { readBareMessage } from './read-bare-message.ts';
import { splitWishes, type Wish } from './split-wishes.ts';
import { toldWish } from './told-wish.ts';

/** The wish of a message first, alternatives behind it; further wishes of the same message in order of the text. */
export type IntentReading = {
  intents: readonly IntentScore[];
  furtherIntents: readonly IntentScore[];
  /** The message is nothing but a number, link, name or choice. */
  isBareValue: boolean;
};

/** Alternatives beyond these are noise. */
const mostIntents = 8;
const mostFurther = 3;
/** How sure the model must be of a piece before it counts as a wish of its own. */
const enoughForSentence = 0.55;
const enoughForClause = 0.75;
/** Below this the reading of a whole message is in doubt; then a piece counts from here on. */
const doubtful = 0.4;
const enoughInDoubt = 0.5;

/** Reads what a message wants, in the light of what was said before; the vector is of the whole message, its pieces are read without. */
export function readIntents(
  model: IntentModel,
  {
    message,
    entities,
    context,
    byEmbedder,
  }: {
    message: MessageText;
    entities: readonly Entity[];
    context: readonly ContextLine[];
    byEmbedder?: EmbeddedReading | undefined;
  },
): IntentReading {
  const told = toldWish(message.text, entities);
  const ranked = inScope(rankedBy(model, message, told, byEmbedder), entities).slice(0, mostIntents);
  const bare = readBareMessage({ normalized: message.text, entities, context });
  if (bare) return { ...only(withFirst(bare, ranked)), isBareValue: valueIntents.includes(bare.intent) };
  const pieces = splitWishes(told);
  const wishes = wishesOf(model, pieces);
  const [first] = ranked;
  if (first && wishes.length === 0 && first.confidence < doubtful) return only(clearestPiece(model, pieces, ranked));
  if (!first || wishes.length === 0) return only(ranked);
  // Two wishes blur the reading of the whole; where it is none of them, the first wish stands.
  const main = wishes.find(({ intent }) => intent === first.intent) ?? (isWish(first.intent) ? first : wishes[0]);
  if (!main) return only(ranked);
  return {
    intents: main.intent === first.intent ? ranked : withFirst(main, ranked),
    furtherIntents: wishes.filter(({ intent }) => intent !== main.intent).slice(0, mostFurther),
    isBareValue: false,
  };
}

function rankedBy(
  model: IntentModel,
  message: MessageText,
  told: string,
  byEmbedder: EmbeddedReading | undefined,
): IntentScore[] {
  if (byEmbedder) return predictNormalized(byEmbedder.intents, told, byEmbedder.vector);
  return told === message.text ? predictFeatures(model, message.features) : predictNormalized(model, told);
}

/** Who names goods of the shop seldom asks what no shop could answer, however strange the words beside them are. */
function inScope(ranked: readonly IntentScore[], entities: readonly Entity[]): IntentScore[] {
  const isOfGoods = entities.some(({ type }) => type === 'product');
  const isIn = isOfGoods && ranked.every(({ intent, confidence }) => intent !== 'oos' || confidence < surelyOutside);
  return isIn ? ranked.filter(({ intent }) => intent !== 'oos') : [...ranked];
}

/** From here on a message is out of scope, whatever goods it names ("how do I cook rice for twenty"). */
const surelyOutside = 0.9;

/** A long story blurs the reading of the whole; the piece of it that is clear tells the wish. */
function clearestPiece(model: IntentModel, pieces: readonly Wish[], ranked: readonly IntentScore[]): IntentScore[] {
  const [clearest] = pieces
    .flatMap(({ text }) => predictNormalized(model, text).slice(0, 1))
    .filter(({ intent, confidence }) => isWish(intent) && confidence >= enoughInDoubt)
    .toSorted((a, b) => b.confidence - a.confidence);
  return clearest === undefined ? [...ranked] : withFirst(clearest, ranked);
}

const valueIntents: readonly string[] = ['chat.inform', 'product.link'];

function only(intents: readonly IntentScore[]): IntentReading {
  return { intents, furtherIntents: [], isBareValue: false };
}

/** Small talk and refusals around a wish are no further wish. */
function isWish(intent: string): boolean {
  return !intent.startsWith('chat.') && intent !== 'oos' && intent !== 'status.urge_reply';
}

function wishesOf(model: IntentModel, pieces: readonly Wish[]): IntentScore[] {
  const wishes = new Map<string, IntentScore>();
  for (const { text, isWeak } of pieces) {
    const best = predictNormalized(model, text)[0];
    if (!best || !isWish(best.intent) || best.confidence < (isWeak ? enoughForClause : enoughForSentence)) continue;
    if (!wishes.has(best.intent)) wishes.set(best.intent, best);
  }
  return [...wishes.values()];
}

/** Puts a reading by rule first and leaves the rest of the confidence to the others. */
function withFirst(first: IntentScore, ranked: readonly IntentScore[]): IntentScore[] {
  const others = ranked.filter(({ intent }) => intent !== first.intent);
  const sum = others.reduce((total, { confidence }) => total + confidence, 0);
  const scale = sum === 0 ? 0 : Math.min(1, (1 - first.confidence) / sum);
  return [first, ...others.map(({ intent, confidence }) => ({ intent, confidence: confidence * scale }))].slice(
    0,
    mostIntents,
  );
}

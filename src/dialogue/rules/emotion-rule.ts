import type { Emotion } from '../../understanding/index.ts';
import { dialogueSettings } from '../dialogue-settings.ts';
import { isSomethingLate } from '../lateness.ts';
import { causeOf, chooseSoothing, type SoothingStrategy } from '../soothing/choose-soothing.ts';
import { say } from '../step-context.ts';
import { goOn, type Rule, type Turn } from '../turn.ts';
import type { Saying } from '../types.ts';
import { handOff } from './hand-off.ts';

/**
 * Clear anger or anxiety: an apology goes first, nothing is sold, and twice in a row, or when anger is at full strength, a
 * person takes over; who is only in a hurry is helped first. Out of hours a task is written and the AI goes on calmly.
 */
export function emotionRule(turn: Turn): ReturnType<Rule['apply']> {
  const { emotion, intensity, intents } = turn.input.understanding;
  const isNegative = intensity >= (clearFrom[emotion] ?? Number.POSITIVE_INFINITY);
  // Who is only in a hurry wants the matter itself, not somebody else.
  const isHurrying = intents[0]?.intent === 'ship.urge';
  const isLasting = emotion !== 'anxious' || intensity >= 3 || (turn.state.negativeTurns > 0 && !isHurrying);
  const negativeTurns = isNegative ? turn.state.negativeTurns + (isLasting ? 1 : 0) : 0;
  const counted = { ...turn, state: { ...turn.state, negativeTurns } };
  if (!isNegative) return goOn(counted);
  // A shopper in a hurry wants the answer and has nothing to be consoled for.
  if (emotion === 'anxious' && isShopping(turn) && intensity < 3) return goOn(counted);
  const soothing = { ...counted, isSoothing: true, opening: [...turn.opening, soothingWords(turn)] };
  const wantsPerson = strategyOf(turn)?.person === 'now';
  if (!wantsPerson && negativeTurns < dialogueSettings.negativeTurnLimit) return goOn(soothing);
  // A person takes over now: nothing that the AI itself would look into is promised.
  const handed = negativeTurns > 1 ? soothing : { ...soothing, opening: [...turn.opening, say('soothe.hand-off')] };
  if (turn.input.facts.humansAvailable) return { output: handOff(handed, 'emotion') };
  return goOn({ ...soothing, taskReason: 'emotion' });
}

/** Intensity from which an emotion counts; disappointment and worry are the everyday tone of after-sales. */
const clearFrom: Readonly<Partial<Record<Emotion, number>>> = {
  angry: dialogueSettings.clearIntensity,
  anxious: dialogueSettings.clearIntensity,
  worried: 3,
  disappointed: 3,
};

/** What is said first to somebody upset whose question nobody can answer. */
export function openingForUpset(turn: Turn): readonly Saying[] {
  const { emotion, intensity } = turn.input.understanding;
  return intensity >= (clearFrom[emotion] ?? Number.POSITIVE_INFINITY) ? [soothingWords(turn)] : [];
}

function soothingWords({ input, state }: Turn): Saying {
  if (state.negativeTurns > 0) return say('soothe.again');
  if (isShopping({ input, state })) return say('soothe.shopping');
  const apology = strategyOf({ input })?.apology ?? 'none';
  // "让您等了这么久" to somebody who ordered an hour ago would be a phrase.
  if (apology === 'soothe.delay' && input.understanding.emotion !== 'angry' && !isSomethingLate(input.facts))
    return say('soothe.hurry');
  if (apology !== 'none') return say(apology);
  return say(input.understanding.emotion === 'angry' ? 'soothe.general' : 'soothe.worry');
}

/** Who asks before buying has waited for no parcel and holds nothing broken. */
function isShopping({ input, state }: Pick<Turn, 'input' | 'state'>): boolean {
  const { commands, facts } = input;
  const isAsking =
    commands.length > 0 && commands.every((one) => one.kind === 'answer' && beforeBuying.test(one.question.intent));
  return isAsking && facts.orders.length === 0 && state.focus.orderId === undefined;
}

const beforeBuying =
  /^(?:product\.|price\.|promo\.(?!price_protect)|ship\.(?:fee|region|carrier|when)|track\.eta|pay\.method)/;

function strategyOf({ input }: Pick<Turn, 'input'>): SoothingStrategy | undefined {
  const { emotion, intensity, intents } = input.understanding;
  return chooseSoothing({ cause: causeOf(intents[0]?.intent ?? ''), emotion, intensity });
}

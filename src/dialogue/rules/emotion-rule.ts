import type { Emotion } from '../../understanding/index.ts';
import { dialogueSettings } from '../dialogue-settings.ts';
import { say } from '../step-context.ts';
import { goOn, type Rule, type Turn } from '../turn.ts';
import type { Saying } from '../types.ts';
import { handOff } from './hand-off.ts';

/**
 * Clear anger or anxiety: an apology goes first, nothing is sold, and twice in a row, or when anger is at full strength, a
 * person takes over; who is only in a hurry is helped first. Out of hours a task is written and the AI goes on calmly.
 */
export function emotionRule(turn: Turn): ReturnType<Rule['apply']> {
  const { emotion, intensity } = turn.input.understanding;
  const isNegative = intensity >= (clearFrom[emotion] ?? Number.POSITIVE_INFINITY);
  const negativeTurns = isNegative ? turn.state.negativeTurns + 1 : 0;
  const counted = { ...turn, state: { ...turn.state, negativeTurns } };
  if (!isNegative) return goOn(counted);
  const soothing = { ...counted, isSoothing: true, opening: [...turn.opening, soothingWords(turn)] };
  const isFurious = emotion === 'angry' && intensity >= 3;
  if (!isFurious && negativeTurns < dialogueSettings.negativeTurnLimit) return goOn(soothing);
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

/** Beginning of the intent → what the apology speaks of. */
const topics: readonly (readonly [string, string])[] = [
  ['ship.', 'soothe.delay'],
  ['track.', 'soothe.delay'],
  ['issue.', 'soothe.goods'],
  ['return.', 'soothe.goods'],
  ['exchange.', 'soothe.goods'],
  ['repair.', 'soothe.goods'],
  ['refund.', 'soothe.refund'],
  ['complaint', 'soothe.service'],
  ['human.', 'soothe.service'],
  ['status.', 'soothe.service'],
];

function soothingWords({ input, state }: Turn): Saying {
  const intent = input.understanding.intents[0]?.intent ?? '';
  const found = topics.find(([beginning]) => intent.startsWith(beginning));
  if (state.negativeTurns > 0) return say('soothe.again');
  if (found !== undefined) return say(found[1]);
  return say(input.understanding.emotion === 'angry' ? 'soothe.general' : 'soothe.worry');
}

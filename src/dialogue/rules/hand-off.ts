import { startFlow } from '../flow-stack.ts';
import { joinSpeech, say } from '../step-context.ts';
import { decided, planOf, type Turn } from '../turn.ts';
import type { DecideOutput, HandOffReason, Saying } from '../types.ts';
import { continueFlows } from './flow-rule.ts';
import { skillGroupFor } from './skill-groups.ts';

export type HandOffDetails = { skillGroup?: string; sayings?: readonly Saying[] };

/**
 * A person takes over while people are there. Out of hours the message becomes a task for the morning, once per
 * conversation, and the AI goes on.
 */
export function handOff(turn: Turn, reason: HandOffReason, details: HandOffDetails = {}): DecideOutput {
  const skillGroup = details.skillGroup ?? skillGroupFor(reason, turn.state.lastIntent);
  const spoken = { ...turn, speech: joinSpeech(turn.speech, { sayings: details.sayings ?? [] }) };
  if (!turn.input.facts.humansAvailable) return leaveTask(spoken, reason);
  const said = {
    ...spoken,
    speech: joinSpeech({ ...spoken.speech, buttons: [] }, { sayings: [say(`hand-off.${reason}`)] }),
  };
  const target = { reason, skillGroup };
  const handed = { ...said, state: { ...said.state, handOff: target } };
  return decided(handed, { kind: 'hand-off', plan: planOf(handed, true), handOff: target, reason: reasons[reason] });
}

/** Why a person takes over, for the turn trace. */
const reasons: Readonly<Record<HandOffReason, string>> = {
  asked: 'the customer asked for a person',
  risk: 'the message holds risk words',
  'not-understood': 'the customer was not understood or asks the same again',
  'low-confidence': 'two answers in a row were uncertain',
  emotion: 'the customer is clearly upset',
  'flow-step': 'the flow ends with a person',
  'no-right': 'the wish is beyond what the AI may decide',
  'model-failed': 'the model failed and no template fits',
  'bad-rating': 'the customer rated the answers badly',
  reception: 'the shop lets people answer first now',
};

/** People are away: writes the task and says when they are back; a task that exists is only named again. */
export function leaveTask(turn: Turn, reason: HandOffReason): DecideOutput {
  const { input, flows, state } = turn;
  if (state.taskId !== undefined) {
    const known = say('leave-message.known', { ticketId: state.taskId });
    // What ended with a person is over; the next message is a wish of its own.
    const { expecting: _closed, ...rest } = state;
    const over = { ...rest, stack: [] };
    const said = { ...turn, state: over, speech: joinSpeech(turn.speech, { sayings: [known] }) };
    return decided(said, { kind: 'answer', plan: planOf(said, true), reason: 'out of hours; the task exists already' });
  }
  const words = input.understanding.normalized;
  const message = reason === 'asked' ? {} : { message: words };
  const slots = { ...message, why: reason, said: words };
  const started = startFlow({ ...state, stack: [] }, { flow: 'leave-message', slots, isAddition: true }, flows);
  return continueFlows({ ...turn, state: started.state });
}

/** Out of hours, a task beside what is being done: it is written first, then the flow goes on. */
export function withMorningTask(turn: Turn): Turn {
  if (turn.taskReason === undefined || turn.state.taskId !== undefined) return turn;
  const words = turn.input.understanding.normalized;
  const wish = {
    flow: 'leave-message',
    slots: { message: words, why: turn.taskReason, said: words },
    isAddition: true,
  };
  return { ...turn, state: startFlow(turn.state, wish, turn.flows).state };
}

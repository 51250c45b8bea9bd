import { stateAfterPeople, withoutPerson } from '../dialogue/index.ts';
import type { Turn } from './gather.ts';

/** What the customer can take back by a word; danger, a bad rating and the shop's own choice stay with people. */
const ofCustomer: readonly string[] = [
  'asked',
  'not-understood',
  'low-confidence',
  'emotion',
  'flow-step',
  'no-right',
  'model-failed',
];

/**
 * Who waits for a person and no longer wants one ("算了不用人工了,你告诉我快递到哪就行") is the AI's again, with what else the message
 * says; the commit takes the conversation out of the queue.
 */
export function withoutWaiting(turn: Turn): Turn {
  const { conversation, state, incomingText } = turn;
  const reason = state.handOff?.reason;
  if (conversation.handler.kind !== 'queue' || reason === undefined || !ofCustomer.includes(reason)) return turn;
  const rest = withoutPerson(incomingText.text, true);
  if (rest === undefined) return turn;
  return {
    ...turn,
    takenBack: rest,
    conversation: { ...conversation, handler: { kind: 'ai' } },
    state: stateAfterPeople(state),
    incomingText: rest === '' ? incomingText : { ...incomingText, text: rest },
  };
}

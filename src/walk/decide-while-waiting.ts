import type { Decided } from './decide.ts';
import type { Turn } from './gather.ts';
import type { Read } from './understand.ts';

/**
 * The AI keeps silent while a person is responsible: an agent answers, or the customer waits for one. Who asks again while waiting is
 * told the place and the wait honestly; who no longer wants a person goes back to the AI.
 */
export function decideWhileWaiting(
  turn: Turn,
  read: Read,
): Pick<Decided, 'decision' | 'state' | 'decisions'> | undefined {
  const { handler } = turn.conversation;
  if (handler.kind === 'ai') return undefined;
  const state = turn.state;
  if (handler.kind === 'agent') {
    const reason = 'an agent answers this conversation';
    return { state, decision: { kind: 'wait', reason }, decisions: [{ kind: 'wait', reason }] };
  }
  const asksAgain = read.commands.some(
    (command) =>
      (command.kind === 'hand-off' && command.reason === 'asked') ||
      (command.kind === 'small-talk' && command.topic === 'urge-reply'),
  );
  if (!asksAgain) {
    const reason = 'the customer waits for a person';
    return { state, decision: { kind: 'wait', reason }, decisions: [{ kind: 'wait', reason }] };
  }
  const reason = 'asked again while waiting: tell the place';
  return {
    state,
    decision: {
      kind: 'answer',
      plan: {
        sayings: [{ key: 'queue.still-waiting', parameters: {} }],
        facts: [],
        buttons: [],
        cards: [],
        isSoothing: true,
      },
      reason,
    },
    decisions: [{ kind: 'answer', reason }],
  };
}

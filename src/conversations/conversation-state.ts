import type { StaffId } from '../platform/index.ts';
import type { Conversation, ConversationStatus, Handler } from './types.ts';

/** What can happen to a conversation; each is one transition of the table below. */
export type Transition =
  | { kind: 'customer-wrote' }
  | { kind: 'shop-answered' }
  | { kind: 'queued' }
  | { kind: 'assigned'; staffId: StaffId }
  | { kind: 'returned-to-ai' }
  | { kind: 'closed' };

export type ConversationState = { status: ConversationStatus; handler: Handler };

/**
 * Next state after a transition, or undefined where it is not allowed. A closed conversation is only opened again by its customer
 * or by an agent who takes it; the queue can be left by an agent, by the AI, or by closing.
 */
export function nextState(state: ConversationState, transition: Transition): ConversationState | undefined {
  const isClosed = state.status === 'closed';
  switch (transition.kind) {
    case 'customer-wrote':
      return { status: 'open', handler: isClosed ? { kind: 'ai' } : state.handler };
    case 'shop-answered':
      return isClosed ? undefined : { ...state, status: 'waiting' };
    case 'queued':
      return isClosed || state.handler.kind === 'queue' ? undefined : { status: 'open', handler: { kind: 'queue' } };
    case 'assigned':
      return { status: 'open', handler: { kind: 'agent', staffId: transition.staffId } };
    case 'returned-to-ai':
      return isClosed || state.handler.kind === 'ai' ? undefined : { ...state, handler: { kind: 'ai' } };
    case 'closed':
      return isClosed ? undefined : { status: 'closed', handler: { kind: 'ai' } };
  }
}

/** State part of a conversation. */
export function stateOf(conversation: Conversation): ConversationState {
  return { status: conversation.status, handler: conversation.handler };
}

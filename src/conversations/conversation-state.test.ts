import { describe, expect, it } from 'vitest';
import { StaffId } from '../platform/index.ts';
import { type ConversationState, nextState } from './conversation-state.ts';

const staffId = StaffId.make();
const open: ConversationState = { status: 'open', handler: { kind: 'ai' } };
const queued: ConversationState = { status: 'open', handler: { kind: 'queue' } };
const withAgent: ConversationState = { status: 'open', handler: { kind: 'agent', staffId } };
const closed: ConversationState = { status: 'closed', handler: { kind: 'ai' } };

describe('what can happen to a conversation', () => {
  it.each([
    ['a customer who writes again opens a closed one for the AI', closed, { kind: 'customer-wrote' } as const, open],
    ['a customer who writes leaves it with the agent', withAgent, { kind: 'customer-wrote' } as const, withAgent],
    ['the AI hands over to the queue', open, { kind: 'queued' } as const, queued],
    ['nobody is queued twice', queued, { kind: 'queued' } as const, undefined],
    ['an agent takes it from the queue', queued, { kind: 'assigned', staffId } as const, withAgent],
    ['an agent takes it from the AI', open, { kind: 'assigned', staffId } as const, withAgent],
    ['an agent gives it back to the AI', withAgent, { kind: 'returned-to-ai' } as const, open],
    ['the AI cannot be given what it has', open, { kind: 'returned-to-ai' } as const, undefined],
    ['a closed one is not answered', closed, { kind: 'shop-answered' } as const, undefined],
    ['a closed one is not closed again', closed, { kind: 'closed' } as const, undefined],
    [
      'an answer waits for the customer',
      withAgent,
      { kind: 'shop-answered' } as const,
      { ...withAgent, status: 'waiting' },
    ],
  ])('%s', (_name, state, transition, expected) => {
    expect(nextState(state, transition)).toEqual(expected);
  });
});

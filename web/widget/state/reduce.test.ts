import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aConversation, aMessage, aMessageLine, aSession, conversationId, onTheWire } from '../testing/factories.ts';
import { reduce, type WidgetAction } from './reduce.ts';
import { shownMessages } from './threads.ts';
import { initialState, type PendingMessage, type WidgetState } from './widget-state.ts';

const stateAfter = (actions: readonly WidgetAction[], from: WidgetState = initialState) => actions.reduce(reduce, from);
const heard = (line: Extract<WidgetAction, { type: 'line' }>['line'], isWatched = true): WidgetAction => ({
  type: 'line',
  line,
  now: 1_000,
  isWatched,
});
const pending = (clientId: string): PendingMessage => ({
  clientId,
  content: [{ kind: 'text', text: clientId }],
  createdAt: '2026-11-11T12:00:00.000Z',
  status: 'waiting',
});
const own = (seq: number, clientId: string) => aMessage(seq, { author: { kind: 'customer' }, clientId });
const conversationLine = (given: Parameters<typeof aConversation>[0] = {}) =>
  heard({ type: 'conversation', conversation: aConversation(given) });

describe('messages', () => {
  it('stand by seq, each once, in whatever order and however often they come', () => {
    const seqs = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 });
    fc.assert(
      fc.property(seqs, (order) => {
        const state = stateAfter(order.map((seq) => heard(aMessageLine(aMessage(seq)))));
        expect(shownMessages(state.threads).map((one) => one.seq)).toEqual([...new Set(order)].sort((a, b) => a - b));
      }),
    );
  });

  it('of the customer are shown once, whether ack or message comes first or only one of them', () => {
    const ack = heard({
      type: 'ack',
      clientId: 'client-1',
      conversationId,
      seq: 1,
      messageId: 'm1',
      createdAt: own(1, 'client-1').createdAt,
    });
    const message = heard(aMessageLine(own(1, 'client-1')));
    for (const way of [[ack], [message], [ack, message], [message, ack], [message, message, ack, ack]]) {
      const state = stateAfter([{ type: 'pending-added', message: pending('client-1') }, ...way]);
      expect(state.pending).toEqual([]);
      expect(shownMessages(state.threads)).toHaveLength(1);
    }
  });

  it('of the history confirm what was pending', () => {
    const state = stateAfter([
      { type: 'pending-added', message: pending('client-1') },
      {
        type: 'session',
        now: 0,
        session: aSession({ conversation: aConversation(), messages: [onTheWire(own(1, 'client-1'))] }),
      },
    ]);
    expect(state.pending).toEqual([]);
  });

  it('of a new conversation come below the old one, and its news replace the old ones', () => {
    const state = stateAfter([
      heard(aMessageLine(aMessage(1), 'old')),
      conversationLine({ conversationId: 'old', status: 'closed', rating: 5 }),
      heard(aMessageLine(own(1, 'client-1'), 'new')),
      conversationLine({ conversationId: 'old', status: 'closed', rating: 5 }),
    ]);
    expect(state.threads.map((thread) => thread.conversationId)).toEqual(['old', 'new']);
    expect(state.conversation).toBeUndefined();
    expect(stateAfter([conversationLine({ conversationId: 'new' })], state).conversation?.conversationId).toBe('new');
  });
});

describe('a reply', () => {
  const delta = (from: number, text: string) => heard({ type: 'reply-delta', conversationId, from, text });

  it('grows while it is streamed and is replaced by the finished message', () => {
    const growing = stateAfter([heard(aMessageLine(own(1, 'c'))), delta(0, '今天'), delta(2, '到。')]);
    expect(growing.streamed).toBe('今天到。');
    const finished = stateAfter([heard(aMessageLine(aMessage(2)))], growing);
    expect(finished).toMatchObject({ streamed: '', revealed: new Set() });
  });

  it('that is taken back, or begins anew, is shown no longer', () => {
    const growing = stateAfter([heard(aMessageLine(own(1, 'c'))), delta(0, '今天'), delta(2, '到。')]);
    expect(stateAfter([delta(0, '')], growing).streamed).toBe('');
    expect(stateAfter([delta(2, '发。')], growing).streamed).toBe('今天发。');
    expect(
      stateAfter([heard({ type: 'typing', conversationId, by: 'ai', name: '', isTyping: false })], growing).streamed,
    ).toBe('');
  });

  it('whose beginning was missed is not shown by its end', () => {
    expect(stateAfter([heard(aMessageLine(own(1, 'c'))), delta(9, '到。')]).streamed).toBe('');
  });

  it('that was not streamed is revealed only to somebody who looks', () => {
    expect(stateAfter([heard(aMessageLine(aMessage(1)))]).revealed).toEqual(new Set(['m1']));
    expect(stateAfter([heard(aMessageLine(aMessage(1)), false)]).revealed).toEqual(new Set());
    expect(
      stateAfter([heard(aMessageLine(aMessage(1, { author: { kind: 'agent', name: '林' } })))]).revealed.size,
    ).toBe(0);
  });

  it('ends the sign of typing; so does another handler', () => {
    const typing = heard({ type: 'typing', conversationId, by: 'staff', name: '林', isTyping: true });
    const state = stateAfter([conversationLine({ handler: 'agent' }), typing]);
    expect(state.typing).toEqual({ by: 'staff', name: '林' });
    expect(stateAfter([heard(aMessageLine(aMessage(3)))], state).typing).toBeUndefined();
    expect(stateAfter([conversationLine({ handler: 'ai' })], state).typing).toBeUndefined();
    expect(
      stateAfter([heard({ type: 'typing', conversationId, by: 'customer', name: '', isTyping: true })]).typing,
    ).toBeUndefined();
  });
});

describe('the conversation', () => {
  it('remembers since when it waits for a person, and forgets it when one has come', () => {
    const waiting = stateAfter([conversationLine({ handler: 'queue' }), conversationLine({ handler: 'queue' })]);
    expect(waiting.queuedSince).toBe(1_000);
    const place = { position: 2, waitSeconds: { p50: 60, p90: 120 } };
    expect(stateAfter([heard({ type: 'queue', conversationId, place })], waiting).conversation?.queue).toEqual(place);
    expect(stateAfter([conversationLine({ handler: 'agent' })], waiting).queuedSince).toBeUndefined();
  });

  it('never takes back what was read here', () => {
    const state = stateAfter([
      conversationLine({}),
      { type: 'read', seq: 4 },
      conversationLine({ customerReadSeq: 2 }),
    ]);
    expect(state.conversation?.customerReadSeq).toBe(4);
  });

  it('of another customer takes everything along but what is still to be sent', () => {
    const state = stateAfter([
      heard(aMessageLine(aMessage(1))),
      { type: 'pending-added', message: pending('client-9') },
      { type: 'forgotten' },
    ]);
    expect(state.threads).toEqual([]);
    expect(state.pending).toHaveLength(1);
  });

  it('has older messages when the first page was full', () => {
    const messages = Array.from({ length: 50 }, (_, index) => onTheWire(aMessage(index + 20)));
    const state = stateAfter([{ type: 'history', now: 0, conversation: aConversation(), messages }]);
    expect(state.hasOlder).toBe(true);
    const older = stateAfter(
      [{ type: 'older', conversationId, messages: [onTheWire(aMessage(19))], hasMore: false }],
      state,
    );
    expect(older.hasOlder).toBe(false);
    expect(older.threads[0]?.messages[0]?.seq).toBe(19);
  });
});

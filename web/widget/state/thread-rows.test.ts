import { describe, expect, it } from 'vitest';
import { aConversation, aMessage, conversationId } from '../testing/factories.ts';
import { findForm, formStateOf, isRatingOpen } from './open-parts.ts';
import { countUnread, threadRows } from './thread-rows.ts';
import { initialState, type ShownMessage, type WidgetState } from './widget-state.ts';

const state = (messages: readonly ShownMessage[], given: Partial<WidgetState> = {}): WidgetState => ({
  ...initialState,
  threads: [{ conversationId, messages }],
  conversation: aConversation(),
  ...given,
});
const own = (seq: number) => aMessage(seq, { author: { kind: 'customer' } });
const kinds = (messages: readonly ShownMessage[]) => threadRows(state(messages)).map((row) => row.kind);

describe('the thread', () => {
  it('has a line for each day', () => {
    const other = aMessage(2, { createdAt: '2026-11-14T12:00:00.000Z' });
    expect(kinds([aMessage(1), other])).toEqual(['day', 'message', 'day', 'message']);
  });

  it('groups what one author says in a row', () => {
    const rows = threadRows(state([aMessage(1), aMessage(2), own(3)]));
    const groups = rows.flatMap((row) => (row.kind === 'message' ? [[row.isFirst, row.isLast]] : []));
    expect(groups).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('tells at the last own message whether the shop has read it', () => {
    const rows = (shopReadSeq: number) =>
      threadRows(state([own(1), own(2), aMessage(3)], { conversation: aConversation({ shopReadSeq }) })).flatMap(
        (row) => (row.kind === 'message' ? [row.mark] : []),
      );
    expect(rows(1)).toEqual([undefined, 'sent', undefined]);
    expect(rows(2)).toEqual([undefined, 'read', undefined]);
  });

  it('shows events as lines and what comes with them as messages', () => {
    const event = { kind: 'event' as const, event: 'closed' as const, parameters: {} };
    const closed = aMessage(2, { author: { kind: 'system' }, content: [event, { kind: 'rating-request' }] });
    expect(kinds([aMessage(1), closed])).toEqual(['day', 'message', 'event']);
  });

  it('keeps the key of a message when it is confirmed', () => {
    const waiting = { clientId: 'client-1', content: [], createdAt: '', status: 'waiting' as const };
    const before = threadRows(state([], { pending: [waiting] })).at(-1)?.key;
    expect(threadRows(state([{ ...own(1), clientId: 'client-1' }])).at(-1)?.key).toBe(before);
  });

  it('counts replies that were not seen, and nothing else', () => {
    const event = aMessage(4, {
      author: { kind: 'system' },
      content: [{ kind: 'event', event: 'queued', parameters: {} }],
    });
    const messages = [aMessage(1), own(2), aMessage(3), event, aMessage(5, { author: { kind: 'agent', name: '' } })];
    expect(countUnread(state(messages))).toBe(3);
    expect(countUnread(state(messages, { conversation: aConversation({ customerReadSeq: 3 }) }))).toBe(1);
    expect(countUnread(initialState)).toBe(0);
  });
});

describe('a form', () => {
  const form = { kind: 'form' as const, formId: 'f', title: '', fields: [] };
  const asked = aMessage(1, { content: [form] });

  it('is open until the customer answers it or writes something else', () => {
    const answered = { ...own(2), content: [{ kind: 'form-answer' as const, formId: 'f', values: {} }] };
    expect(formStateOf(state([asked, aMessage(2)]), asked, form)).toBe('open');
    expect(formStateOf(state([asked, answered]), asked, form)).toBe('answered');
    expect(formStateOf(state([asked, own(2)]), asked, form)).toBe('expired');
  });

  it('of an earlier conversation is over', () => {
    const threads = [
      { conversationId: 'old', messages: [asked] },
      { conversationId, messages: [] },
    ];
    expect(formStateOf(state([], { threads }), asked, form)).toBe('expired');
    expect(findForm(threads, 'f')).toBe(form);
    expect(findForm(threads, 'g')).toBeUndefined();
  });
});

describe('the rating', () => {
  const request = aMessage(2, { author: { kind: 'system' }, content: [{ kind: 'rating-request' }] });
  const given = { ...own(3), content: [{ kind: 'rating' as const, score: 5 as const, comment: '' }] };

  it.each([
    { what: 'is asked for when the shop asks', asked: state([own(1), request]), isOpen: true },
    { what: 'is not asked for before', asked: state([own(1)]), isOpen: false },
    {
      what: 'is asked for when the conversation is closed',
      asked: state([own(1)], { conversation: aConversation({ status: 'closed' }) }),
      isOpen: true,
    },
    { what: 'is over when the customer goes on', asked: state([request, own(3)]), isOpen: false },
    { what: 'is given once', asked: state([request, given]), isOpen: false },
    {
      what: 'is given once on any device',
      asked: state([request], { conversation: aConversation({ rating: 4 }) }),
      isOpen: false,
    },
    { what: 'can be put away', asked: state([request], { ratingSkipped: new Set([conversationId]) }), isOpen: false },
    { what: 'can be asked for by the customer', asked: state([own(1)], { isRating: true }), isOpen: true },
  ])('$what', ({ asked, isOpen }) => {
    expect(isRatingOpen(asked)).toBe(isOpen);
  });
});

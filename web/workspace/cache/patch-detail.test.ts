import { describe, expect, it } from 'vitest';
import { makeConversation, makeDetail, makeMessage } from '../testing/make.ts';
import {
  hasOlder,
  mergeMessages,
  saidByOthers,
  withConversation,
  withKnownMessages,
  withMessages,
} from './patch-detail.ts';

const seqs = (messages: readonly { seq: number }[]) => messages.map((message) => message.seq);

describe('messages of an open conversation', () => {
  it('are appended in order', () => {
    const { detail, hasGap } = withMessages(makeDetail([makeMessage(1)]), [makeMessage(2)]);
    expect(seqs(detail.messages)).toEqual([1, 2]);
    expect(detail.conversation.lastSeq).toBe(2);
    expect(hasGap).toBe(false);
  });

  it('stand once, however often they come', () => {
    const detail = makeDetail([makeMessage(1), makeMessage(2)]);
    expect(seqs(withMessages(detail, [makeMessage(2), makeMessage(1)]).detail.messages)).toEqual([1, 2]);
  });

  it('tell a gap and keep what came beyond it', () => {
    const { detail, hasGap } = withMessages(makeDetail([makeMessage(1)]), [makeMessage(4)]);
    expect(hasGap).toBe(true);
    expect(seqs(detail.messages)).toEqual([1, 4]);
  });

  it('close a gap when the missing ones come', () => {
    const gap = withMessages(makeDetail([makeMessage(1)]), [makeMessage(3)]).detail;
    expect(withMessages(gap, [makeMessage(2)]).hasGap).toBe(false);
  });

  it('take the later copy of a message', () => {
    const merged = mergeMessages([makeMessage(1)], [makeMessage(1, { delivery: 'read' })]);
    expect(merged[0]?.delivery).toBe('read');
  });

  it('have older ones until the first is there', () => {
    expect(hasOlder([makeMessage(3)])).toBe(true);
    expect(hasOlder([makeMessage(1)])).toBe(false);
    expect(hasOlder([])).toBe(false);
  });
});

describe('a conversation fetched again', () => {
  it('keeps older messages that join without a hole', () => {
    const known = makeDetail([makeMessage(1), makeMessage(2), makeMessage(3)]);
    expect(seqs(withKnownMessages(makeDetail([makeMessage(3), makeMessage(4)]), known).messages)).toEqual([1, 2, 3, 4]);
  });

  it('drops older messages that would leave a hole', () => {
    const known = makeDetail([makeMessage(1), makeMessage(2)]);
    expect(seqs(withKnownMessages(makeDetail([makeMessage(60)]), known).messages)).toEqual([60]);
  });
});

describe('the state of a conversation', () => {
  it('never goes back to an older version', () => {
    const detail = makeDetail([], { version: 7, status: 'closed' });
    expect(withConversation(detail, makeConversation({ version: 6, status: 'open' }))).toBe(detail);
  });

  it('does not forget a message that has come before the state', () => {
    const detail = makeDetail([makeMessage(1), makeMessage(2)], { version: 1 });
    expect(withConversation(detail, makeConversation({ version: 2, lastSeq: 1 })).conversation.lastSeq).toBe(2);
  });
});

describe('what others have said while one was writing', () => {
  const colleague = { author: { kind: 'agent', id: 'other', name: '周蔓' } };
  it.each([
    ['a colleague answers', makeMessage(5, colleague), 1],
    ['the AI answers', makeMessage(5, { author: { kind: 'ai' } }), 1],
    ['the customer writes', makeMessage(5), 0],
    ['one has answered oneself', makeMessage(5, { author: { kind: 'agent', id: 'me', name: '林知远' } }), 0],
    ['a colleague leaves a note', makeMessage(5, { ...colleague, isPrivate: true }), 0],
    ['the answer was there before', makeMessage(4, colleague), 0],
  ])('counts when %s', (_name, message, count) => {
    expect(saidByOthers([message], 4, 'me')).toHaveLength(count);
  });
});

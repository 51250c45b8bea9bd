import { describe, expect, it } from 'vitest';
import { makeConversation, makeInboxItem, makeMessage } from '../testing/make.ts';
import { rowsOf, withInboxConversation, withInboxMessage, withInboxRead } from './patch-inbox.ts';

const counts = { mine: 0, waiting: 0, all: 0, ai: 0 };
const pagesOf = (...items: ReturnType<typeof makeInboxItem>[]) => ({
  pages: [{ items, counts }],
  pageParams: [undefined],
});
const agent = { kind: 'agent', id: 's1', name: '周蔓' };

describe('a row of the inbox', () => {
  it('shows the last words and one more unread when the customer writes', () => {
    const data = withInboxMessage(pagesOf(makeInboxItem({ lastSeq: 1 }, { unread: 1 })), makeMessage(2), false);
    const [row] = rowsOf(data.pages);
    expect(row).toMatchObject({
      unread: 2,
      conversation: { lastSeq: 2, lastMessageText: 'words 2', lastMessageBy: 'customer' },
    });
    expect(row?.conversation.waitingSince).toBeDefined();
  });

  it('counts neither the words of staff nor a message that is read at once', () => {
    const data = pagesOf(makeInboxItem({ lastSeq: 1 }));
    const [own] = rowsOf(withInboxMessage(data, makeMessage(2, { author: agent }), false).pages);
    expect(own).toMatchObject({ unread: 0, conversation: { lastMessageBy: 'agent' } });
    expect(rowsOf(withInboxMessage(data, makeMessage(2), true).pages)[0]?.unread).toBe(0);
  });

  it('keeps the words of a customer who waits for a person when the AI says that somebody will come', () => {
    const waits = { handler: { kind: 'queue' }, lastMessageText: '锅把我烫伤了', lastMessageBy: 'customer' };
    const data = pagesOf(makeInboxItem({ lastSeq: 1, ...waits }));
    const [row] = rowsOf(withInboxMessage(data, makeMessage(2, { author: { kind: 'ai' } }), false).pages);
    expect(row?.conversation).toMatchObject({ lastSeq: 2, lastMessageText: '锅把我烫伤了', lastMessageBy: 'customer' });
  });

  it('does not tell of a private note', () => {
    const data = pagesOf(makeInboxItem({ lastSeq: 1 }));
    expect(withInboxMessage(data, makeMessage(2, { author: agent, isPrivate: true }), false)).toBe(data);
  });

  it('counts a message once although two connections bring it', () => {
    const once = withInboxMessage(pagesOf(makeInboxItem({ lastSeq: 1 })), makeMessage(2), false);
    expect(withInboxMessage(once, makeMessage(2), false)).toBe(once);
  });

  it('keeps the newer state of a conversation', () => {
    const data = pagesOf(makeInboxItem({ version: 5 }));
    expect(withInboxConversation(data, makeConversation({ version: 4, status: 'closed' }))).toBe(data);
    const newer = withInboxConversation(data, makeConversation({ version: 6, status: 'closed' }));
    expect(rowsOf(newer.pages)[0]?.conversation.status).toBe('closed');
  });

  it('is the same object when nothing about it changes, so that nothing is drawn again', () => {
    const data = pagesOf(makeInboxItem({ conversationId: 'other' }));
    expect(withInboxMessage(data, makeMessage(2), false)).toBe(data);
    expect(withInboxRead(data, 'other')).toBe(data);
  });

  it('stands once even when it has moved from one page to the next while loading', () => {
    const item = makeInboxItem({});
    expect(rowsOf([...pagesOf(item).pages, ...pagesOf(item).pages])).toHaveLength(1);
  });
});

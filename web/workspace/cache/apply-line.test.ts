import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationDetail, InboxCounts, SessionView } from '../../api/index.ts';
import { makeConversation, makeDetail, makeInboxItem, makeMessage, makeSession } from '../testing/make.ts';
import { applyLine } from './apply-line.ts';
import { keys } from './keys.ts';
import type { Outgoing } from './outgoing.ts';
import { rowsOf } from './patch-inbox.ts';

const counts = { mine: 1, waiting: 0, all: 1, ai: 0 };
const effects = { inboxChanged: vi.fn(), gap: vi.fn() };
let cache = new QueryClient();
const detail = () => cache.getQueryData<ConversationDetail>(keys.conversation('c1'));

beforeEach(() => {
  cache = new QueryClient();
  vi.clearAllMocks();
  cache.setQueryData(keys.conversation('c1'), makeDetail([makeMessage(1)]));
  cache.setQueryData(keys.inbox('mine', ''), {
    pages: [{ items: [makeInboxItem({ lastSeq: 1 })], counts }],
    pageParams: [undefined],
  });
});

describe('a line of the server', () => {
  it('brings a message into the thread and into every list', () => {
    applyLine(cache, { type: 'message', conversationId: 'c1', message: makeMessage(2) }, effects);
    expect(detail()?.messages).toHaveLength(2);
    const pages = cache.getQueryData<{ pages: Parameters<typeof rowsOf>[0] }>(keys.inbox('mine', ''))?.pages ?? [];
    expect(rowsOf(pages)[0]?.conversation.lastMessageText).toBe('words 2');
    expect(effects.gap).not.toHaveBeenCalled();
  });

  it('replaces the optimistic copy of the same client id', () => {
    const outgoing: Outgoing = {
      clientId: 'abc',
      conversationId: 'c1',
      content: [],
      isPrivate: false,
      createdAt: '',
      expectedSeq: 1,
      state: 'sending',
    };
    cache.setQueryData(keys.outgoing('c1'), [outgoing]);
    applyLine(cache, { type: 'message', conversationId: 'c1', message: makeMessage(2, { clientId: 'abc' }) }, effects);
    expect(cache.getQueryData(keys.outgoing('c1'))).toEqual([]);
  });

  it('asks for what is missing when a message is skipped', () => {
    applyLine(cache, { type: 'message', conversationId: 'c1', message: makeMessage(5) }, effects);
    expect(effects.gap).toHaveBeenCalledWith('c1');
  });

  it('asks for what is missing when the server says so', () => {
    applyLine(cache, { type: 'resync', conversationId: 'c1' }, effects);
    expect(effects.gap).toHaveBeenCalledWith('c1');
  });

  it('changes who has a conversation', () => {
    const conversation = makeConversation({ version: 2, handler: { kind: 'agent', staffId: 's1' } });
    applyLine(cache, { type: 'conversation', conversation }, effects);
    expect(detail()?.conversation.handler).toEqual({ kind: 'agent', staffId: 's1' });
  });

  it('counts anew and has the list looked at', () => {
    applyLine(cache, { type: 'inbox', counts: { ...counts, waiting: 9 }, changed: ['c1'] }, effects);
    expect(cache.getQueryData<InboxCounts>(keys.counts)?.waiting).toBe(9);
    expect(effects.inboxChanged).toHaveBeenCalledWith(['c1']);
  });

  it("changes one's own availability when it was changed elsewhere", () => {
    cache.setQueryData(keys.session, makeSession([], { presence: 'offline' }));
    applyLine(cache, { type: 'presence', staffId: 's1', presence: 'online', load: 2 }, effects);
    expect(cache.getQueryData<SessionView>(keys.session)?.staff).toMatchObject({ presence: 'online', load: 2 });
  });
});

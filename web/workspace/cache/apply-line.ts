import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type {
  Conversation,
  ConversationDetail,
  InboxCounts,
  Message,
  ServerLine,
  SessionView,
  StaffView,
} from '../../api/index.ts';
import type { InboxPage, LoadLevel } from '../../api/staff-views.ts';
import { keys } from './keys.ts';
import { type LiveState, quiet, withLine } from './live.ts';
import { type Outgoing, withoutStored } from './outgoing.ts';
import { withConversation, withMessages } from './patch-detail.ts';
import { withInboxConversation, withInboxMessage } from './patch-inbox.ts';

/** What a line means beyond the cache. */
export type LineEffects = {
  /** The list may have new rows or another order. */
  inboxChanged(changed: readonly string[]): void;
  /** A message is missing between what is shown and what came. */
  gap(conversationId: string): void;
};

/** Patches the cache by one line of the server. */
export function applyLine(cache: QueryClient, line: ServerLine, effects: LineEffects): void {
  switch (line.type) {
    case 'message':
      if ('conversationId' in line.message) applyMessage(cache, line.message, effects);
      applyLive(cache, line.conversationId, line);
      return;
    case 'conversation':
      if ('version' in line.conversation) applyConversation(cache, line.conversation);
      return;
    case 'reply-delta':
    case 'typing':
    case 'viewers':
      applyLive(cache, line.conversationId, line);
      return;
    case 'inbox':
      cache.setQueryData<InboxCounts>(keys.counts, line.counts);
      effects.inboxChanged(line.changed);
      return;
    case 'presence':
      applyPresence(cache, line);
      return;
    case 'load':
      cache.setQueryData<LoadLevel>(keys.loadLevel, line.level);
      void cache.invalidateQueries({ queryKey: keys.load });
      return;
    case 'incident':
      void cache.invalidateQueries({ queryKey: keys.incidents });
      return;
    case 'resync':
      effects.gap(line.conversationId);
      return;
    default:
      return;
  }
}

/** Changes every loaded list. */
export function patchInboxes(
  cache: QueryClient,
  change: (data: InfiniteData<InboxPage>) => InfiniteData<InboxPage>,
): void {
  cache.setQueriesData<InfiniteData<InboxPage>>({ queryKey: keys.inboxes }, (data) => (data ? change(data) : data));
}

function applyMessage(cache: QueryClient, message: Message, effects: LineEffects): void {
  const { conversationId } = message;
  const detail = cache.getQueryData<ConversationDetail>(keys.conversation(conversationId));
  if (detail) {
    const patched = withMessages(detail, [message]);
    cache.setQueryData<ConversationDetail>(keys.conversation(conversationId), patched.detail);
    if (patched.hasGap) effects.gap(conversationId);
  }
  cache.setQueryData<readonly Outgoing[]>(keys.outgoing(conversationId), (outgoing) =>
    outgoing ? withoutStored(outgoing, [message]) : outgoing,
  );
  patchInboxes(cache, (data) => withInboxMessage(data, message, false));
}

function applyConversation(cache: QueryClient, conversation: Conversation): void {
  cache.setQueryData<ConversationDetail>(keys.conversation(conversation.conversationId), (detail) =>
    detail ? withConversation(detail, conversation) : detail,
  );
  patchInboxes(cache, (data) => withInboxConversation(data, conversation));
}

function applyLive(cache: QueryClient, conversationId: string, line: ServerLine): void {
  cache.setQueryData<LiveState>(keys.live(conversationId), (live) => withLine(live ?? quiet, line));
}

function applyPresence(cache: QueryClient, line: Extract<ServerLine, { type: 'presence' }>): void {
  cache.setQueryData<{ staff: readonly StaffView[] }>(keys.staff, (data) =>
    data ? { staff: data.staff.map((one) => (one.staffId === line.staffId ? withPresence(one, line) : one)) } : data,
  );
  cache.setQueryData<SessionView>(keys.session, (session) =>
    session?.staff.staffId === line.staffId ? { ...session, staff: withPresence(session.staff, line) } : session,
  );
}

const presences = ['online', 'away', 'offline'] as const;

function withPresence(staff: StaffView, line: { presence: string; load: number }): StaffView {
  return { ...staff, load: line.load, presence: presences.find((one) => one === line.presence) ?? staff.presence };
}

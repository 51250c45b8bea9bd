import type { InboxView } from '../../api/staff-views.ts';

/** Names of everything in the one query cache. */
export const keys = {
  session: ['session'] as const,
  inboxes: ['inbox'] as const,
  inbox: (view: InboxView, search: string) => ['inbox', view, search] as const,
  counts: ['counts'] as const,
  conversation: (id: string) => ['conversation', id] as const,
  live: (id: string) => ['live', id] as const,
  outgoing: (id: string) => ['outgoing', id] as const,
  panel: (id: string) => ['panel', id] as const,
  suggestions: (id: string) => ['suggestions', id] as const,
  turn: (id: string, turnId: string) => ['turn', id, turnId] as const,
  staff: ['staff'] as const,
  groups: ['groups'] as const,
  cannedReplies: ['canned-replies'] as const,
  overview: ['overview'] as const,
  loadLevel: ['load-level'] as const,
  tickets: (status: 'open' | 'done') => ['tickets', status] as const,
  audit: ['audit'] as const,
  settings: ['settings'] as const,
  sessions: ['sessions'] as const,
};

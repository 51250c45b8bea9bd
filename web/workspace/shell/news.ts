import type { InboxItem } from '../../api/index.ts';

/** One's own rows whose customer has written since the last look; nothing on the first look. */
export function newlyUnread(before: readonly InboxItem[] | undefined, now: readonly InboxItem[]): readonly InboxItem[] {
  if (!before) return [];
  const known = new Map(before.map((item) => [item.conversation.conversationId, item.unread]));
  return now.filter((item) => item.unread > (known.get(item.conversation.conversationId) ?? 0));
}

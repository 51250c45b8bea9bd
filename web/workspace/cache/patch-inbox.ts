import type { Conversation, InboxItem, Message } from '../../api/index.ts';
import type { InboxPage } from '../../api/staff-views.ts';
import { previewOf } from './preview.ts';

export type InboxPages = { pages: readonly InboxPage[]; pageParams: readonly unknown[] };

/** All rows of the loaded pages, each conversation once. */
export function rowsOf(pages: readonly InboxPage[]): InboxItem[] {
  const seen = new Set<string>();
  return pages
    .flatMap((page) => page.items)
    .filter(({ conversation }) => {
      if (seen.has(conversation.conversationId)) return false;
      seen.add(conversation.conversationId);
      return true;
    });
}

/** The row of a conversation as told, if a page shows it and does not know something newer. */
export function withInboxConversation<Pages extends InboxPages>(data: Pages, conversation: Conversation): Pages {
  return changeRow(data, conversation.conversationId, (item) =>
    conversation.version < item.conversation.version
      ? item
      : { ...item, conversation: { ...item.conversation, ...conversation } },
  );
}

/** The row's last line and unread count after a message; one's own words and notes are never unread. */
export function withInboxMessage<Pages extends InboxPages>(data: Pages, message: Message, isRead: boolean): Pages {
  return changeRow(data, message.conversationId, (item) => {
    if (message.isPrivate || message.seq <= item.conversation.lastSeq) return item;
    const isCustomer = message.author.kind === 'customer';
    const words = previewOf(message.content);
    // Beside people the AI only says that somebody will come: the words before are what they want to read.
    const isShown = words !== '' && (message.author.kind !== 'ai' || item.conversation.handler.kind === 'ai');
    const conversation: Conversation = {
      ...item.conversation,
      lastSeq: message.seq,
      lastMessageAt: message.createdAt,
      ...(isShown ? { lastMessageText: words, lastMessageBy: message.author.kind } : {}),
      ...(isCustomer && !item.conversation.waitingSince ? { waitingSince: message.createdAt } : {}),
    };
    return { ...item, conversation, unread: isCustomer && !isRead ? item.unread + 1 : item.unread };
  });
}

/** The row after its conversation was read. */
export function withInboxRead<Pages extends InboxPages>(data: Pages, conversationId: string): Pages {
  return changeRow(data, conversationId, (item) => (item.unread === 0 ? item : { ...item, unread: 0 }));
}

function changeRow<Pages extends InboxPages>(
  data: Pages,
  conversationId: string,
  change: (item: InboxItem) => InboxItem,
): Pages {
  let isChanged = false;
  const pages = data.pages.map((page) => {
    const items = page.items.map((item) => {
      if (item.conversation.conversationId !== conversationId) return item;
      const changed = change(item);
      if (changed !== item) isChanged = true;
      return changed;
    });
    return isChanged ? { ...page, items } : page;
  });
  return isChanged ? { ...data, pages } : data;
}

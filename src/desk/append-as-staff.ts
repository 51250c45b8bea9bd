import {
  appendMessages,
  type ContentPart,
  type Conversation,
  cleanContent,
  type Message,
} from '../conversations/index.ts';
import { AppError, MessageId, type Sql } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import { publishSent } from './desk-parts.ts';

/** Stores a message of a member of staff and tells the windows, in the caller's transaction. */
export async function appendAsStaff(
  sql: Sql,
  conversation: Conversation,
  who: SignedIn,
  given: { content: readonly ContentPart[]; isPrivate: boolean; clientId: string },
  now: Date,
): Promise<Message> {
  const [message] = await appendMessages(sql, who.shopId, [
    {
      conversationId: conversation.conversationId,
      messageId: MessageId.make(),
      channelId: conversation.channelId,
      author: { kind: 'agent', id: who.staff.staffId, name: who.staff.name },
      content: cleanContent(given.content),
      isPrivate: given.isPrivate,
      clientId: given.clientId,
      createdAt: now,
    },
  ]);
  if (!message) throw new AppError('bug', 'a message of staff was not stored');
  await publishSent(sql, message);
  return message;
}

/** The same for a private note of plain words. */
export async function appendNote(
  sql: Sql,
  conversation: Conversation,
  who: SignedIn,
  text: string,
  now: Date,
): Promise<void> {
  const content: ContentPart[] = [{ kind: 'text', text }];
  await appendAsStaff(sql, conversation, who, { content, isPrivate: true, clientId: `note-${MessageId.make()}` }, now);
}

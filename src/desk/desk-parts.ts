import {
  appendMessages,
  type ContentPart,
  type Conversation,
  type ConversationEvent,
  findConversation,
  type Message,
} from '../conversations/index.ts';
import { AppError, appendOutbox, type ConversationId, MessageId, type ShopId, type Sql } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import type { WalkParts } from '../walk/index.ts';

/** What the desk works with: the walk's parts, without the model and the channels. */
export type DeskParts = Pick<WalkParts, 'database' | 'clock' | 'log' | 'relay' | 'shops' | 'loadLevel'>;

/** The conversation, locked until the end of the transaction; AppError 'not-found' where the shop has none of this id. */
export async function lockConversation(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
): Promise<Conversation> {
  return required(await findConversation(sql, shopId, conversationId, { lock: true }));
}

/** The conversation; AppError 'not-found' where the shop has none of this id. */
export async function readConversation(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
): Promise<Conversation> {
  return required(await findConversation(sql, shopId, conversationId));
}

/** Writes what happened as a line of the thread, with further parts for the customer if any. */
export async function appendEvent(
  sql: Sql,
  conversation: Conversation,
  event: { name: ConversationEvent; parameters?: Readonly<Record<string, string>>; parts?: readonly ContentPart[] },
  now: Date,
): Promise<void> {
  const { shopId, conversationId, channelId } = conversation;
  const [message] = await appendMessages(sql, shopId, [
    {
      conversationId,
      messageId: MessageId.make(),
      channelId,
      author: { kind: 'system' },
      content: [{ kind: 'event', event: event.name, parameters: event.parameters ?? {} }, ...(event.parts ?? [])],
      createdAt: now,
    },
  ]);
  if (message) await publishSent(sql, message);
}

/** Tells every window of a message that staff or the desk has written. */
export async function publishSent(sql: Sql, message: Message): Promise<void> {
  await appendOutbox(sql, [
    {
      type: 'message.sent',
      shopId: message.shopId,
      conversationId: message.conversationId,
      payload: {
        messageId: message.messageId,
        seq: message.seq,
        author: message.author.kind === 'agent' ? 'staff' : 'system',
      },
    },
  ]);
}

/** Tells every window that owner, status or marks of a conversation have changed. */
export async function publishUpdated(sql: Sql, conversation: Conversation, changed?: readonly string[]): Promise<void> {
  await appendOutbox(sql, [
    {
      type: 'conversation.updated',
      shopId: conversation.shopId,
      conversationId: conversation.conversationId,
      payload: { version: conversation.version, ...(changed ? { changed: [...changed] } : {}) },
    },
  ]);
}

/** The member of staff as actor of the audit trail. */
export function auditActorOf(who: SignedIn): { kind: 'staff'; staffId: string; name: string } {
  return { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name };
}

/** Somebody else has changed the conversation in the meantime. */
export function overtaken(detail: string, userMessageKey = 'problem.overtaken'): AppError {
  return new AppError('conflict', detail, { userMessageKey });
}

function required(conversation: Conversation | undefined): Conversation {
  if (!conversation)
    throw new AppError('not-found', 'no such conversation', { userMessageKey: 'problem.no-conversation' });
  return conversation;
}

import {
  type ContentPart,
  type Conversation,
  findByClientId,
  listMessages,
  type Message,
  updateConversation,
} from '../conversations/index.ts';
import { AppError, type ConversationId, type Sql } from '../platform/index.ts';
import { isAllowed, type SignedIn } from '../staff/index.ts';
import { appendAsStaff } from './append-as-staff.ts';
import { type DeskParts, lockConversation, overtaken, publishUpdated } from './desk-parts.ts';
import { takeLocked } from './ownership.ts';

export type Reply = {
  conversationId: ConversationId;
  clientId: string;
  content: readonly ContentPart[];
  isPrivate: boolean;
  /** Last message that the agent had seen; what came after it from others is given back. */
  expectedSeq?: number;
};

/** The stored message, and what somebody else wrote that the agent had not seen when sending. */
export type ReplyResult = { message: Message; newer: readonly Message[]; isDuplicate: boolean };

/**
 * Writes to the customer or, privately, to colleagues; the same client id stores one message. Answering a conversation that the AI or
 * the queue has takes it; in a colleague's hands it needs the ability to take over, and stays with the colleague.
 */
export async function sendReply(parts: DeskParts, who: SignedIn, reply: Reply): Promise<ReplyResult> {
  const now = parts.clock.now();
  const needed = reply.isPrivate ? 'notes.write' : 'conversations.reply';
  if (!isAllowed(who.staff.role, needed)) throw new AppError('forbidden', `needs ${needed}`);
  const result = await parts.database.inShop(who.shopId, async (sql): Promise<ReplyResult> => {
    const conversation = await lockConversation(sql, who.shopId, reply.conversationId);
    const known = await findByClientId(sql, who.shopId, reply.conversationId, reply.clientId);
    if (known) return { message: mine(known, who), newer: [], isDuplicate: true };
    const newer = await newerThan(sql, conversation, who, reply.expectedSeq);
    if (reply.isPrivate)
      return { message: await appendAsStaff(sql, conversation, who, reply, now), newer, isDuplicate: false };
    if (conversation.status === 'closed') throw overtaken('the conversation is closed', 'problem.conversation-closed');
    const held = await holdForReply(sql, conversation, who, now);
    const message = await appendAsStaff(sql, held, who, reply, now);
    const answered = await updateConversation(sql, who.shopId, reply.conversationId, held.version, {
      status: 'waiting',
      waitingSince: null,
      ...(held.firstReplyAt ? {} : { firstReplyAt: now }),
    });
    if (!answered) throw overtaken('the conversation has changed');
    await publishUpdated(sql, answered);
    return { message, newer, isDuplicate: false };
  });
  parts.relay.wake(who.shopId);
  return result;
}

/** Whoever answers has the conversation; somebody who may take over can also speak in a colleague's. */
async function holdForReply(sql: Sql, conversation: Conversation, who: SignedIn, now: Date): Promise<Conversation> {
  const { handler } = conversation;
  if (handler.kind === 'agent' && handler.staffId !== who.staff.staffId) {
    if (isAllowed(who.staff.role, 'conversations.take-over')) return conversation;
    throw overtaken('a colleague has this conversation', 'problem.colleague-has-it');
  }
  return await takeLocked(sql, conversation, who, now);
}

async function newerThan(
  sql: Sql,
  conversation: Conversation,
  who: SignedIn,
  expectedSeq: number | undefined,
): Promise<Message[]> {
  if (expectedSeq === undefined || expectedSeq >= conversation.lastSeq) return [];
  const { shopId, conversationId } = conversation;
  const messages = await listMessages(sql, shopId, conversationId, {
    afterSeq: expectedSeq,
    limit: 50,
    withPrivate: true,
  });
  return messages.filter(
    ({ author }) => author.kind === 'ai' || (author.kind === 'agent' && author.id !== who.staff.staffId),
  );
}

/** A client id of a message by somebody else is no retry. */
function mine(message: Message, who: SignedIn): Message {
  if (message.author.kind === 'agent' && message.author.id === who.staff.staffId) return message;
  throw new AppError('conflict', 'this client id belongs to another message', { field: 'clientId' });
}

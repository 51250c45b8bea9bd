import { appendMessages, type Conversation, findConversation, updateConversation } from '../conversations/index.ts';
import {
  appendOutbox,
  type ConversationId,
  MessageId,
  type ShopId,
  type Sql,
  type StaffId,
} from '../platform/index.ts';
import { markAssigned } from './queue-store.ts';

/** Who gets a conversation, from whom, and why. */
export type AssignmentInput = {
  shopId: ShopId;
  conversationId: ConversationId;
  staffId: StaffId;
  staffName: string;
  /** In words or as a key; kept with the queue entry. */
  reason: string;
  now: Date;
};

/**
 * Gives a conversation to a person: owner, queue entry, the line in the thread and the events, in the caller's transaction.
 * Undefined where the conversation is gone or somebody else has it by now.
 */
export async function assignConversation(sql: Sql, input: AssignmentInput): Promise<Conversation | undefined> {
  const { shopId, conversationId, staffId, now } = input;
  const conversation = await findConversation(sql, shopId, conversationId, { lock: true });
  if (!conversation || conversation.handler.kind === 'agent') return undefined;
  const updated = await updateConversation(sql, shopId, conversationId, conversation.version, {
    handler: { kind: 'agent', staffId },
    status: 'open',
    closedAt: null,
  });
  if (!updated) return undefined;
  await markAssigned(sql, { shopId, conversationId, staffId, reason: input.reason, now });
  await sql`update staff set last_assigned_at = ${now} where shop_id = ${shopId} and staff_id = ${staffId}`;
  const [message] = await appendMessages(sql, shopId, [
    {
      conversationId,
      messageId: MessageId.make(),
      channelId: conversation.channelId,
      author: { kind: 'system' },
      content: [{ kind: 'event', event: 'assigned', parameters: { name: input.staffName } }],
      createdAt: now,
    },
  ]);
  await appendOutbox(sql, [
    ...(message
      ? [
          {
            type: 'message.sent' as const,
            shopId,
            conversationId,
            payload: { messageId: message.messageId, seq: message.seq, author: 'system' as const },
          },
        ]
      : []),
    { type: 'conversation.assigned', shopId, conversationId, payload: { staffId } },
    { type: 'conversation.updated', shopId, conversationId, payload: { version: updated.version } },
  ]);
  return updated;
}

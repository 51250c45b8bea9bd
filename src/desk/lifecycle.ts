import { type Conversation, moveMark, updateConversation } from '../conversations/index.ts';
import {
  appendOutbox,
  type ConversationId,
  type CustomerId,
  type ShopId,
  type Sql,
  type StaffId,
} from '../platform/index.ts';
import { findCallBack, leaveQueue, startWrapUp, takeCallBackBack } from '../routing/index.ts';
import type { SignedIn } from '../staff/index.ts';
import { appendEvent, type DeskParts, lockConversation, overtaken, publishUpdated } from './desk-parts.ts';
import { checkOwn, move, takeLocked } from './ownership.ts';

/** Ends a conversation and asks the customer how it was. AppError 'conflict' when it is closed already. */
export async function closeConversation(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
): Promise<Conversation> {
  const now = parts.clock.now();
  const closed = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await lockConversation(sql, who.shopId, conversationId);
    checkOwn(conversation, who);
    // What was promised is kept: a call first, or two that nobody answered.
    if ((await findCallBack(sql, who.shopId, conversationId))?.state === 'asked')
      throw overtaken('the customer is still to be called', 'problem.call-back-open');
    return await closeLocked(sql, conversation, { staffId: who.staff.staffId }, now);
  });
  parts.relay.wake(who.shopId);
  return closed;
}

/** The customer ends the own conversation; nothing happens when there is none or it is closed already. */
export async function closeByCustomer(
  parts: DeskParts,
  customer: { shopId: ShopId; customerId: CustomerId },
  conversationId: ConversationId,
): Promise<void> {
  const now = parts.clock.now();
  await parts.database.inShop(customer.shopId, async (sql) => {
    const conversation = await lockConversation(sql, customer.shopId, conversationId);
    if (conversation.customerId !== customer.customerId || conversation.status === 'closed') return;
    await closeLocked(sql, conversation, { reason: 'customer' }, now);
  });
  parts.relay.wake(customer.shopId);
}

async function closeLocked(
  sql: Sql,
  conversation: Conversation,
  by: { staffId?: StaffId; reason?: string },
  now: Date,
): Promise<Conversation> {
  const { shopId, conversationId } = conversation;
  const updated = await move(sql, conversation, { kind: 'closed' }, { closedAt: now, waitingSince: null });
  await leaveQueue(sql, shopId, conversationId);
  await takeCallBackBack(sql, shopId, conversationId, now);
  if (conversation.handler.kind === 'agent') await startWrapUp(sql, shopId, conversation.handler.staffId, now);
  await sql`delete from turns_due where shop_id = ${shopId} and conversation_id = ${conversationId}`;
  const parts = updated.rating === undefined ? [{ kind: 'rating-request' as const }] : [];
  await appendEvent(sql, updated, { name: 'closed', parts }, now);
  await appendOutbox(sql, [{ type: 'conversation.closed', shopId, conversationId, payload: by }]);
  await publishUpdated(sql, updated);
  return updated;
}

/** Opens a closed conversation again in one's own hands. */
export async function reopenConversation(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
): Promise<Conversation> {
  const now = parts.clock.now();
  const reopened = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await lockConversation(sql, who.shopId, conversationId);
    if (conversation.status !== 'closed') throw overtaken('the conversation is open', 'problem.conversation-open');
    await appendEvent(sql, conversation, { name: 'reopened', parameters: { name: who.staff.name } }, now);
    return await takeLocked(sql, conversation, who, now);
  });
  parts.relay.wake(who.shopId);
  return reopened;
}

/** Sets the tags of a conversation; each once, without blanks at the ends. */
export async function setTags(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  tags: readonly string[],
): Promise<Conversation> {
  const clean = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];
  const tagged = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await lockConversation(sql, who.shopId, conversationId);
    const updated = await updateConversation(sql, who.shopId, conversationId, conversation.version, { tags: clean });
    if (!updated) throw overtaken('the conversation has changed');
    await publishUpdated(sql, updated, ['tags']);
    return updated;
  });
  parts.relay.wake(who.shopId);
  return tagged;
}

/** Notes up to where staff has read; true if the mark moved. */
export async function markRead(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  seq: number,
): Promise<boolean> {
  return await parts.database.inShop(who.shopId, (sql) =>
    moveMark(sql, { shopId: who.shopId, conversationId, mark: 'agent-read', seq }),
  );
}

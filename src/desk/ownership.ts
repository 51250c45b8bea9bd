import { type Conversation, nextState, stateOf, type Transition, updateConversation } from '../conversations/index.ts';
import { AppError, appendOutbox, type ConversationId, type Sql, type StaffId } from '../platform/index.ts';
import { enterQueue, latestEntry, leaveQueue, markAssigned } from '../routing/index.ts';
import { answeringRoles, findStaff, isAllowed, listGroups, type SignedIn } from '../staff/index.ts';
import { appendNote } from './append-as-staff.ts';
import { appendEvent, type DeskParts, lockConversation, overtaken, publishUpdated } from './desk-parts.ts';
import { makeTurnDue } from './due-turn.ts';

/**
 * Takes a conversation from the AI or the queue into one's own hands. From a colleague only with the ability to take over.
 * AppError 'conflict' when somebody was faster.
 */
export async function takeConversation(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
): Promise<Conversation> {
  const now = parts.clock.now();
  const taken = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await lockConversation(sql, who.shopId, conversationId);
    return await takeLocked(sql, conversation, who, now);
  });
  parts.relay.wake(who.shopId);
  return taken;
}

/** The same inside a transaction that holds the conversation's lock; nothing happens to one's own conversation. */
export async function takeLocked(
  sql: Sql,
  conversation: Conversation,
  who: SignedIn,
  now: Date,
): Promise<Conversation> {
  const { staffId, name, role } = who.staff;
  const { handler } = conversation;
  if (handler.kind === 'agent' && handler.staffId === staffId && conversation.status !== 'closed') return conversation;
  if (handler.kind === 'agent' && handler.staffId !== staffId && !isAllowed(role, 'conversations.take-over'))
    throw overtaken('a colleague has this conversation', 'problem.colleague-has-it');
  return await assignTo(sql, conversation, { staffId, name, reason: 'taken', event: 'assigned' }, now);
}

/** Gives a conversation back to the AI, which answers at once if the customer waits. */
export async function returnToAi(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
): Promise<Conversation> {
  const now = parts.clock.now();
  const returned = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await lockConversation(sql, who.shopId, conversationId);
    checkOwn(conversation, who);
    const updated = await move(sql, conversation, { kind: 'returned-to-ai' });
    await leaveQueue(sql, who.shopId, conversationId);
    await appendEvent(sql, updated, { name: 'returned-to-ai', parameters: { name: who.staff.name } }, now);
    await makeTurnDue(sql, updated, now);
    await publishUpdated(sql, updated);
    return updated;
  });
  parts.relay.wake(who.shopId);
  return returned;
}

export type TransferTarget = { staffId: StaffId } | { groupId: string };

/**
 * Hands a conversation to a colleague or to a group's queue, with a note for whoever goes on.
 * AppError 'conflict' when the colleague is not there, 'not-found' for an unknown one.
 */
export async function transferConversation(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  to: TransferTarget & { note?: string },
): Promise<Conversation> {
  const now = parts.clock.now();
  const transferred = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await lockConversation(sql, who.shopId, conversationId);
    checkOwn(conversation, who);
    if (to.note) await appendNote(sql, conversation, who, to.note, now);
    return 'staffId' in to
      ? await toColleague(sql, conversation, to.staffId, now)
      : await toGroup(sql, conversation, to.groupId, now);
  });
  parts.relay.wake(who.shopId);
  return transferred;
}

/** AppError 'conflict' unless the conversation is in nobody's or one's own hands, or the person may take over. */
export function checkOwn(conversation: Conversation, who: SignedIn): void {
  const { handler } = conversation;
  if (handler.kind !== 'agent' || handler.staffId === who.staff.staffId) return;
  if (!isAllowed(who.staff.role, 'conversations.take-over'))
    throw overtaken('a colleague has this conversation', 'problem.colleague-has-it');
}

/** One transition of the state machine, on the version that is locked. AppError 'conflict' where it is not allowed. */
export async function move(
  sql: Sql,
  conversation: Conversation,
  transition: Transition,
  more: { closedAt?: Date | null; waitingSince?: Date | null } = {},
): Promise<Conversation> {
  const next = nextState(stateOf(conversation), transition);
  if (!next) throw overtaken(`not possible now: ${transition.kind}`);
  const { shopId, conversationId, version } = conversation;
  const updated = await updateConversation(sql, shopId, conversationId, version, { ...next, ...more });
  if (!updated) throw overtaken('the conversation has changed');
  return updated;
}

async function assignTo(
  sql: Sql,
  conversation: Conversation,
  to: { staffId: StaffId; name: string; reason: string; event: 'assigned' | 'transferred' },
  now: Date,
): Promise<Conversation> {
  const { shopId, conversationId, handler } = conversation;
  const updated = await move(sql, conversation, { kind: 'assigned', staffId: to.staffId }, { closedAt: null });
  await markAssigned(sql, {
    shopId,
    conversationId,
    staffId: to.staffId,
    reason: JSON.stringify({ key: to.reason }),
    now,
  });
  await sql`update staff set last_assigned_at = ${now} where shop_id = ${shopId} and staff_id = ${to.staffId}`;
  await appendEvent(sql, updated, { name: to.event, parameters: { name: to.name } }, now);
  const previousStaffId = handler.kind === 'agent' ? handler.staffId : undefined;
  await appendOutbox(sql, [
    {
      type: 'conversation.assigned',
      shopId,
      conversationId,
      payload: { staffId: to.staffId, ...(previousStaffId ? { previousStaffId } : {}) },
    },
  ]);
  await publishUpdated(sql, updated);
  return updated;
}

async function toColleague(sql: Sql, conversation: Conversation, staffId: StaffId, now: Date): Promise<Conversation> {
  const colleague = await findStaff(sql, conversation.shopId, staffId);
  if (!colleague || colleague.isDisabled || !answeringRoles.includes(colleague.role))
    throw new AppError('not-found', 'no such colleague', { field: 'staffId' });
  if (colleague.presence === 'offline') throw overtaken('the colleague is not there', 'problem.colleague-offline');
  return await assignTo(
    sql,
    conversation,
    { staffId, name: colleague.name, reason: 'transferred', event: 'transferred' },
    now,
  );
}

/** Priority of a conversation that has waited for the wrong person already: before an ordinary one. */
const transferPriority = 3;

async function toGroup(sql: Sql, conversation: Conversation, groupId: string, now: Date): Promise<Conversation> {
  const { shopId, conversationId } = conversation;
  const group = (await listGroups(sql, shopId)).find((one) => one.groupId === groupId);
  if (!group) throw new AppError('not-found', 'no such group', { field: 'groupId' });
  const earlier = await latestEntry(sql, shopId, conversationId);
  const updated =
    conversation.handler.kind === 'queue' ? conversation : await move(sql, conversation, { kind: 'queued' });
  await enterQueue(sql, {
    shopId,
    conversationId,
    groupId,
    priority: Math.min(transferPriority, earlier?.priority ?? transferPriority),
    reason: 'transferred',
    summary: earlier?.summary ?? {},
    language: conversation.language,
    now,
  });
  await appendEvent(
    sql,
    updated,
    { name: 'transferred', parameters: { name: group.name[conversation.language] } },
    now,
  );
  await appendOutbox(sql, [
    { type: 'conversation.queued', shopId, conversationId, payload: { reason: 'transferred', skill: groupId } },
  ]);
  await publishUpdated(sql, updated);
  return updated;
}

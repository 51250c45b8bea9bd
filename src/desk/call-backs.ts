import { appendMessages, type ContentPart, type Conversation, findConversation } from '../conversations/index.ts';
import { callBackPlan, packs, skillGroupFor, word } from '../dialogue/index.ts';
import {
  AppError,
  appendOutbox,
  type ConversationId,
  MessageId,
  type Secrets,
  type ShopId,
  type Sql,
} from '../platform/index.ts';
import {
  afterCall,
  type CallBack,
  enterQueue,
  findCallBack,
  isOpen,
  latestEntry,
  noteCall,
  openCallBackNumber,
  postponeCallBack,
  type RoutingSettings,
  sealPurpose,
  takeDueCallBacks,
  takeOffersDue,
} from '../routing/index.ts';
import { type AuditAction, appendAudit, type SignedIn } from '../staff/index.ts';
import { insertTicket } from '../tickets/index.ts';
import { findShop } from '../walk/index.ts';
import { appendEvent, auditActorOf, type DeskParts, lockConversation, publishUpdated } from './desk-parts.ts';
import { checkOwn, move } from './ownership.ts';

/** Within how long a customer who could not be reached is answered from the ticket. */
const ticketMilliseconds = 4 * 3_600_000;
/** Place of a call-back that comes into the queue when people come: an ordinary one. */
const usualPriority = 5;

/** Opens the number of somebody who is to be called, for whoever has the conversation; each look stands in the audit trail. */
export async function openNumber(
  parts: DeskParts & { secrets: Secrets },
  who: SignedIn,
  conversationId: ConversationId,
): Promise<string> {
  const { shopId } = who;
  const secrets = await parts.secrets.forShop(shopId);
  const sealed = await parts.database.inShop(shopId, async (sql) => {
    const conversation = await lockConversation(sql, shopId, conversationId);
    checkHolds(conversation, who);
    const found = await openCallBackNumber(sql, shopId, conversationId, parts.clock.now());
    if (!found) throw over();
    await auditCall(parts, sql, who, conversationId, 'call-back.opened', {});
    return found;
  });
  return secrets.open(sealPurpose(conversationId), sealed);
}

/**
 * Notes whether the customer was reached. After the last unanswered call a ticket takes over; the customer is told either way.
 * AppError 'conflict' where nobody is to be called any more.
 */
export async function noteCallOutcome(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  outcome: 'reached' | 'missed',
): Promise<CallBack> {
  const { shopId } = who;
  const now = parts.clock.now();
  const noted = await parts.database.inShop(shopId, async (sql) => {
    const conversation = await lockConversation(sql, shopId, conversationId);
    checkHolds(conversation, who);
    const callBack = await findCallBack(sql, shopId, conversationId, { lock: true });
    if (callBack?.state !== 'asked') throw over();
    const next = afterCall(callBack.tries, outcome);
    await noteCall(sql, shopId, callBack.callBackId, { ...next, now });
    await auditCall(parts, sql, who, conversationId, 'call-back.tried', { outcome, tries: next.tries });
    if (outcome === 'missed') await tellMissed(sql, conversation, { ...callBack, ...next }, now);
    // The weight of a call is no longer held: routing looks again.
    await publishUpdated(sql, conversation, ['status']);
    return { ...callBack, ...next, triedAt: now };
  });
  parts.relay.wake(shopId);
  return noted;
}

async function tellMissed(sql: Sql, conversation: Conversation, callBack: CallBack, now: Date): Promise<void> {
  const { shopId, conversationId, customerId, language } = conversation;
  const phone = callBack.phoneMasked;
  if (callBack.state === 'asked') return await say(sql, conversation, callBackPlan('missed-once', { phone }), now);
  const ticket = await insertTicket(sql, {
    shopId,
    conversationId,
    customerId,
    draft: {
      kind: 'follow-up',
      title: packs[language]['call-back.ticket-title']?.[0] ?? '',
      details: { reason: 'call-back', phone },
    },
    uniqueKey: `call-back/${callBack.callBackId}`,
    dueAt: new Date(now.getTime() + ticketMilliseconds),
    now,
  });
  await say(sql, conversation, callBackPlan('missed', { phone, ticketId: String(ticket.number) }), now);
}

/**
 * Offers a call-back to those who have waited long enough, and brings those who asked for one at night into the queue when their hour has
 * come, in the order in which they asked. Returns how many were looked after.
 */
export async function lookAfterCallBacks(
  sql: Sql,
  shopId: ShopId,
  settings: Pick<RoutingSettings, 'callBackAfterSeconds'> & { channels: readonly string[] },
  now: Date,
): Promise<number> {
  const due = await takeDueCallBacks(sql, shopId, now);
  if (due.length > 0) await enterOrMove(sql, shopId, due, now);
  const { callBackAfterSeconds, channels } = settings;
  if (callBackAfterSeconds === null || channels.length === 0) return due.length;
  const waitingBefore = new Date(now.getTime() - callBackAfterSeconds * 1_000);
  const offers = await takeOffersDue(sql, shopId, { channels, waitingBefore, now });
  for (const conversationId of offers) {
    const conversation = await findConversation(sql, shopId, conversationId, { lock: true });
    if (conversation?.handler.kind === 'queue')
      await say(sql, conversation, callBackPlan('offer', {}, { hasForm: true }), now);
  }
  return due.length + offers.length;
}

/** Into the queue while people are there. Where the calendar has changed since and nobody is, each waits for the next opening and is told. */
async function enterOrMove(sql: Sql, shopId: ShopId, due: readonly CallBack[], now: Date): Promise<void> {
  const { settings, timeZone } = await findShop(sql, shopId);
  const hours = isOpen(settings.workingHours, now, timeZone);
  for (const [index, callBack] of due.entries()) {
    if (hours.isOpen) await enter(sql, shopId, callBack, new Date(now.getTime() + index));
    else if (hours.opensAt) await moveTo(sql, shopId, callBack, { opensAt: hours.opensAt, timeZone, now });
  }
}

async function moveTo(
  sql: Sql,
  shopId: ShopId,
  { callBackId, conversationId, phoneMasked }: CallBack,
  { opensAt, timeZone, now }: { opensAt: Date; timeZone: string; now: Date },
): Promise<void> {
  const conversation = await findConversation(sql, shopId, conversationId, { lock: true });
  if (conversation?.handler.kind !== 'ai' || conversation.status === 'closed') return;
  await postponeCallBack(sql, shopId, callBackId, opensAt);
  const plan = callBackPlan('moved', { phone: phoneMasked, openAt: opensAt.toISOString() }, { canCancel: true });
  await say(sql, conversation, plan, now, timeZone);
}

async function enter(sql: Sql, shopId: ShopId, { conversationId }: CallBack, now: Date): Promise<void> {
  const conversation = await findConversation(sql, shopId, conversationId, { lock: true });
  if (conversation?.handler.kind !== 'ai' || conversation.status === 'closed') return;
  const earlier = await latestEntry(sql, shopId, conversationId);
  const queued = await move(sql, conversation, { kind: 'queued' });
  const groupId = earlier?.groupId ?? skillGroupFor('asked', undefined);
  await enterQueue(sql, {
    shopId,
    conversationId,
    groupId,
    priority: usualPriority,
    reason: 'call-back',
    summary: earlier?.summary ?? {},
    language: conversation.language,
    now,
  });
  await appendEvent(sql, queued, { name: 'queued' }, now);
  await appendOutbox(sql, [
    { type: 'conversation.queued', shopId, conversationId, payload: { reason: 'call-back', skill: groupId } },
  ]);
  await publishUpdated(sql, queued);
}

/** Words of Peakdesk itself in the thread, as the customer's language has them. */
async function say(
  sql: Sql,
  conversation: Conversation,
  plan: ReturnType<typeof callBackPlan>,
  now: Date,
  timeZone = 'UTC',
): Promise<void> {
  const { shopId, conversationId, channelId, language } = conversation;
  const options = {
    tone: 'formal',
    recentWordings: [],
    loadLevel: 'normal',
    timeZone,
    currency: 'CNY',
  } as const;
  const content: ContentPart[] = word(plan, language, options).parts.flatMap((part): ContentPart[] =>
    part.kind === 'text' || part.kind === 'buttons' || part.kind === 'form' ? [part] : [],
  );
  const [message] = await appendMessages(sql, shopId, [
    { conversationId, messageId: MessageId.make(), channelId, author: { kind: 'ai' }, content, createdAt: now },
  ]);
  if (!message) return;
  const payload = { messageId: message.messageId, seq: message.seq, author: 'ai' as const };
  await appendOutbox(sql, [{ type: 'message.sent', shopId, conversationId, payload }]);
}

function checkHolds(conversation: Conversation, who: SignedIn): void {
  checkOwn(conversation, who);
  if (conversation.handler.kind !== 'agent')
    throw new AppError('conflict', 'nobody has this conversation yet', { userMessageKey: 'problem.call-back-not-own' });
}

function over(): AppError {
  return new AppError('conflict', 'nobody is to be called', { userMessageKey: 'problem.call-back-over' });
}

async function auditCall(
  parts: DeskParts,
  sql: Sql,
  who: SignedIn,
  conversationId: ConversationId,
  action: AuditAction,
  details: Readonly<Record<string, string | number>>,
): Promise<void> {
  await appendAudit(sql, {
    shopId: who.shopId,
    actor: auditActorOf(who),
    action,
    target: `conversation/${conversationId}`,
    details,
    now: parts.clock.now(),
  });
}

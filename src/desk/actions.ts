import type { ActionName, ActionOutcome, Actor, Verdict } from '../commerce/index.ts';
import { findCustomer } from '../customers/index.ts';
import { AppError, type ConversationId } from '../platform/index.ts';
import { appendAudit, type SignedIn } from '../staff/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { appendNote } from './append-as-staff.ts';
import { auditActorOf, type DeskParts, lockConversation, readConversation } from './desk-parts.ts';
import { wordSaying } from './desk-words.ts';
import { languageOf } from './detail.ts';

export type AgentAction = { conversationId: ConversationId; action: ActionName; arguments: unknown };

/** Dry run of an action for the conversation's customer, with words for the agent. */
export async function checkAction(
  parts: DeskParts,
  who: SignedIn,
  wanted: AgentAction,
): Promise<{ verdict: Verdict; text: string }> {
  const { shop, actor } = await prepare(parts, who, wanted);
  const verdict = await shop.store.check(actor, wanted.action, wanted.arguments, parts.clock.now());
  return {
    verdict,
    text: wordSaying(shop, languageOf(who), {
      key: verdict.ok ? verdict.summaryKey : verdict.reasonKey,
      parameters: verdict.parameters,
    }),
  };
}

/**
 * Does an action for the conversation's customer, once per key; it is written into the trail and, as a private note, into the thread.
 */
export async function performAction(
  parts: DeskParts,
  who: SignedIn,
  wanted: AgentAction & { idempotencyKey: string },
): Promise<{ outcome: ActionOutcome; text: string }> {
  const { shop, actor } = await prepare(parts, who, wanted);
  const now = parts.clock.now();
  const outcome = await shop.store.perform(actor, wanted.action, wanted.arguments, {
    idempotencyKey: `desk/${wanted.conversationId}/${wanted.idempotencyKey}`,
    now,
  });
  const text = wordSaying(shop, languageOf(who), {
    key: outcome.ok ? outcome.resultKey : outcome.reasonKey,
    parameters: outcome.parameters,
  });
  await record(parts, who, wanted, outcome, text);
  return { outcome, text };
}

async function prepare(
  parts: DeskParts,
  who: SignedIn,
  wanted: AgentAction,
): Promise<{ shop: ShopRuntime; actor: Actor }> {
  const customer = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await readConversation(sql, who.shopId, wanted.conversationId);
    return await findCustomer(sql, who.shopId, conversation.customerId);
  });
  if (!customer?.storeCustomerId)
    throw new AppError('conflict', 'nobody knows which customer this is', {
      userMessageKey: 'problem.customer-unknown',
    });
  const shop = await parts.shops.get(who.shopId);
  if (!shop.store.descriptor.actions.includes(wanted.action))
    throw new AppError('not-found', `this shop does not know ${wanted.action}`, { field: 'action' });
  return { shop, actor: { storeCustomerId: customer.storeCustomerId, identity: 'staff', staffId: who.staff.staffId } };
}

async function record(
  parts: DeskParts,
  who: SignedIn,
  wanted: AgentAction & { idempotencyKey: string },
  outcome: ActionOutcome,
  text: string,
): Promise<void> {
  const now = parts.clock.now();
  await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await lockConversation(sql, who.shopId, wanted.conversationId);
    const target = `${wanted.conversationId}/${wanted.idempotencyKey}`;
    const known = await sql`
      select 1 from audit_events where shop_id = ${who.shopId} and action = 'action.performed' and target = ${target}`;
    if (known.length > 0) return;
    await appendAudit(sql, {
      shopId: who.shopId,
      actor: auditActorOf(who),
      action: 'action.performed',
      target,
      details: {
        action: wanted.action,
        ok: outcome.ok,
        changed: outcome.ok ? outcome.changed.map((one) => `${one.collection}/${one.id}`) : [],
      },
      now,
    });
    if (outcome.ok) await appendNote(sql, conversation, who, text, now);
  });
  parts.relay.wake(who.shopId);
}

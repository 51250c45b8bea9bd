import { type ActionOutcome, type AfterSalesCase, type CaseStep, describeCase, stepLabel } from '../commerce/index.ts';
import { appendMessages, findConversation } from '../conversations/index.ts';
import { AppError, ConversationId, MessageId, type ShopId } from '../platform/index.ts';
import { appendAudit, type SignedIn } from '../staff/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { auditActorOf, type DeskParts, publishSent } from './desk-parts.ts';
import { wordSaying } from './desk-words.ts';
import { languageOf } from './detail.ts';

/** An after-sales case with its words for the agent and the steps that the shop may take now. */
export type CaseView = {
  case: Pick<
    AfterSalesCase,
    'caseId' | 'orderId' | 'kind' | 'state' | 'reason' | 'amount' | 'owner' | 'deadline' | 'createdAt' | 'history'
  >;
  text: string;
  steps: readonly { step: CaseStep; label: string }[];
};

export type SteppedCase = { outcome: ActionOutcome; text: string };

/** A case as somebody of the shop sees it. */
export function viewOfCase(one: AfterSalesCase, shop: ShopRuntime, who: SignedIn): CaseView {
  const { timeZone, currency } = shop;
  const language = languageOf(who);
  const { text, steps } = describeCase(one, { language, timeZone, currency }, 'shop');
  const { caseId, orderId, kind, state, reason, amount, owner, deadline, createdAt, history } = one;
  const timing = { ...(owner === undefined ? {} : { owner }), ...(deadline === undefined ? {} : { deadline }) };
  const mayStep = shop.store.stepCase !== undefined;
  return {
    case: { caseId, orderId, kind, state, reason, amount, createdAt, history, ...timing },
    text,
    steps: mayStep ? steps.map(({ step }) => ({ step, label: stepLabel(step)[language] })) : [],
  };
}

/**
 * Takes a step of the shop's in a case, once per key, writes it into the trail, and tells the customer in the conversation that is going
 * on, if there is one. The caller has checked that the case may be touched.
 */
export async function takeCaseStep(
  parts: DeskParts,
  who: SignedIn,
  shop: ShopRuntime,
  wanted: { one: AfterSalesCase; step: CaseStep; note: string; key: string },
): Promise<SteppedCase> {
  const { stepCase } = shop.store;
  if (stepCase === undefined) throw new AppError('not-found', 'the shop decides about its cases elsewhere');
  const { one, step, note, key } = wanted;
  const { caseId, storeCustomerId } = one;
  const { staffId } = who.staff;
  const now = parts.clock.now();
  const outcome = await stepCase('shop', { caseId, step, note, staffId }, { idempotencyKey: key, now });
  await writeTrail(parts, who, { caseId, step, outcome, now });
  if (outcome.ok) await tellCaseState(parts, shop, { caseId, storeCustomerId });
  parts.relay.wake(who.shopId);
  const saying = outcome.ok ? outcome.resultKey : outcome.reasonKey;
  return { outcome, text: wordSaying(shop, languageOf(who), { key: saying, parameters: outcome.parameters }) };
}

async function writeTrail(
  { database }: DeskParts,
  who: SignedIn,
  { caseId, step, outcome, now }: { caseId: string; step: CaseStep; outcome: ActionOutcome; now: Date },
): Promise<void> {
  const details = {
    step,
    ok: outcome.ok,
    state: String(outcome.parameters.state ?? ''),
    amount: Number(outcome.parameters.amount ?? 0),
  };
  const entry = { actor: auditActorOf(who), action: 'case.stepped' as const, target: `case/${caseId}`, details, now };
  await database.inShop(who.shopId, (sql) => appendAudit(sql, { shopId: who.shopId, ...entry }));
}

/** How the case stands now, in the customer's own running conversation; said once per state. */
export async function tellCaseState(
  parts: DeskParts,
  shop: ShopRuntime,
  { caseId, storeCustomerId }: { caseId: string; storeCustomerId: string },
): Promise<void> {
  const { shopId, timeZone, currency } = shop;
  const after = (await shop.store.listCases(storeCustomerId)).find((one) => one.caseId === caseId);
  if (after === undefined) return;
  const conversationId = await findRunningConversation(parts, shopId, storeCustomerId);
  if (conversationId === undefined) return;
  await parts.database.inShop(shopId, async (sql) => {
    const conversation = await findConversation(sql, shopId, conversationId, { lock: true });
    if (conversation === undefined) return;
    const { language, channelId } = conversation;
    const { text } = describeCase(after, { language, timeZone, currency });
    const [message] = await appendMessages(sql, shopId, [
      {
        conversationId,
        messageId: MessageId.make(),
        channelId,
        author: { kind: 'system' },
        content: [{ kind: 'text', text: language === 'en' ? `${caseId}: ${text}` : `${caseId}：${text}` }],
        clientId: `case-${caseId}-${after.history.length}`,
        createdAt: parts.clock.now(),
      },
    ]);
    if (message) await publishSent(sql, message);
  });
}

/** The conversation in which the shop's customer has spoken last and that was not ended. */
export async function findRunningConversation(
  { database }: DeskParts,
  shopId: ShopId,
  storeCustomerId: string,
): Promise<ConversationId | undefined> {
  const [row] = await database.inShop(
    shopId,
    (sql) => sql<{ id: string }[]>`
      select conversation_id as id from conversations
      where shop_id = ${shopId} and status <> 'closed' and last_seq > 0 and customer_id in (
        select customer_id from customers where shop_id = ${shopId} and store_customer_id = ${storeCustomerId})
      order by last_message_at desc nulls last limit 1`,
  );
  return row !== undefined && ConversationId.is(row.id) ? row.id : undefined;
}

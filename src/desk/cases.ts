import { type ActionOutcome, type AfterSalesCase, type CaseStep, describeCase, stepLabel } from '../commerce/index.ts';
import { findCustomer } from '../customers/index.ts';
import { AppError, type ConversationId } from '../platform/index.ts';
import { appendAudit, type SignedIn } from '../staff/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { auditActorOf, type DeskParts, readConversation } from './desk-parts.ts';
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

/** The cases of a conversation's customer, newest first. */
export async function readCases(parts: DeskParts, who: SignedIn, conversationId: ConversationId): Promise<CaseView[]> {
  const { shop, storeCustomerId } = await customerOf(parts, who, conversationId);
  const cases = await shop.store.listCases(storeCustomerId);
  return cases.map((one) => viewOf(one, shop, who));
}

type WantedStep = { caseId: string; step: CaseStep; note: string; idempotencyKey: string };

/** Takes a step of the shop's in a case of the conversation's customer, once per key, and writes it into the trail. */
export async function stepCase(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  wanted: WantedStep,
): Promise<{ outcome: ActionOutcome; text: string }> {
  const { shop, storeCustomerId } = await customerOf(parts, who, conversationId);
  const { caseId, step, note, idempotencyKey } = wanted;
  const own = (await shop.store.listCases(storeCustomerId)).some((one) => one.caseId === caseId);
  if (!own || shop.store.stepCase === undefined) throw new AppError('not-found', 'no such case of this customer');
  const key = `desk/${conversationId}/${idempotencyKey}`;
  const { staffId } = who.staff;
  const now = parts.clock.now();
  const outcome = await shop.store.stepCase('shop', { caseId, step, note, staffId }, { idempotencyKey: key, now });
  const details = {
    step,
    ok: outcome.ok,
    state: String(outcome.parameters.state ?? ''),
    amount: Number(outcome.parameters.amount ?? 0),
  };
  await parts.database.inShop(who.shopId, (sql) =>
    appendAudit(sql, {
      shopId: who.shopId,
      actor: auditActorOf(who),
      action: 'case.stepped',
      target: `case/${caseId}`,
      details,
      now,
    }),
  );
  parts.relay.wake(who.shopId);
  const saying = outcome.ok ? outcome.resultKey : outcome.reasonKey;
  return { outcome, text: wordSaying(shop, languageOf(who), { key: saying, parameters: outcome.parameters }) };
}

async function customerOf(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
): Promise<{ shop: ShopRuntime; storeCustomerId: string }> {
  const customer = await parts.database.inShop(who.shopId, async (sql) => {
    const conversation = await readConversation(sql, who.shopId, conversationId);
    return findCustomer(sql, who.shopId, conversation.customerId);
  });
  if (!customer?.storeCustomerId)
    throw new AppError('conflict', 'nobody knows which customer this is', {
      userMessageKey: 'problem.customer-unknown',
    });
  return { shop: await parts.shops.get(who.shopId), storeCustomerId: customer.storeCustomerId };
}

function viewOf(one: AfterSalesCase, shop: ShopRuntime, who: SignedIn): CaseView {
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

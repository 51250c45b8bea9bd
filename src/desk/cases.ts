import type { CaseStep } from '../commerce/index.ts';
import { findCustomer } from '../customers/index.ts';
import { AppError, type ConversationId } from '../platform/index.ts';
import type { SignedIn } from '../staff/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { type CaseView, type SteppedCase, takeCaseStep, viewOfCase } from './case-steps.ts';
import { type DeskParts, readConversation } from './desk-parts.ts';

/** The cases of a conversation's customer, newest first. */
export async function readCases(parts: DeskParts, who: SignedIn, conversationId: ConversationId): Promise<CaseView[]> {
  const { shop, storeCustomerId } = await customerOf(parts, who, conversationId);
  const cases = await shop.store.listCases(storeCustomerId);
  return cases.map((one) => viewOfCase(one, shop, who));
}

type WantedStep = { caseId: string; step: CaseStep; note: string; idempotencyKey: string };

/** Takes a step of the shop's in a case of the conversation's customer, once per key. */
export async function stepCase(
  parts: DeskParts,
  who: SignedIn,
  conversationId: ConversationId,
  { caseId, step, note, idempotencyKey }: WantedStep,
): Promise<SteppedCase> {
  const { shop, storeCustomerId } = await customerOf(parts, who, conversationId);
  const one = (await shop.store.listCases(storeCustomerId)).find((each) => each.caseId === caseId);
  if (one === undefined) throw new AppError('not-found', 'no such case of this customer');
  return takeCaseStep(parts, who, shop, { one, step, note, key: `desk/${conversationId}/${idempotencyKey}` });
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

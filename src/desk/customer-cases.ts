import type { Actor } from '../commerce/index.ts';
import { type AfterSalesCase, allowedSteps, describeCase, payoutOf, type Verdict } from '../commerce/index.ts';
import { findCustomer } from '../customers/index.ts';
import { formatMoney, localized, type ReplyLanguage } from '../dialogue/index.ts';
import { AppError, type CustomerId, type ShopId } from '../platform/index.ts';
import type { ShopRuntime } from '../walk/index.ts';
import { tellCaseState } from './case-steps.ts';
import type { DeskParts } from './desk-parts.ts';
import { wordSaying } from './desk-words.ts';

/** A case as its customer sees it, in the customer's words. */
export type CustomerCase = {
  caseId: string;
  orderId: string;
  /** What it is, with the amount where money comes back. */
  title: string;
  stateText: string;
  /** How it stands, until when, and what comes next. */
  text: string;
  mayWithdraw: boolean;
};

/** Whose window it is, and the language it speaks. */
export type AskingCustomer = { shopId: ShopId; customerId: CustomerId; language: ReplyLanguage };

const casesShown = 20;

/** The customer's own cases, newest first; undefined while nobody knows who writes. */
export async function readCustomerCases(
  parts: DeskParts,
  asking: AskingCustomer,
): Promise<readonly CustomerCase[] | undefined> {
  const known = await knownOf(parts, asking);
  if (known === undefined) return undefined;
  const cases = await known.shop.store.listCases(known.actor.storeCustomerId);
  return cases.slice(0, casesShown).map((one) => viewOf(one, known.shop, asking.language));
}

/** What withdrawing a case would do, or why it cannot be; changes nothing. */
export async function checkWithdrawal(
  parts: DeskParts,
  asking: AskingCustomer,
  caseId: string,
): Promise<{ ok: boolean; text: string }> {
  const { shop, actor } = await required(parts, asking);
  const verdict: Verdict = await shop.store.check(actor, 'withdraw-case', { caseId }, parts.clock.now());
  const key = verdict.ok ? verdict.summaryKey : verdict.reasonKey;
  return { ok: verdict.ok, text: wordSaying(shop, asking.language, { key, parameters: verdict.parameters }) };
}

/** Withdraws a case by the same rules and limits as in the talk, once per key. */
export async function withdrawCase(
  parts: DeskParts,
  asking: AskingCustomer,
  { caseId, idempotencyKey }: { caseId: string; idempotencyKey: string },
): Promise<{ ok: boolean; text: string }> {
  const { shop, actor } = await required(parts, asking);
  const key = `window/${asking.customerId}/${idempotencyKey}`;
  const options = { idempotencyKey: key, now: parts.clock.now() };
  const outcome = await shop.store.perform(actor, 'withdraw-case', { caseId }, options);
  if (outcome.ok) await tellCaseState(parts, shop, { caseId, storeCustomerId: actor.storeCustomerId });
  parts.relay.wake(asking.shopId);
  const saying = { key: outcome.ok ? outcome.resultKey : outcome.reasonKey, parameters: outcome.parameters };
  return { ok: outcome.ok, text: wordSaying(shop, asking.language, saying) };
}

type Known = { shop: ShopRuntime; actor: Actor };

async function knownOf(parts: DeskParts, { shopId, customerId }: AskingCustomer): Promise<Known | undefined> {
  const customer = await parts.database.inShop(shopId, (sql) => findCustomer(sql, shopId, customerId));
  const level = customer?.profile.identity;
  if (!customer?.storeCustomerId || level === undefined || level === 'none') return undefined;
  return { shop: await parts.shops.get(shopId), actor: { storeCustomerId: customer.storeCustomerId, identity: level } };
}

async function required(parts: DeskParts, asking: AskingCustomer): Promise<Known> {
  const known = await knownOf(parts, asking);
  if (known === undefined)
    throw new AppError('conflict', 'nobody knows which customer this is', {
      userMessageKey: 'problem.customer-unknown',
    });
  return known;
}

function viewOf(one: AfterSalesCase, shop: ShopRuntime, language: ReplyLanguage): CustomerCase {
  const { timeZone, currency } = shop;
  const amount = payoutOf(one);
  const kind = localized(`case-kind.${one.kind}`)[language];
  return {
    caseId: one.caseId,
    orderId: one.orderId,
    title: amount > 0 ? `${kind} ${formatMoney(amount, currency, language)}` : kind,
    stateText: localized(`case-state.${one.state}`)[language],
    text: describeCase(one, { language, timeZone, currency }).text,
    mayWithdraw:
      shop.store.descriptor.actions.includes('withdraw-case') && allowedSteps(one, 'customer').includes('withdraw'),
  };
}

import type { Answerable } from '../retrieval/question-search.ts';
import type { KnowledgeAnswer, Policy } from '../types.ts';
import { isValidAt } from '../validity.ts';
import { type Asked, answerApproved } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** A policy's own words where no FAQ fits, by the same search over titles and summaries. */
export function policyFallback(asked: Asked, shop: ShopKnowledge): KnowledgeAnswer | undefined {
  const hit = shop.policySearch
    .find(asked.text, asked.intents, 3)
    .find((one) => one.score >= policyThreshold && isValidAt(shop.policies.get(one.id) ?? {}, asked.asOf));
  const policy = hit === undefined ? undefined : shop.policies.get(hit.id);
  if (hit === undefined || policy === undefined) return undefined;
  const answer = {
    text: policy.text[asked.language],
    factIds: [`policy:${policy.id}`],
    policyId: policy.id,
    score: hit.score,
  };
  return answerApproved(asked, shop, answer).answer;
}

/** A policy as the search sees it: one entry for each intent that it may answer. */
export function policyAnswerables(policy: Policy): readonly Answerable[] {
  const texts = [...Object.values(policy.title), ...Object.values(policy.summary)];
  return (intentsOf[policy.kind] ?? [policy.kind]).map((intent) => ({
    id: policy.id,
    intent,
    title: policy.title['zh-CN'],
    phrasings: [...new Set(texts)],
    body: [...new Set(Object.values(policy.text))],
  }));
}

/** Few policies compete, so the best of them must be clearly meant. */
const policyThreshold = 0.75;

const intentsOf: Readonly<Record<string, readonly string[]>> = {
  return: ['return.policy'],
  exchange: ['exchange.request'],
  refund: ['refund.progress'],
  cancellation: ['order.cancel'],
  modification: ['order.change_item'],
  order: ['order.change_item'],
  damage: ['issue.damaged'],
  warranty: ['repair.warranty'],
  invoice: ['invoice.request'],
  'price-protection': ['promo.price_protect'],
  shipping: ['ship.when'],
  privacy: ['account.problem'],
  member: ['member.points'],
  payment: ['pay.method'],
  'service-hours': ['human.request'],
};

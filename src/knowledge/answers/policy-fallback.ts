import { conceptsIn } from '../retrieval/features.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { KnowledgeAnswer } from '../types.ts';
import { policies } from './after-sales.ts';
import { answerApproved, type Asked } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * A policy's own words where no FAQ fits: the policy must belong to the intent, and share a concept with the question,
 * so that a question about something else is not answered with whatever policy the intent has.
 */
export function policyFallback(asked: Asked, shop: ShopKnowledge): KnowledgeAnswer | undefined {
  const kinds = policyKinds[asked.intent] ?? [];
  const wanted = conceptsIn(asked.normalised);
  const best = kinds
    .flatMap((kind) => policies(shop, asked, kind))
    .map((policy) => {
      const own = conceptsIn(normaliseForSearch([policy.title, policy.summary].flatMap((text) => Object.values(text)).join(' ')));
      return { policy, shared: [...wanted].filter((concept) => own.has(concept)).length, unshared: [...wanted].filter((concept) => !own.has(concept)).length };
    })
    .filter(({ shared, unshared }) => shared > 0 && shared > unshared)
    .toSorted((first, second) => second.shared - first.shared)[0]?.policy;
  if (best === undefined) return undefined;
  return answerApproved(asked, shop, { text: best.text[asked.language], factIds: [`policy:${best.id}`], policyId: best.id, score: 0.65 }).answer;
}

const policyKinds: Readonly<Record<string, readonly string[]>> = {
  'return.policy': ['return'],
  'return.request': ['return'],
  'return.freight': ['return'],
  'exchange.request': ['exchange'],
  'refund.request': ['refund'],
  'refund.progress': ['refund'],
  'order.cancel': ['cancellation', 'refund'],
  'order.change_item': ['modification'],
  'order.change_address': ['modification', 'shipping'],
  'invoice.request': ['invoice'],
  'pay.method': ['payment'],
  'pay.problem': ['payment'],
  'promo.price_protect': ['price-protection'],
  'repair.warranty': ['warranty'],
  'ship.fee': ['shipping'],
  'ship.when': ['shipping'],
  'ship.carrier': ['shipping'],
  'ship.region': ['shipping'],
  'member.points': ['member'],
  'issue.damaged': ['damage'],
  'issue.wrong': ['damage'],
  'issue.missing': ['damage'],
  'account.problem': ['privacy'],
  'human.request': ['service-hours'],
};

import type { KnowledgeFinding } from './check-knowledge.ts';
import { normaliseForSearch } from './retrieval/normalise.ts';
import type { KnowledgeContent, OwnIntent } from './types.ts';

/** What is wrong with the wishes that a shop has taught: an example that means two things, an answer that is not there. */
export function checkOwnIntents({ intents = [], faqs }: KnowledgeContent): readonly KnowledgeFinding[] {
  const known = new Set(faqs.map(({ id }) => id));
  const lost = intents.flatMap(({ id, name, leadsTo }) =>
    leadsTo.kind === 'answer' && !known.has(leadsTo.faqId)
      ? [{ kind: 'unknown-reference' as const, items: [id], detail: `${name}: ${leadsTo.faqId}` }]
      : [],
  );
  return [...sharedExamples(intents), ...lost];
}

function sharedExamples(intents: readonly OwnIntent[]): KnowledgeFinding[] {
  const owners = new Map<string, Set<string>>();
  for (const { id, examples } of intents)
    for (const example of examples.map(normaliseForSearch))
      owners.set(example, (owners.get(example) ?? new Set()).add(id));
  return [...owners].flatMap(([detail, ids]) =>
    ids.size > 1 ? [{ kind: 'duplicate-question' as const, items: [...ids], detail }] : [],
  );
}

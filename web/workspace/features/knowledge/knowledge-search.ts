export const knowledgeTabs = ['released', 'intents', 'drafts', 'check', 'releases'] as const;

/** Which part of the knowledge stands in the address. */
export type KnowledgeSearch = { tab?: (typeof knowledgeTabs)[number] };

/** Reads the address; what is unknown is left out. */
export function readKnowledgeSearch(search: Record<string, unknown>): KnowledgeSearch {
  const tab = knowledgeTabs.find((one) => one === search.tab);
  return tab ? { tab } : {};
}

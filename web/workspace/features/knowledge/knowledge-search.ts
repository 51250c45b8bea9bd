import { tabSearch } from '../../shell/tab-search.ts';

export const knowledgeTabs = ['released', 'intents', 'drafts', 'check', 'releases'] as const;

/** Which part of the knowledge stands in the address. */
export const readKnowledgeSearch = tabSearch(knowledgeTabs);

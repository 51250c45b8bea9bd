import { tabSearch } from '../../shell/tab-search.ts';

export const routingTabs = ['queues', 'skills', 'reception', 'limits', 'shifts', 'calendar'] as const;
export type RoutingTab = (typeof routingTabs)[number];

/** Which part of the rules stands in the address. */
export const readRoutingSearch = tabSearch(routingTabs);

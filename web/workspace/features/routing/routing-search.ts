export const routingTabs = ['queues', 'skills', 'reception', 'limits', 'shifts', 'calendar'] as const;
export type RoutingTab = (typeof routingTabs)[number];

/** Which part of the rules stands in the address. */
export type RoutingSearch = { tab?: RoutingTab };

/** Reads the address; what is unknown is left out. */
export function readRoutingSearch(search: Record<string, unknown>): RoutingSearch {
  const tab = routingTabs.find((one) => one === search.tab);
  return tab ? { tab } : {};
}

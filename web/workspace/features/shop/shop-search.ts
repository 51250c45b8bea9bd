import type { CaseListing, OrderStatus } from '../../../api/index.ts';

export const shopTabs = ['orders', 'cases', 'products', 'import'] as const;
export type ShopTab = (typeof shopTabs)[number];

export const caseListings = ['mine', 'open', 'done', 'all'] as const satisfies readonly CaseListing[];

export const orderStates = [
  'unpaid',
  'pending',
  'pending-modified',
  'processing',
  'shipped',
  'delivered',
  'completed',
  'cancelled',
  'return-requested',
  'exchange-requested',
] as const satisfies readonly OrderStatus[];

/** What of the back office stands in the address: which part, words, filter, and what is open. */
export type ShopSearch = {
  tab?: ShopTab;
  q?: string;
  status?: OrderStatus;
  cases?: CaseListing;
  order?: string;
  case?: string;
};

/** Reads the address; what is unknown is left out. */
export function readShopSearch(search: Record<string, unknown>): ShopSearch {
  const words = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, 100) : '';
  const tab = shopTabs.find((one) => one === search.tab);
  const status = orderStates.find((one) => one === search.status);
  const cases = caseListings.find((one) => one === search.cases);
  const [q, order, one] = [words(search.q), words(search.order), words(search.case)];
  return {
    ...(tab ? { tab } : {}),
    ...(q ? { q } : {}),
    ...(status ? { status } : {}),
    ...(cases ? { cases } : {}),
    ...(order ? { order } : {}),
    ...(one ? { case: one } : {}),
  };
}

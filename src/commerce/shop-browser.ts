import { AppError } from '../platform/index.ts';
import { platforms, type StoreParts } from './stores/index.ts';
import type { AfterSalesCase, Order, OrderStatus, Product, StoreCustomer } from './types.ts';

/** Orders that somebody who works in the shop looks for; the search is an order's number or a part of it, a tracking number, a phone or an e-mail. */
export type OrderQuestion = {
  search?: string | undefined;
  status?: OrderStatus | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** `mine` are the cases in which the shop has to act, the most urgent first; `open` all that run, `done` those that ended. */
export const caseViews = ['mine', 'open', 'done', 'all'] as const;
export type CaseListing = (typeof caseViews)[number];
export type CaseQuestion = {
  view: CaseListing;
  search?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

export type Page<Item> = { items: readonly Item[]; nextCursor?: string };

/** Looking through a shop's records as a whole, for its back office; only reads. Cursors that are none are AppError 'invalid'. */
export type ShopBrowser = {
  /** Newest first. */
  listOrders(question: OrderQuestion): Promise<Page<Order>>;
  findOrder(
    orderId: string,
  ): Promise<{ order: Order; customer?: StoreCustomer; cases: readonly AfterSalesCase[] } | undefined>;
  listCases(question: CaseQuestion): Promise<Page<AfterSalesCase>>;
  findCase(caseId: string): Promise<AfterSalesCase | undefined>;
  countCases(): Promise<Readonly<Record<CaseListing, number>>>;
  /** The products as they are now; those that are gone are missing. */
  findProducts(productIds: readonly string[]): Promise<readonly Product[]>;
};

/** The records of a shop; AppError 'conflict' where its platform keeps them elsewhere and shows no whole of them. */
export function openBrowser(parts: StoreParts & { platform: string }): ShopBrowser {
  const platform = Object.hasOwn(platforms, parts.platform) ? platforms[parts.platform] : undefined;
  if (platform?.browse === undefined) {
    throw new AppError('conflict', `shops of the platform ${parts.platform} show no whole of their records`, {
      userMessageKey: 'problem.no-back-office',
    });
  }
  return platform.browse(parts);
}

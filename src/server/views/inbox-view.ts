import { countInbox, type InboxView, listInbox } from '../../desk/index.ts';
import type { SignedIn } from '../../staff/index.ts';
import type { ShopRuntime } from '../../walk/index.ts';
import type { InboxCounts, InboxItem } from '../protocol/views.ts';
import type { ServerParts } from '../server-parts.ts';
import { memberLevels } from './member-levels.ts';

/** A page of the inbox with the counts of all views. */
export async function listInboxItems(
  parts: ServerParts,
  who: SignedIn,
  query: { view: InboxView; search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: InboxItem[]; counts: InboxCounts; nextCursor?: string }> {
  const { shopId } = who;
  const { staffId } = who.staff;
  const shop = await parts.shops.get(shopId);
  const storeCustomerIds = query.search ? await customersOfOrder(shop, query.search.trim()) : [];
  const { page, counts } = await parts.walk.database.inShop(shopId, async (sql) => ({
    page: await listInbox(sql, {
      shopId,
      staffId,
      view: query.view,
      limit: query.limit,
      storeCustomerIds,
      ...(query.search === undefined ? {} : { search: query.search }),
      ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
    }),
    counts: (await countInbox(sql, shopId)).forStaff(staffId),
  }));
  const levels = await memberLevels(
    shop,
    page.rows.flatMap((row) => row.storeCustomerId ?? []),
  );
  const items = page.rows.map(({ storeCustomerId, ...row }) => ({
    ...row,
    memberLevel: (storeCustomerId && levels.get(storeCustomerId)) ?? '',
  }));
  return { items, counts, ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}) };
}

/** Whose order it is, when the search looks like one of the shop's order numbers. */
async function customersOfOrder(shop: ShopRuntime, search: string): Promise<string[]> {
  const isOrder = shop.store.descriptor.orderNumberPatterns.some((pattern) =>
    new RegExp(`^(?:${pattern})$`, 'u').test(search),
  );
  const order = isOrder ? await shop.store.findOrder(search).catch(() => undefined) : undefined;
  return order ? [order.storeCustomerId] : [];
}

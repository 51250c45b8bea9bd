import type { AfterSalesCase, Order, StoreCustomer } from '../../commerce/index.ts';
import type { ShopId } from '../../platform/index.ts';
import type { DeskParts } from '../desk-parts.ts';
import { findPerson } from './find-person.ts';
import { isOf, tablesOfPersons } from './person-tables.ts';

/** Everything that a shop keeps of one person, readable without Peakdesk (PIPL art. 45, GDPR art. 15 and 20). */
export type PersonExport = {
  shopId: string;
  exportedAt: string;
  /** Rows by table: conversations, messages, traces, tickets and so on. */
  records: Readonly<Record<string, readonly unknown[]>>;
  /** From the shop's system. */
  shop: {
    customer: StoreCustomer | null;
    orders: readonly Order[];
    cases: readonly AfterSalesCase[];
  };
};

const mostOrders = 10_000;

/** AppError 'not-found' when the shop does not know the customer. `id` is Peakdesk's or the shop's own. */
export async function exportPerson(
  parts: Pick<DeskParts, 'database' | 'clock' | 'shops'>,
  shopId: ShopId,
  id: string,
): Promise<PersonExport> {
  const { person, records } = await parts.database.inShop(shopId, async (sql) => {
    const person = await findPerson(sql, shopId, id);
    const records: Record<string, readonly unknown[]> = {};
    for (const table of await tablesOfPersons(sql)) {
      const rows = await sql<{ row: unknown }[]>`
        select to_jsonb(${sql(table.name)}) as row from ${sql(table.name)} where ${isOf(sql, shopId, table, person)}`;
      if (rows.length > 0) records[table.name] = rows.map((one) => one.row);
    }
    return { person, records };
  });
  return {
    shopId,
    exportedAt: parts.clock.now().toISOString(),
    records,
    shop: await readShopRecords(parts, shopId, person.storeCustomerId),
  };
}

async function readShopRecords(
  parts: Pick<DeskParts, 'shops'>,
  shopId: ShopId,
  storeCustomerId: string | undefined,
): Promise<PersonExport['shop']> {
  if (storeCustomerId === undefined) return { customer: null, orders: [], cases: [] };
  const { store } = await parts.shops.get(shopId);
  const [customer, orders, cases] = await Promise.all([
    store.findCustomer({ by: 'id', storeCustomerId }),
    store.listOrders(storeCustomerId, mostOrders),
    store.listCases(storeCustomerId),
  ]);
  return { customer: customer ?? null, orders, cases };
}

import { readShopTables, type ShopId, type Sql } from '../../platform/index.ts';
import type { Person } from './find-person.ts';

/**
 * Every table with rows of a person, found by its columns, so that a table which is added later cannot be forgotten.
 * The shop's own records (`store_…`) are not among them: they are told through the shop system.
 */
export async function tablesOfPersons(sql: Sql): Promise<PersonTable[]> {
  const tables = await readShopTables(sql);
  return tables.flatMap(({ name, columns }): PersonTable[] => {
    if (name.startsWith('store_')) return [];
    const by = (['conversation_id', 'customer_id'] as const).filter((column) => columns.includes(column));
    return by.length === 0 ? [] : [{ name, by }];
  });
}

/** A table and the columns by which a person's rows are found. */
export type PersonTable = { name: string; by: readonly ('conversation_id' | 'customer_id')[] };

/** The condition that a row of the table is this person's, as a fragment of a query. */
export function isOf(sql: Sql, shopId: ShopId, table: PersonTable, person: Person) {
  const conversations = sql`conversation_id = any(${[...person.conversationIds]}::uuid[])`;
  const customers = sql`customer_id = any(${[...person.customerIds]}::uuid[])`;
  const [first, second] = table.by.map((column) => (column === 'customer_id' ? customers : conversations));
  const own = second === undefined ? sql`${first ?? sql`false`}` : sql`(${first ?? sql`false`} or ${second})`;
  return sql`shop_id = ${shopId} and ${own}`;
}

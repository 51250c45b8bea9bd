import type postgres from 'postgres';
import { AppError } from '../errors.ts';

/** A table of the database with its writable columns, in their order. */
export type ShopTable = { name: string; columns: string[] };

type Reference = { child: string; parent: string };

/** Every table that holds rows of a shop, parents before the tables that refer to them. */
export async function readShopTables(sql: postgres.Sql | postgres.TransactionSql): Promise<ShopTable[]> {
  const tables = await sql<ShopTable[]>`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
    group by table_name having bool_or(column_name = 'shop_id') order by table_name`;
  const references = await sql<Reference[]>`
    select conrelid::regclass::text as child, confrelid::regclass::text as parent
    from pg_constraint where contype = 'f' and conrelid <> confrelid`;
  return parentsFirst(tables, references);
}

/** Orders tables so that each stands after all it refers to; AppError 'bug' for a circle. */
export function parentsFirst(tables: readonly ShopTable[], references: readonly Reference[]): ShopTable[] {
  const ordered: ShopTable[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const names = new Set(waiting.map((table) => table.name));
    const isBlocked = (table: ShopTable) => references.some((one) => one.child === table.name && names.has(one.parent));
    const ready = waiting.filter((table) => !isBlocked(table));
    if (ready.length === 0)
      throw new AppError('bug', `tables refer to each other in a circle: ${[...names].join(', ')}`);
    ordered.push(...ready);
    waiting = waiting.filter(isBlocked);
  }
  return ordered;
}

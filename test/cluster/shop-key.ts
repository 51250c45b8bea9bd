import type postgres from 'postgres';

/** Statements that look over all shops, each a poll of a node and none for a message; sharded, they ask every shard. */
const overAllShops: readonly RegExp[] = [
  /^select distinct shop_id as shop from (outbox|jobs)/,
  /from turns_due\s+where (due_at|lease_owner)/,
  /^select .* from shops/,
  /^select .*shop_id.* from (queue_entries|load_pins|store_connections|webhook_readings)/,
  /from (staff_sessions|staff_invitations|widget_sessions) where token_hash/,
];

/**
 * Statements that were run and touch a table with a shop's rows without naming the shop: with the tables sharded by shop
 * (docs/deploy.md) each of them would ask every shard. `pg_stat_statements` has seen them.
 */
export async function statementsWithoutShop(sql: postgres.Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'shop_id'`;
  const touches = new RegExp(`\\b(${tables.map((table) => table.name).join('|')})\\b`);
  const rows = await sql<{ query: string; calls: number }[]>`
    select query, calls::int from pg_stat_statements join pg_roles on pg_roles.oid = userid
    where rolname = 'peakdesk_app' and calls >= 5 order by calls desc`;
  return rows
    .map(({ query, calls }) => ({ query: query.replace(/\s+/g, ' ').trim(), calls }))
    .filter(({ query }) => touches.test(query) && !namesShop(query) && !overAllShops.some((known) => known.test(query)))
    .map(({ query, calls }) => `${calls} times: ${query.slice(0, 200)}`);
}

/** A condition on one shop, or rows that carry it. */
function namesShop(query: string): boolean {
  return /shop_id = (\$\d|[a-z_.]*shop)/.test(query) || /insert into \w+ \([^)]*shop_id/.test(query);
}

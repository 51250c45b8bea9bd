import type { Database, ShopId, Sql } from '../platform/index.ts';

/** A row of a shop's own records that a conversation has changed, made or removed. */
export type StoreChange = { collection: StoreTable; key: string; how: 'changed' | 'made' | 'removed' };

/** Remembers a shop's records, tells what has changed since and puts it back. */
export type StoreMemory = { changes(): Promise<StoreChange[]>; restore(): Promise<void> };

const tables = {
  orders: 'order_id',
  cases: 'case_id',
  customers: 'store_customer_id',
  products: 'product_id',
} as const;
export type StoreTable = keyof typeof tables;
const collections: readonly StoreTable[] = ['orders', 'cases', 'customers', 'products'];

type Row = Readonly<Record<string, unknown>>;
type Remembered = { rows: Map<string, Row>; stamps: Map<string, string> };

/** Reads everything once; afterwards only the rows' stamps are compared. */
export async function rememberStore(database: Database, shopId: ShopId): Promise<StoreMemory> {
  const memory = new Map<StoreTable, Remembered>();
  await database.inShop(shopId, async (sql) => {
    for (const collection of collections) {
      const rows = await sql<Row[]>`select * from ${sql(`store_${collection}`)} where shop_id = ${shopId}`;
      const byKey = rows.map((row) => [String(row[tables[collection]]), { ...row }] as const);
      memory.set(collection, { rows: new Map(byKey), stamps: await stampsOf(sql, shopId, collection) });
    }
  });
  const changes = () =>
    database.inShop(shopId, async (sql) => {
      const lists = await Promise.all(
        collections.map(async (collection) => {
          const now = await stampsOf(sql, shopId, collection);
          return differences(collection, memory.get(collection)?.stamps ?? new Map(), now);
        }),
      );
      return lists.flat();
    });
  return {
    changes,
    restore: async () => {
      const changed = await changes();
      if (changed.length === 0) return;
      await database.inShop(shopId, async (sql) => {
        // What was done counts towards the day's limits; every conversation begins with a fresh day.
        await sql`delete from side_effects where shop_id = ${shopId}`;
        for (const change of changed) await putBack(sql, shopId, change, memory.get(change.collection)?.rows);
        for (const collection of new Set(changed.map((change) => change.collection))) {
          const kept = memory.get(collection);
          if (kept) kept.stamps = await stampsOf(sql, shopId, collection);
        }
      });
    },
  };
}

/** The transaction that wrote each row last: no change escapes it, whatever the row says of itself. */
async function stampsOf(sql: Sql, shopId: ShopId, collection: StoreTable): Promise<Map<string, string>> {
  const key = tables[collection];
  const rows = await sql<{ key: string; stamp: string }[]>`
    select ${sql(key)} as key, xmin::text as stamp from ${sql(`store_${collection}`)} where shop_id = ${shopId}`;
  return new Map(rows.map((row) => [row.key, row.stamp]));
}

function differences(
  collection: StoreTable,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): StoreChange[] {
  const found: StoreChange[] = [];
  for (const [key, stamp] of now) {
    const known = before.get(key);
    if (known !== stamp) found.push({ collection, key, how: known === undefined ? 'made' : 'changed' });
  }
  for (const key of before.keys()) if (!now.has(key)) found.push({ collection, key, how: 'removed' });
  return found;
}

async function putBack(
  sql: Sql,
  shopId: ShopId,
  { collection, key }: StoreChange,
  rows: ReadonlyMap<string, Row> | undefined,
): Promise<void> {
  await sql`
    delete from ${sql(`store_${collection}`)} where shop_id = ${shopId} and ${sql(tables[collection])} = ${key}`;
  const row = rows?.get(key);
  if (row === undefined) return;
  const document = sql.json(JSON.parse(JSON.stringify(row.document)));
  await sql`insert into ${sql(`store_${collection}`)} ${sql({ ...row, document })}`;
}

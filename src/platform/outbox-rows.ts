import { type PublishedEvent, readEvent } from './events.ts';
import { ShopId } from './ids.ts';
import type { Database, Sql } from './storage/database.ts';

/** A committed row with its events in order; an event of a type that only a newer version knows is missing. */
export type OutboxRow = { id: number; isPublished: boolean; events: readonly PublishedEvent[] };

/** Shops with rows that nobody has published yet. */
export async function findWaitingShops(database: Database): Promise<ShopId[]> {
  const rows = await database.asScheduler(
    (sql) => sql<{ shop: string }[]>`select distinct shop_id as shop from outbox where published_at is null`,
  );
  return rows.map((row) => ShopId.check(row.shop));
}

/**
 * Shops where any process has published rows since an instant of the database's clock; `begin` is where the next look begins. Without an
 * instant none: the first look only begins.
 */
export async function findActiveShops(
  database: Database,
  since: string | undefined,
  overlapSeconds: number,
): Promise<{ shops: ShopId[]; begin: string }> {
  return await database.asScheduler(async (sql) => {
    const [clock] = await sql<{ begin: string }[]>`
      select (case when ${since ?? null}::text is null then now()
        else greatest(now() - ${overlapSeconds}::float * interval '1 second', ${since ?? null}::text::timestamptz) end)::text as begin`;
    const rows = await sql<{ shop: string }[]>`
      select distinct shop_id as shop from outbox where published_at > ${since ?? 'infinity'}::text::timestamptz`;
    return { shops: rows.map((row) => ShopId.check(row.shop)), begin: clock?.begin ?? 'infinity' };
  });
}

/** Most rows that one read brings; each may hold many events. */
export const batchRows = 250;

/**
 * Marks rows as published (marking twice is harmless) and reads those of the shop that still wait, oldest first; with `recentSeconds`
 * also those that any process published just now.
 */
export async function markAndReadWaiting(
  database: Database,
  shopId: ShopId,
  published: readonly number[],
  recentSeconds: number | undefined,
): Promise<OutboxRow[]> {
  return await database.inShop(shopId, async (sql) => {
    // Two questions, or the many that are published already would leave no room for those that wait.
    const flight = Promise.all([
      published.length > 0 &&
        sql`
          update outbox set published_at = now()
          where shop_id = ${shopId} and outbox_id = any(${[...published]}::bigint[]) and published_at is null`,
      select(sql, shopId, sql`published_at is null order by outbox_id`),
      recentSeconds === undefined
        ? []
        : select(
            sql,
            shopId,
            sql`published_at > now() - ${recentSeconds}::float * interval '1 second' order by outbox_id desc`,
          ),
    ]);
    sql.finish();
    const [, waiting, recent] = await flight;
    return [...waiting, ...recent].sort((a, b) => a.id - b.id);
  });
}

/** These rows, whoever published them. */
export function readByIds(database: Database, shopId: ShopId, ids: readonly number[]): Promise<OutboxRow[]> {
  return read(database, shopId, (sql) => sql`outbox_id = any(${[...ids]}::bigint[])`);
}

/** Ids of the rows published since then by any process; most readers know them all, so that the rows themselves stay there. */
export async function findRecentIds(database: Database, shopId: ShopId, since: string): Promise<readonly number[]> {
  const [row] = await database.inShop(
    shopId,
    (sql) => sql<{ ids: number[] }[]>`
      select coalesce(array_agg(outbox_id order by outbox_id), '{}') as ids from outbox
      where shop_id = ${shopId} and published_at > ${since}::text::timestamptz`,
  );
  return row?.ids ?? [];
}

async function read(
  database: Database,
  shopId: ShopId,
  condition: (sql: Sql) => ReturnType<Sql>,
): Promise<OutboxRow[]> {
  return await database.inShop(shopId, (sql) => select(sql, shopId, sql`${condition(sql)} order by outbox_id`));
}

async function select(sql: Sql, shopId: ShopId, which: ReturnType<Sql>): Promise<OutboxRow[]> {
  const rows = await sql<StoredRow[]>`
    select outbox_id as id, type, conversation_id as "conversationId", payload, further, created_at as at,
      published_at is not null as "isPublished"
    from outbox where shop_id = ${shopId} and ${which} limit ${batchRows}`;
  return rows.map((row) => ({ id: row.id, isPublished: row.isPublished, events: eventsOf(shopId, row) }));
}

function eventsOf(shopId: ShopId, row: StoredRow): PublishedEvent[] {
  const further = (row.further ?? []).map(({ conversation = row.conversationId, ...rest }) => ({
    ...rest,
    conversationId: conversation,
  }));
  return [row, ...further].flatMap(({ type, conversationId, payload }) => {
    const event = readEvent({ type, shopId, conversationId, payload });
    return event ? [{ ...event, outboxId: row.id, at: row.at }] : [];
  });
}

type StoredRow = {
  id: number;
  type: string;
  conversationId: string | null;
  payload: unknown;
  further: { type: string; payload: unknown; conversation?: string | null }[] | null;
  at: Date;
  isPublished: boolean;
};

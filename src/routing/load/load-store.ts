import type { Database, ShopId, Sql } from '../../platform/index.ts';
import { appendAudit } from '../../staff/index.ts';
import type { LoadReason } from './ladder.ts';
import { type LoadLevel, readLevel } from './load-levels.ts';

/** A level that a supervisor has set by hand. */
export type Pin = { shopId: ShopId; level: LoadLevel; staffId: string };

/** One line of the record: what the level became, and why. */
export type RecordedChange = {
  at: string;
  level: LoadLevel;
  previousLevel: LoadLevel;
  /** Name of a signal, 'calm', or 'pinned'. */
  signal: string;
  value?: number;
  limit?: number;
};

/** Pins of all shops, for a process that begins. */
export async function listPins(database: Database): Promise<Pin[]> {
  const rows = await database.asScheduler(
    (sql) => sql<{ shop_id: ShopId; level: string; staff_id: string }[]>`
      select shop_id, level, staff_id from load_pins`,
  );
  return rows.flatMap((row) => {
    const level = readLevel(row.level);
    return level ? [{ shopId: row.shop_id, level, staffId: row.staff_id }] : [];
  });
}

/** Keeps a pin, or takes it away (null). */
export async function savePin(
  database: Database,
  { shopId, level, staffId, at }: { shopId: ShopId; level: LoadLevel | null; staffId: string; at: Date },
): Promise<void> {
  await database.inShop(shopId, async (sql) => {
    if (level === null) await sql`delete from load_pins where shop_id = ${shopId}`;
    else
      await sql`
        insert into load_pins (shop_id, level, staff_id, pinned_at) values (${shopId}, ${level}, ${staffId}, ${at})
        on conflict (shop_id) do update set level = excluded.level, staff_id = excluded.staff_id, pinned_at = excluded.pinned_at`;
  });
}

/** Records a change once, whichever processes have seen it; also in the trail that is kept for ever. */
export async function recordChange(
  database: Database,
  change: {
    shopId: ShopId;
    level: LoadLevel;
    previousLevel: LoadLevel;
    reason: LoadReason | { signal: 'pinned' };
    node: string;
    at: Date;
  },
): Promise<void> {
  const { shopId, level, previousLevel, reason, node, at } = change;
  const figures = 'value' in reason ? { value: reason.value, limit: reason.limit } : undefined;
  await database.inShop(shopId, async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`load/${shopId}`}, 0))`;
    const rows = await sql`
      insert into load_changes (shop_id, level, previous_level, signal, value, limit_value, node, changed_at)
      select ${shopId}, ${level}, coalesce(last.level, ${previousLevel}), ${reason.signal}, ${figures?.value ?? null},
        ${figures?.limit ?? null}, ${node}, ${at}
      from (select 1) as one left join lateral (
        select level from load_changes where shop_id = ${shopId} order by change_id desc limit 1) as last on true
      where coalesce(last.level, 'normal') <> ${level}
      returning change_id`;
    // What a person has pinned is in the trail under that person's name.
    if (rows.length === 0 || reason.signal === 'pinned') return;
    const details = { level, previousLevel, signal: reason.signal, ...figures };
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'system' },
      action: 'load.changed',
      target: 'shop',
      details,
      now: at,
    });
  });
}

/** The last changes of a shop, newest first. */
export async function listChanges(sql: Sql, shopId: ShopId, limit: number): Promise<RecordedChange[]> {
  const rows = await sql<
    {
      changed_at: Date;
      level: string;
      previous_level: string;
      signal: string;
      value: number | null;
      limit_value: number | null;
    }[]
  >`
    select changed_at, level, previous_level, signal, value, limit_value from load_changes
    where shop_id = ${shopId} order by change_id desc limit ${limit}`;
  return rows.map((row) => ({
    at: row.changed_at.toISOString(),
    level: readLevel(row.level) ?? 'normal',
    previousLevel: readLevel(row.previous_level) ?? 'normal',
    signal: row.signal,
    ...(row.value === null ? {} : { value: row.value }),
    ...(row.limit_value === null ? {} : { limit: row.limit_value }),
  }));
}

/** Longest wait in seconds of each shop in which people are there and somebody has waited for longer than `seconds`. */
export async function longestWaits(database: Database, seconds: number, now: Date): Promise<Map<ShopId, number>> {
  const before = new Date(now.getTime() - seconds * 1_000);
  const rows = await database.asScheduler(
    (sql) => sql<{ shop_id: ShopId; first: Date }[]>`
      select shop_id, min(queued_at) as first from queue_entries
      where status = 'waiting' and call_back is null group by shop_id
      having min(queued_at) < ${before} order by 2 limit ${shopsAtMost}`,
  );
  const waits = new Map<ShopId, number>();
  for (const { shop_id: shopId, first } of rows) {
    const there = await database.inShop(
      shopId,
      (sql) => sql`select 1 from staff where shop_id = ${shopId} and presence = 'online' limit 1`,
    );
    if (there.length > 0) waits.set(shopId, (now.getTime() - first.getTime()) / 1_000);
  }
  return waits;
}

/** Shops whose waits are looked at in one go. */
const shopsAtMost = 100;

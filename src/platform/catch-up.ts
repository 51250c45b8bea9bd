import type { ShopId } from './ids.ts';
import type { Lanes } from './lanes.ts';
import { batchRows, findActiveShops, findRecentIds, type OutboxRow, readByIds } from './outbox-rows.ts';
import type { Database } from './storage/database.ts';

/**
 * Publishes here what other processes have published and this one has not heard of, since the last time that this went well: after a
 * process was frozen or its database was away, however long, nothing is missing. Rows from before the start are left; they were for
 * those who were there.
 */
export function createCatchUp(parts: {
  database: Database;
  lanes: Lanes<ShopId>;
  seen: { has(id: number): boolean };
  publish(rows: readonly OutboxRow[]): void;
  /** How far each look reaches back before the one before it, in seconds; default 15. */
  overlapSeconds?: number;
}): () => Promise<void> {
  const { database, lanes } = parts;
  // An instant of the database's clock: ours may jump.
  let since: string | undefined;
  let running: Promise<void> | undefined;

  const publishMissed = async (shopId: ShopId, after: string) => {
    const missed = (await findRecentIds(database, shopId, after)).filter((id) => !parts.seen.has(id));
    for (let from = 0; from < missed.length; from += batchRows)
      parts.publish(await readByIds(database, shopId, missed.slice(from, from + batchRows)));
  };
  const look = async () => {
    const after = since;
    const { shops, begin } = await findActiveShops(database, after, parts.overlapSeconds ?? usualOverlapSeconds);
    let left = shops.length;
    const missed = async (shopId: ShopId) => {
      if (after !== undefined) await publishMissed(shopId, after);
      left -= 1;
    };
    await Promise.all(shops.map((shopId) => lanes.run(shopId, () => missed(shopId))));
    if (left === 0) since = begin;
  };
  let isWantedAgain = false;
  const lookUntilDone = async () => {
    do {
      isWantedAgain = false;
      await look();
    } while (isWantedAgain);
  };
  return () => {
    if (running) isWantedAgain = true;
    running ??= lookUntilDone().finally(() => {
      running = undefined;
    });
    return running;
  };
}

// A row is marked with the time at which its transaction began, and seen when that ends.
const usualOverlapSeconds = 15;

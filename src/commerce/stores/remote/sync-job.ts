import { randomUUID } from 'node:crypto';
import {
  AppError,
  appendOutbox,
  enqueueJob,
  type JobHandler,
  ShopId,
  type Sql,
  UpstreamError,
} from '../../../platform/index.ts';
import { claimSync, releaseSync } from './connection-rows.ts';
import { historyDaysOf, openLiveShop, type RemoteGround } from './live-shop.ts';
import { backFill, poll, type Reading, type ShopReader } from './read-shop.ts';
import type { RemotePlatform } from './remote-platform.ts';
import { problemOf } from './remote-problem.ts';

/** Name of the job that brings a shop's mirror up to date. */
export const syncStoreJob = 'sync-store';

const pollMilliseconds = 60_000;
/** A turn of a long back-fill; then other jobs have theirs. */
const turnMilliseconds = 25_000;
const longestPause = 30 * 60_000;

export type SyncParts = RemoteGround & { platforms: readonly RemotePlatform[] };

/**
 * Reads a connected shop into its mirror: a back-fill in turns, then polls. It never gives up: what goes wrong is written down and
 * tried again, later each time. One worker reads a shop at a time.
 */
export function syncStoreHandler(parts: SyncParts): JobHandler {
  return { handle: ({ shopId }) => syncShop(parts, shopId), leaseSeconds: 120 };
}

/** One turn of reading; says when the next one is due. */
export async function syncShop(parts: SyncParts, shopId: ShopId): Promise<void> {
  const owner = randomUUID();
  const now = parts.clock?.now() ?? new Date();
  const claim = await parts.database.inShop(shopId, (sql) => claimSync(sql, shopId, { owner, now }));
  if (claim === 'none') return;
  if (claim !== 'claimed') {
    // Whoever reads now makes the next job; this one only stands in for a process that died.
    if ('leasedUntil' in claim) await enqueueSync(parts, shopId, new Date(claim.leasedUntil.getTime() + 1_000));
    return;
  }
  const startedAt = performance.now();
  const result = await readOnce(parts, shopId, owner, () => performance.now() - startedAt < turnMilliseconds);
  const nextAt = new Date(now.getTime() + result.pause);
  await parts.database.inShop(shopId, async (sql) => {
    await releaseSync(sql, shopId, { owner, nextAt, skewMilliseconds: result.skew, ...result.error });
    if (result.hasNewProducts)
      await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: ['catalogue'] } }]);
    await enqueue(sql, shopId, nextAt);
  });
}

type Result = {
  pause: number;
  skew: number;
  hasNewProducts: boolean;
  error: { error?: { problem: ReturnType<typeof problemOf>; detail: string; at: string } };
};

async function readOnce(parts: SyncParts, shopId: ShopId, owner: string, goesOn: () => boolean): Promise<Result> {
  const now = () => parts.clock?.now() ?? new Date();
  let skew = 0;
  let failures = 0;
  try {
    const platform = await platformOf(parts, shopId);
    const live = await openLiveShop(parts, platform, shopId);
    failures = live.connection.failures;
    skew = live.connection.skewMilliseconds;
    const secrets = await parts.secrets.forShop(shopId);
    const reader: ShopReader = {
      shop: live.shop,
      shopId,
      owner,
      inShop: (work) => parts.database.inShop(shopId, (sql) => work({ sql, shopId, secrets })),
      now: () => new Date(now().getTime() + live.skew()),
      historyDays: historyDaysOf(platform, live.connection.settings),
      goesOn,
    };
    const before: Reading = live.connection;
    const isFilled = before.cursors.step === 'done';
    const after = await (isFilled ? poll : backFill)(reader, before);
    skew = live.skew();
    const hasNewProducts =
      after.cursors.productsAt !== before.cursors.productsAt && (after.cursors.productsChanged ?? 0) > 0;
    return { pause: after.cursors.step === 'done' ? pollMilliseconds : 0, skew, hasNewProducts, error: {} };
  } catch (error) {
    parts.log?.warn({ err: error, shopId }, 'a connected shop could not be read');
    const asked = error instanceof UpstreamError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
    const pause = Math.max(asked, Math.min(longestPause, 5_000 * 2 ** Math.min(12, failures)));
    const detail = error instanceof Error ? error.message : String(error);
    return {
      pause,
      skew,
      hasNewProducts: false,
      error: { error: { problem: problemOf(error), detail: detail.slice(0, 500), at: now().toISOString() } },
    };
  }
}

async function platformOf({ database, platforms }: SyncParts, shopId: ShopId): Promise<RemotePlatform> {
  const [row] = await database.inShop(
    shopId,
    (sql) => sql<{ platform: string }[]>`select platform from store_connections where shop_id = ${shopId}`,
  );
  const found = platforms.find((one) => one.platform === row?.platform);
  if (found === undefined)
    throw new AppError('invalid', `there is no platform ${row?.platform}`, { field: 'platform' });
  return found;
}

/** Makes the next turn of reading due, and the job for it. */
export async function askForSync(sql: Sql, shopId: ShopId, at: Date): Promise<void> {
  await sql`update store_connections set next_sync_at = ${at}, failures = 0 where shop_id = ${shopId} and state <> 'paused'`;
  await enqueue(sql, shopId, at);
}

async function enqueueSync({ database }: SyncParts, shopId: ShopId, at: Date): Promise<void> {
  await database.inShop(shopId, (sql) => enqueue(sql, shopId, at));
}

async function enqueue(sql: Sql, shopId: ShopId, at: Date): Promise<void> {
  const uniqueKey = `${syncStoreJob}/${at.toISOString()}`;
  await enqueueJob(sql, { shopId, name: syncStoreJob, payload: {}, runAt: at, uniqueKey });
}

/** Makes the jobs of all connected shops at the start, whatever became of those of earlier processes. */
export async function scheduleStoreSyncs({ database, clock, platforms }: SyncParts): Promise<number> {
  const names = platforms.map((one) => one.platform);
  const shops = await database.asScheduler(
    (sql) => sql<{ shop: string }[]>`select shop_id as shop from shops where platform = any(${names})`,
  );
  const now = clock?.now() ?? new Date();
  for (const { shop } of shops) {
    const shopId = ShopId.check(shop);
    await database.inShop(shopId, async (sql) => {
      const [row] = await sql<{ at: Date | null }[]>`
        select next_sync_at as at from store_connections where shop_id = ${shopId} and state <> 'paused'`;
      if (row?.at != null) await enqueue(sql, shopId, new Date(Math.max(row.at.getTime(), now.getTime())));
    });
  }
  return shops.length;
}

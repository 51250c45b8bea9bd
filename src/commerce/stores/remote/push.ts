import { z } from 'zod';
import { AppError, enqueueJob, type JobHandler, type ShopId } from '../../../platform/index.ts';
import { findStoreOrder } from '../records/shop-records.ts';
import { type ConnectParts, findPlatform } from './connect-shop.ts';
import { findConnection } from './connection-rows.ts';
import { openLiveShop } from './live-shop.ts';
import { mirrorCases, mirrorOrders } from './mirror-rows.ts';
import type { PushRequest, RemoteChange } from './remote-platform.ts';
import { askForSync } from './sync-job.ts';

/** Name of the job that fetches what a platform said has changed. */
export const fetchChangeJob = 'fetch-store-change';

/** What the platform reads as the answer to its push. */
export type PushAnswer = { status: number; contentType: string; body: string };

/**
 * Takes what a platform pushed: verified by its signature, written down as jobs, answered. What has changed is fetched from the
 * platform afterwards; nothing is believed from the push itself.
 */
export async function receivePush(
  parts: ConnectParts,
  shopId: ShopId,
  platformName: string,
  request: PushRequest,
): Promise<PushAnswer> {
  const platform = findPlatform(parts, platformName);
  // Asked for before the shop's key, which is made where it is missing.
  const [known] = await parts.database.inShop(
    shopId,
    (sql) => sql<{ platform: string }[]>`select platform from store_connections where shop_id = ${shopId}`,
  );
  const secrets = known === undefined ? undefined : await parts.secrets.forShop(shopId);
  const connection = secrets && (await parts.database.inShop(shopId, (sql) => findConnection(sql, secrets, shopId)));
  if (connection?.platform !== platformName || platform.readPush === undefined)
    throw new AppError('not-found', `the shop ${shopId} takes no pushes of ${platformName}`);
  const now = parts.clock?.now() ?? new Date();
  const platformNow = new Date(now.getTime() + connection.skewMilliseconds);
  const read = platform.readPush(request, connection.settings, platformNow);
  if (!read.ok) {
    parts.log?.warn({ shopId, platform: platformName, problem: read.problem }, 'a push was refused');
    return { status: read.status, contentType: 'text/plain; charset=utf-8', body: 'refused' };
  }
  await parts.database.inShop(shopId, async (sql) => {
    for (const change of read.changes) {
      const uniqueKey = `${fetchChangeJob}/${change.kind}/${change.id}`;
      await enqueueJob(sql, { shopId, name: fetchChangeJob, payload: change, runAt: now, uniqueKey });
    }
  });
  return { status: 200, ...read.answer };
}

const changeSchema: z.ZodType<RemoteChange> = z.object({
  kind: z.enum(['order', 'case', 'product', 'unknown']),
  id: z.string(),
});

/** Fetches one thing that has changed; what cannot be fetched by itself is found by a poll. */
export function fetchChangeHandler(parts: ConnectParts): JobHandler {
  return {
    handle: async ({ shopId, payload }) => {
      const change = changeSchema.parse(payload);
      if (!(await fetchChange(parts, shopId, change)))
        await parts.database.inShop(shopId, (sql) => askForSync(sql, shopId, parts.clock?.now() ?? new Date()));
    },
  };
}

async function fetchChange(parts: ConnectParts, shopId: ShopId, { kind, id }: RemoteChange): Promise<boolean> {
  const secrets = await parts.secrets.forShop(shopId);
  const platform = await parts.database.inShop(shopId, async (sql) => {
    const connection = await findConnection(sql, secrets, shopId);
    return connection && findPlatform(parts, connection.platform);
  });
  if (platform === undefined) return true;
  const { shop } = await openLiveShop(parts, platform, shopId);
  if (kind === 'order') {
    const found = await shop.findOrder(id);
    if (found === undefined) return false;
    await parts.database.inShop(shopId, (sql) => mirrorOrders({ sql, shopId, secrets }, [found], { tells: true }));
    return true;
  }
  if (kind !== 'case' || shop.findCase === undefined) return false;
  const one = await shop.findCase(id);
  if (one === undefined) return false;
  const isKnown = await parts.database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets };
    await mirrorCases(transaction, [one], { tells: true });
    return (await findStoreOrder(transaction, one.orderId)) !== undefined;
  });
  // The order of a case changes with it.
  const order = isKnown ? await shop.findOrder(one.orderId) : undefined;
  if (order !== undefined)
    await parts.database.inShop(shopId, (sql) => mirrorOrders({ sql, shopId, secrets }, [order], { tells: true }));
  return true;
}

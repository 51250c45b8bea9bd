import { AppError, type ShopId, type ShopSecrets } from '../../platform/index.ts';
import type { TrackingParts } from './look-at-parcels-job.ts';
import { findLooks, noteLook } from './look-rows.ts';
import { nextLookAt } from './next-look.ts';
import { saveTrack } from './save-track.ts';
import { type TrackingService, trackingServices } from './services.ts';
import { findTracking } from './tracking-rows.ts';

/** Path of this server to which a service tells where parcels are. */
export function trackingCallbackPath({ service }: Pick<TrackingService, 'service'>, shopId: ShopId): string {
  return `/callbacks/tracking/${service}/${shopId}`;
}

/** The salt by which a service signs what it tells a shop: made of the shop's key, so that it is stored nowhere. */
export function pushSaltOf(secrets: ShopSecrets, { service }: Pick<TrackingService, 'service'>): string {
  return secrets.keyedHash('tracking_connections/salt', service).toString('hex').slice(0, 32);
}

/**
 * Takes what a tracking service told by itself: believed only by its signature, and only of parcels that the shop has. AppError
 * 'not-found' for a shop that does not use this service.
 */
export async function receiveTracking(
  parts: TrackingParts,
  shopId: ShopId,
  { service: name, body }: { service: string; body: string },
): Promise<{ status: number; contentType: string; body: string }> {
  const service = trackingServices.find((one) => one.service === name);
  const now = parts.clock.now();
  // Asked for before the shop's key, which is made where it is missing.
  const [known] = await parts.database.inShop(
    shopId,
    (sql) => sql<{ service: string }[]>`select service from tracking_connections where shop_id = ${shopId}`,
  );
  if (service === undefined || known?.service !== name)
    throw new AppError('not-found', `the shop ${shopId} takes no tracking of ${name}`);
  const secrets = await parts.secrets.forShop(shopId);
  const connection = await parts.database.inShop(shopId, (sql) => findTracking(sql, secrets, { shopId, now }));
  const form = Object.fromEntries(new URLSearchParams(body));
  const read = service.readPush(form, connection?.settings ?? {}, pushSaltOf(secrets, service));
  if (!read.ok) {
    parts.log.warn({ shopId, service: name, problem: read.problem }, 'a tracking push was refused');
    return { status: 401, contentType: 'text/plain; charset=utf-8', body: 'refused' };
  }
  const { trackingNumber, tracking, isEnded } = read;
  await parts.database.inShop(shopId, async (sql) => {
    for (const { orderId, createdAt } of await findLooks(sql, shopId, trackingNumber)) {
      const saved = await saveTrack({ sql, shopId, secrets }, { orderId, trackingNumber, tracking });
      if (saved === undefined) continue;
      // A service that will tell no more of a parcel is asked again.
      const nextAt = nextLookAt(saved.parcel, { quiet: 0, isSubscribed: !isEnded, since: createdAt, now });
      const subscribedAt = isEnded ? null : now;
      await noteLook(sql, { shopId, orderId, trackingNumber }, { nextAt, quiet: 1, seenAt: now, subscribedAt });
    }
  });
  return { status: 200, contentType: 'application/json; charset=utf-8', body: service.pushed };
}

import { AppError, appendOutbox, type ShopId } from '../../platform/index.ts';
import { missingField, typedSettings, withoutSecrets } from '../stores/kit/typed-settings.ts';
import type { ConnectionField, ConnectionSettings, ConnectionTest } from '../stores/remote/remote-platform.ts';
import { problemOf } from '../stores/remote/remote-problem.ts';
import type { LocalizedText } from '../types.ts';
import { askWhere, openService } from './ask-service.ts';
import { carriers } from './carriers.ts';
import { enqueueLooking, type TrackingParts } from './look-at-parcels-job.ts';
import { countLooks, lookAgain } from './look-rows.ts';
import { type TrackingService, trackingServices } from './services.ts';
import { dailyLooksOf } from './tracking-fields.ts';
import { isServiceFault, serviceProblems, serviceWorks } from './tracking-problems.ts';
import { trackingCallbackPath } from './tracking-push.ts';
import { findTracking, saveTrackingRow, type TrackingConnection } from './tracking-rows.ts';

/** A tracking service as the screen for connecting shows it. */
export type TrackingServiceView = {
  service: string;
  label: LocalizedText;
  fields: readonly ConnectionField[];
  /** Path of this server to which the service tells by itself. */
  callbackPath: string;
};

/** Every tracking service that a shop can use, with the fields to fill in. */
export function listTrackingServices(shopId: ShopId): TrackingServiceView[] {
  return trackingServices.map((one) => ({
    service: one.service,
    label: one.label,
    fields: one.fields,
    callbackPath: trackingCallbackPath(one, shopId),
  }));
}

/** How a shop's parcels are followed, without any secret. */
export type TrackingView = {
  service: string;
  settings: ConnectionSettings;
  filledSecrets: readonly string[];
  lastError: TrackingConnection['lastError'];
  lastSuccessAt: string | null;
  /** Parcels on their way: how many are followed, have been seen, and have a carrier that nobody knows. */
  parcels: { followed: number; seen: number; unknownCarrier: number };
  looks: { today: number; most: number };
};

/** How a shop's parcels are followed and what went wrong last; null where no service is connected. */
export async function trackingState(parts: TrackingParts, shopId: ShopId): Promise<TrackingView | null> {
  const secrets = await parts.secrets.forShop(shopId);
  const now = parts.clock.now();
  const read = await parts.database.inShop(shopId, async (sql) => {
    const connection = await findTracking(sql, secrets, { shopId, now });
    return connection && { connection, parcels: await countLooks(sql, shopId) };
  });
  if (read === undefined) return null;
  const { service, settings, lastError, lastSuccessAt, looksToday } = read.connection;
  return {
    service,
    ...withoutSecrets(findService(service).fields, settings),
    lastError,
    lastSuccessAt: lastSuccessAt?.toISOString() ?? null,
    parcels: read.parcels,
    looks: { today: looksToday, most: dailyLooksOf(settings) },
  };
}

export type TrackingInput = { service: string; settings: ConnectionSettings };

/** A number of the right form that nobody has: the answer says whether the keys are right, and nobody's parcel is asked for. */
const triedNumber = 'YT0000000000000';

/** Tries a service without keeping anything; a secret that was not typed again is the stored one. */
export async function testTracking(
  parts: TrackingParts,
  shopId: ShopId,
  input: TrackingInput,
): Promise<ConnectionTest> {
  const service = findService(input.service);
  const settings = await withStored(parts, shopId, service, input.settings);
  const missing = missingField(service.fields, settings);
  if (missing !== undefined) return missing;
  if (settings['usesPush'] === 'true' && parts.publicUrl === undefined)
    return { ok: false, field: 'usesPush', problem: serviceProblems['no-public-address'] };
  const carrier = carriers.map((one) => (one.code === 'yuantong' ? service.codeOf(one) : undefined)).find(Boolean);
  try {
    const question = { carrier: carrier ?? '', trackingNumber: triedNumber };
    const result = await askWhere(openService(service, settings), question);
    if (!result.ok && isServiceFault(result.fault)) return { ok: false, problem: serviceProblems[result.fault] };
    return { ok: true, shopName: service.label['zh-CN'], details: serviceWorks };
  } catch (error) {
    parts.log.info({ err: error, service: service.service }, 'a tracking service does not work');
    return { ok: false, field: 'url', problem: problemOf(error) };
  }
}

/** Keeps how to reach a tracking service and begins to look. AppError 'invalid' names a field that is missing. */
export async function saveTracking(parts: TrackingParts, shopId: ShopId, input: TrackingInput): Promise<void> {
  const service = findService(input.service);
  const settings = await withStored(parts, shopId, service, input.settings);
  const missing = missingField(service.fields, settings);
  if (missing !== undefined)
    throw new AppError('invalid', `${missing.field}: ${missing.problem.en}`, { field: `settings.${missing.field}` });
  const secrets = await parts.secrets.forShop(shopId);
  const now = parts.clock.now();
  await parts.database.inShop(shopId, async (sql) => {
    await saveTrackingRow(sql, secrets, { shopId, service: service.service, settings });
    await lookAgain(sql, shopId, now);
    await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: ['tracking'] } }]);
    await enqueueLooking(sql, shopId, now);
  });
}

/** Ends the following of parcels; what has been seen stays. */
export async function removeTracking({ database }: Pick<TrackingParts, 'database'>, shopId: ShopId): Promise<void> {
  await database.inShop(shopId, async (sql) => {
    const removed = await sql`delete from tracking_connections where shop_id = ${shopId}`;
    if (removed.count === 0) throw new AppError('not-found', `the shop ${shopId} has no tracking service`);
    await sql`delete from parcel_looks where shop_id = ${shopId}`;
  });
}

function findService(name: string): TrackingService {
  const found = trackingServices.find((one) => one.service === name);
  if (found !== undefined) return found;
  const known = trackingServices.map((one) => one.service).join(', ');
  throw new AppError('invalid', `there is no tracking service '${name}' (known: ${known})`, { field: 'service' });
}

async function withStored(
  { database, secrets, clock }: TrackingParts,
  shopId: ShopId,
  { service, fields }: TrackingService,
  typed: ConnectionSettings,
): Promise<ConnectionSettings> {
  const shopSecrets = await secrets.forShop(shopId);
  const now = clock.now();
  const stored = await database.inShop(shopId, (sql) => findTracking(sql, shopSecrets, { shopId, now }));
  return typedSettings({ name: service, fields }, typed, stored?.service === service ? stored.settings : undefined);
}

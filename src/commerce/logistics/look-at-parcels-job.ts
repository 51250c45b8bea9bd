import {
  AppError,
  backOffMilliseconds,
  type Clock,
  type Database,
  enqueueJob,
  type JobHandler,
  type Log,
  type Secrets,
  ShopId,
  type ShopSecrets,
  type Sql,
  UpstreamError,
} from '../../platform/index.ts';
import { findStoreOrder } from '../stores/records/shop-records.ts';
import { problemOf } from '../stores/remote/remote-problem.ts';
import { askWhere, type LookResult, type OpenService, openService, questionOf, subscribe } from './ask-service.ts';
import {
  type DueLook,
  giveBackLooks,
  type LookNote,
  listParcels,
  nextDue,
  noteLook,
  takeDueLooks,
} from './look-rows.ts';
import { nextLookAt } from './next-look.ts';
import { saveTrack } from './save-track.ts';
import { type TrackingService, trackingServices } from './services.ts';
import { isArrived } from './tracking.ts';
import { dailyLooksOf } from './tracking-fields.ts';
import { isServiceFault, serviceProblems } from './tracking-problems.ts';
import { pushSaltOf, trackingCallbackPath } from './tracking-push.ts';
import { countLook, dayOf, findTracking, noteService, type TrackingConnection } from './tracking-rows.ts';

/** Name of the job that asks a shop's tracking service where its parcels are. */
export const lookAtParcelsJob = 'look-at-parcels';

/** What looking works with; `publicUrl` is the address under which services can reach this server. */
export type TrackingParts = {
  database: Database;
  secrets: Secrets;
  clock: Clock;
  log: Log;
  publicUrl: string | undefined;
};

const minute = 60_000;
/** Parcels of one turn; then other jobs have theirs. */
const batch = 25;
/** New parcels are put on the list so often. */
const listMilliseconds = 5 * minute;
/** After a failure of the service nobody asks for so long. */
const servicePause = { baseMilliseconds: minute, maxMilliseconds: 60 * minute };

/** Asks for the parcels that are due, within the service's limits; what fails is asked again later, each time later. */
export function lookAtParcelsHandler(parts: TrackingParts): JobHandler {
  return { handle: ({ shopId }) => lookAtParcels(parts, shopId), leaseSeconds: 300 };
}

/** One turn of looking; says when the next one is. A shop without a service has none. */
export async function lookAtParcels(parts: TrackingParts, shopId: ShopId): Promise<void> {
  const secrets = await parts.secrets.forShop(shopId);
  const now = parts.clock.now();
  const connection = await parts.database.inShop(shopId, (sql) => findTracking(sql, secrets, { shopId, now }));
  const service = trackingServices.find((one) => one.service === connection?.service);
  if (connection === undefined || service === undefined) return;
  const waits = pauseOf(connection, now);
  if (waits === undefined)
    await lookNow(parts, shopId, connection, openFor(parts, shopId, service, { connection, secrets }));
  await parts.database.inShop(shopId, async (sql) => {
    const due = waits ?? (await nextDue(sql, shopId)) ?? new Date(now.getTime() + listMilliseconds);
    const paused = waits ?? (await pausedUntil(sql, shopId));
    const soonest = Math.max(due.getTime(), paused?.getTime() ?? 0, now.getTime() + 1_000);
    const latest = waits === undefined && paused === undefined ? now.getTime() + listMilliseconds : soonest;
    await enqueueLooking(sql, shopId, new Date(Math.min(soonest, latest)));
  });
}

/** Until when nobody asks: the service has failed, or the day's questions are used up. */
function pauseOf({ pausedUntil: paused, looksToday, settings }: TrackingConnection, now: Date): Date | undefined {
  if (paused !== null && paused > now) return paused;
  if (looksToday < dailyLooksOf(settings)) return undefined;
  return new Date(Date.parse(`${dayOf(now)}T00:00:00+08:00`) + 24 * 60 * minute);
}

function openFor(
  { publicUrl }: TrackingParts,
  shopId: ShopId,
  service: TrackingService,
  { connection, secrets }: { connection: TrackingConnection; secrets: ShopSecrets },
): OpenService {
  const push =
    publicUrl === undefined
      ? undefined
      : { url: `${publicUrl}${trackingCallbackPath(service, shopId)}`, salt: pushSaltOf(secrets, service) };
  return openService(service, connection.settings, push);
}

async function lookNow(
  parts: TrackingParts,
  shopId: ShopId,
  { listedAt, looksToday, settings, failures }: TrackingConnection,
  open: OpenService,
): Promise<void> {
  const { database, clock } = parts;
  const now = clock.now();
  const limit = Math.min(batch, dailyLooksOf(settings) - looksToday);
  const due = await database.inShop(shopId, async (sql) => {
    if (listedAt === null || now.getTime() - listedAt.getTime() >= listMilliseconds)
      await listParcels(sql, shopId, now);
    return takeDueLooks(sql, { shopId, now, limit });
  });
  for (const [index, look] of due.entries()) {
    const failed = await lookAt(parts, shopId, open, look);
    if (failed === undefined) continue;
    const error = { ...failed, at: now.toISOString() };
    const pause = Math.max(failed.pause, backOffMilliseconds(failures + 1, Math.random(), servicePause));
    await database.inShop(shopId, async (sql) => {
      const { problem, detail, at } = error;
      await noteService(sql, shopId, { error: { problem, detail, at }, pausedUntil: new Date(now.getTime() + pause) });
      await giveBackLooks(sql, shopId, due.slice(index), now);
    });
    parts.log.warn({ shopId, detail: failed.detail }, 'a tracking service does not answer');
    return;
  }
}

type Failed = { problem: ReturnType<typeof problemOf>; detail: string; pause: number };

/** Looks at one parcel; answers what is wrong where it is the service that fails. */
async function lookAt(
  parts: TrackingParts,
  shopId: ShopId,
  open: OpenService,
  look: DueLook,
): Promise<Failed | undefined> {
  const { database, clock } = parts;
  const now = clock.now();
  const { orderId, trackingNumber } = look;
  const secrets = await parts.secrets.forShop(shopId);
  const note = (noted: LookNote) =>
    database.inShop(shopId, (sql) => noteLook(sql, { shopId, orderId, trackingNumber }, noted));
  const order = await database.inShop(shopId, (sql) => findStoreOrder({ sql, shopId, secrets }, orderId));
  const parcel = order?.parcels.find((one) => one.trackingNumber === trackingNumber);
  if (order === undefined || parcel === undefined || isArrived(parcel)) {
    await note({ nextAt: undefined, quiet: 0 });
    return undefined;
  }
  const again = (quiet: number, isSubscribed: boolean) =>
    nextLookAt(parcel, { quiet, isSubscribed, since: look.createdAt, now });
  const question = questionOf(open.service, { parcel, address: order.address }, look);
  if (question === undefined) {
    await note({ nextAt: again(5, false), quiet: look.quiet, fault: 'unknown-carrier' });
    return undefined;
  }
  const isToSubscribe = open.push !== undefined && look.subscribedAt === null && look.quiet === 0;
  await database.inShop(shopId, (sql) => countLook(sql, shopId, now));
  const result = await (isToSubscribe ? subscribe : askWhere)(open, question).catch(failureOf);
  if ('problem' in result) return result;
  if (!result.ok && isServiceFault(result.fault))
    return { problem: serviceProblems[result.fault], detail: result.detail, pause: 0 };
  const quiet = look.quiet + 1;
  if (!result.ok) {
    // A wanted phone is sent at once; a refused subscription is asked for instead.
    const isAgain = (result.fault === 'wants-phone' && !look.wantsPhone) || isToSubscribe;
    const nextAt = isAgain ? now : again(quiet, false);
    await note({ nextAt, quiet, fault: result.fault, wantsPhone: result.fault === 'wants-phone' });
  } else if ('isSubscribed' in result) {
    await note({ nextAt: again(0, true), quiet: 0, subscribedAt: now });
  } else await keep(parts, shopId, { ...look, carrier: question.carrier }, result);
  await database.inShop(shopId, (sql) => noteService(sql, shopId, { at: now }));
  return undefined;
}

async function keep(
  { database, secrets, clock }: TrackingParts,
  shopId: ShopId,
  look: DueLook & { carrier: string },
  { tracking }: Extract<LookResult, { tracking: unknown }>,
): Promise<void> {
  const shopSecrets = await secrets.forShop(shopId);
  const now = clock.now();
  await database.inShop(shopId, async (sql) => {
    const saved = await saveTrack({ sql, shopId, secrets: shopSecrets }, { ...look, tracking });
    const quiet = saved?.isNew === true ? 0 : look.quiet + 1;
    const nextAt =
      saved &&
      nextLookAt(saved.parcel, { quiet, isSubscribed: look.subscribedAt !== null, since: look.createdAt, now });
    await noteLook(sql, { shopId, ...look }, { nextAt, quiet, seenAt: now, carrier: look.carrier });
  });
}

function failureOf(error: unknown): Failed {
  // What cannot be reached or may not be called is the service's or the settings' fault; anything else is ours.
  if (!(error instanceof AppError)) throw error;
  const pause = error instanceof UpstreamError ? (error.retryAfterSeconds ?? 0) * 1_000 : 0;
  return { problem: problemOf(error), detail: error.message.slice(0, 300), pause };
}

async function pausedUntil(sql: Sql, shopId: ShopId): Promise<Date | undefined> {
  const [row] = await sql<{ at: Date | null }[]>`
    select paused_until as at from tracking_connections where shop_id = ${shopId}`;
  return row?.at ?? undefined;
}

/** Makes the next turn of looking. */
export async function enqueueLooking(sql: Sql, shopId: ShopId, at: Date): Promise<void> {
  const uniqueKey = `${lookAtParcelsJob}/${at.toISOString()}`;
  await enqueueJob(sql, { shopId, name: lookAtParcelsJob, payload: {}, runAt: at, uniqueKey });
}

/** Makes the jobs of all shops with a tracking service at the start, whatever became of those of earlier processes. */
export async function scheduleParcelLooks({
  database,
  clock,
}: Pick<TrackingParts, 'database' | 'clock'>): Promise<void> {
  const shops = await database.asScheduler((sql) => sql<{ shop: string }[]>`select shop_id as shop from shops`);
  for (const { shop } of shops) {
    const shopId = ShopId.check(shop);
    await database.inShop(shopId, async (sql) => {
      const [row] = await sql`
        select 1 from tracking_connections t where t.shop_id = ${shopId} and not exists (
          select 1 from jobs where shop_id = ${shopId} and name = ${lookAtParcelsJob} and done_at is null and attempts < max_attempts)`;
      if (row !== undefined) await enqueueLooking(sql, shopId, clock.now());
    });
  }
}

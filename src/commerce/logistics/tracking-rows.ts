import { z } from 'zod';
import { localDay, type ShopId, type ShopSecrets, type Sql } from '../../platform/index.ts';
import type { ConnectionSettings } from '../stores/remote/remote-platform.ts';
import type { LocalizedText } from '../types.ts';

/** What went wrong last, for the owner, with the service's own words for whoever mends it. */
export type TrackingProblem = { problem: LocalizedText; detail: string; at: string };

/** How a shop's tracking service is reached. */
export type TrackingConnection = {
  service: string;
  settings: ConnectionSettings;
  failures: number;
  pausedUntil: Date | null;
  lastError: TrackingProblem | null;
  lastSuccessAt: Date | null;
  listedAt: Date | null;
  /** Questions of the day that it is now. */
  looksToday: number;
};

type Row = Omit<TrackingConnection, 'settings' | 'lastError'> & { sealed: Uint8Array; lastError: unknown };

const words = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() });
const problemDocument = z.object({ problem: words, detail: z.string(), at: z.string() }).nullable();
const settingsDocument = z.record(z.string(), z.string());
const purposeOf = (shopId: ShopId) => `tracking_connections/settings/${shopId}`;

/** The day by which questions are counted: that of the services, in GMT+8. */
export function dayOf(now: Date): string {
  return localDay(now, 'Asia/Shanghai');
}

/** The tracking service of a shop, if it has one; call `secrets.forShop` before the transaction. */
export async function findTracking(
  sql: Sql,
  secrets: ShopSecrets,
  { shopId, now }: { shopId: ShopId; now: Date },
): Promise<TrackingConnection | undefined> {
  const [row] = await sql<Row[]>`
    select service, settings_sealed as sealed, failures, paused_until as "pausedUntil", last_error as "lastError",
      last_success_at as "lastSuccessAt", listed_at as "listedAt",
      case when looks_on = ${dayOf(now)}::date then looks else 0 end as "looksToday"
    from tracking_connections where shop_id = ${shopId}`;
  if (row === undefined) return undefined;
  const { sealed, ...rest } = row;
  const settings = settingsDocument.parse(JSON.parse(secrets.open(purposeOf(shopId), sealed)));
  return { ...rest, settings, lastError: problemDocument.parse(row.lastError) };
}

/** Writes how to reach the service; what was wrong before is forgotten. */
export async function saveTrackingRow(
  sql: Sql,
  secrets: ShopSecrets,
  { shopId, service, settings }: { shopId: ShopId; service: string; settings: ConnectionSettings },
): Promise<void> {
  const sealed = secrets.seal(purposeOf(shopId), JSON.stringify(settings));
  await sql`
    insert into tracking_connections (shop_id, service, settings_sealed) values (${shopId}, ${service}, ${sealed})
    on conflict (shop_id) do update set service = excluded.service, settings_sealed = excluded.settings_sealed, failures = 0,
      paused_until = null, last_error = null, listed_at = null, updated_at = now()`;
}

/** Notes that the service has answered, or what is wrong with it and until when nobody asks. */
export async function noteService(
  sql: Sql,
  shopId: ShopId,
  noted: { at: Date } | { error: TrackingProblem; pausedUntil: Date },
): Promise<void> {
  if ('at' in noted) {
    await sql`
      update tracking_connections set failures = 0, paused_until = null, last_error = null, last_success_at = ${noted.at}
      where shop_id = ${shopId}`;
    return;
  }
  await sql`
    update tracking_connections set failures = failures + 1, paused_until = ${noted.pausedUntil}, last_error = ${sql.json(noted.error)}
    where shop_id = ${shopId}`;
}

/** Counts a question that is about to go out: a crash shall not make it free. */
export async function countLook(sql: Sql, shopId: ShopId, now: Date): Promise<void> {
  const day = dayOf(now);
  await sql`
    update tracking_connections set looks = case when looks_on = ${day}::date then looks + 1 else 1 end, looks_on = ${day}::date
    where shop_id = ${shopId}`;
}

import { z } from 'zod';
import { AppError, type Secrets, type ShopId, type Sql } from '../../../platform/index.ts';
import type { LocalizedText } from '../../types.ts';
import type { ConnectionSettings } from './remote-platform.ts';

export const connectionStates = ['new', 'filling', 'live', 'failing', 'paused'] as const;
export type ConnectionState = (typeof connectionStates)[number];

const words = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() });

/** Where reading has come to; instants are ISO text by the platform's clock. */
const cursorsSchema = z.object({
  step: z.enum(['products', 'orders', 'cases', 'done']).default('products'),
  /** The platform's own word for the next page of the step. */
  page: z.string().exactOptional(),
  /** When the back-fill began; polls ask from here. */
  startedAt: z.string().exactOptional(),
  ordersSince: z.string().exactOptional(),
  casesSince: z.string().exactOptional(),
  productsAt: z.string().exactOptional(),
  /** How many products were different when the catalogue was last read. */
  productsChanged: z.int().exactOptional(),
  reconciledAt: z.string().exactOptional(),
});
export type Cursors = z.infer<typeof cursorsSchema>;

const progressSchema = z.object({
  products: z.object({ done: z.int(), total: z.int().nullable() }).default({ done: 0, total: null }),
  orders: z.object({ done: z.int(), total: z.int().nullable() }).default({ done: 0, total: null }),
  cases: z.object({ done: z.int(), total: z.int().nullable() }).default({ done: 0, total: null }),
  /** What the last reconciliation found to be different. */
  repaired: z.int().default(0),
});
export type Progress = z.infer<typeof progressSchema>;

const errorSchema = z.object({ problem: words, detail: z.string(), at: z.string() }).nullable();

export type Connection = {
  shopId: ShopId;
  platform: string;
  settings: ConnectionSettings;
  state: ConnectionState;
  cursors: Cursors;
  progress: Progress;
  lastError: { problem: LocalizedText; detail: string; at: string } | null;
  lastSuccessAt: Date | null;
  failures: number;
  skewMilliseconds: number;
  nextSyncAt: Date | null;
  /** Changes with the settings; whoever keeps a connection open opens it anew. */
  version: string;
};

type Row = Omit<Connection, 'shopId' | 'settings' | 'cursors' | 'progress' | 'lastError'> & {
  sealed: Uint8Array;
  cursors: unknown;
  progress: unknown;
  lastError: unknown;
};

const settingsSchema = z.record(z.string(), z.string());
const settingsPurpose = (shopId: ShopId) => `store_connections/settings/${shopId}`;

/** The connection of a shop, if it has one; call `secrets.forShop` before the transaction. */
export async function findConnection(
  sql: Sql,
  secrets: Awaited<ReturnType<Secrets['forShop']>>,
  shopId: ShopId,
): Promise<Connection | undefined> {
  const [row] = await sql<Row[]>`
    select platform, settings_sealed as sealed, state, cursors, progress, last_error as "lastError",
      last_success_at as "lastSuccessAt", failures, skew_milliseconds as "skewMilliseconds", next_sync_at as "nextSyncAt",
      updated_at::text as version
    from store_connections where shop_id = ${shopId}`;
  if (row === undefined) return undefined;
  const { sealed, ...rest } = row;
  return {
    ...rest,
    shopId,
    settings: settingsSchema.parse(JSON.parse(secrets.open(settingsPurpose(shopId), sealed))),
    cursors: cursorsSchema.parse(row.cursors),
    progress: progressSchema.parse(row.progress),
    lastError: errorSchema.parse(row.lastError),
  };
}

/** Writes how to reach a shop's platform; what was read so far stays. */
export async function saveSettings(
  sql: Sql,
  secrets: Awaited<ReturnType<Secrets['forShop']>>,
  { shopId, platform, settings }: Pick<Connection, 'shopId' | 'platform' | 'settings'>,
): Promise<void> {
  const sealed = secrets.seal(settingsPurpose(shopId), JSON.stringify(settings));
  await sql`
    insert into store_connections (shop_id, platform, settings_sealed) values (${shopId}, ${platform}, ${sealed})
    on conflict (shop_id) do update set settings_sealed = excluded.settings_sealed, platform = excluded.platform,
      token_sealed = null, token_lease_until = null, failures = 0, last_error = null, updated_at = now()`;
}

/** Writes how far reading has come, and prolongs the turn; AppError 'conflict' for a reader that has lost its turn. */
export async function saveCursors(
  sql: Sql,
  { shopId, owner }: { shopId: ShopId; owner: string },
  { cursors, progress, state }: Pick<Connection, 'cursors' | 'progress' | 'state'>,
): Promise<void> {
  const written = await sql`
    update store_connections set cursors = ${sql.json(cursors)}, progress = ${sql.json(progress)}, state = ${state},
      lease_until = now() + ${leaseSeconds}::int * interval '1 second'
    where shop_id = ${shopId} and lease_owner = ${owner}`;
  if (written.count === 0) throw new AppError('conflict', `another reader has taken over the shop ${shopId}`);
}

/** Forgets how far reading has come and takes the turn from whoever reads now. */
export async function resetCursors(sql: Sql, shopId: ShopId): Promise<boolean> {
  const written = await sql`
    update store_connections set cursors = '{}', progress = '{}', state = 'filling', lease_owner = null, lease_until = null
    where shop_id = ${shopId}`;
  return written.count > 0;
}

/** How long a reader that says nothing keeps its turn. */
export const leaseSeconds = 120;

/**
 * Takes the turn to read for one worker. `due`: how long until the next turn is due where it is not now; `leased`: somebody
 * else reads.
 */
export async function claimSync(
  sql: Sql,
  shopId: ShopId,
  { owner, now }: { owner: string; now: Date },
): Promise<'claimed' | 'none' | { leasedUntil: Date } | { dueAt: Date }> {
  const claimed = await sql`
    update store_connections set lease_owner = ${owner}, lease_until = now() + ${leaseSeconds}::int * interval '1 second'
    where shop_id = ${shopId} and state <> 'paused' and next_sync_at <= ${now} and (lease_until is null or lease_until <= now())`;
  if (claimed.count === 1) return 'claimed';
  const [row] = await sql<{ state: string; leaseUntil: Date | null; dueAt: Date | null }[]>`
    select state, case when lease_until > now() then lease_until end as "leaseUntil", next_sync_at as "dueAt"
    from store_connections where shop_id = ${shopId}`;
  if (row === undefined || row.state === 'paused' || row.dueAt === null) return 'none';
  return row.leaseUntil === null ? { dueAt: row.dueAt } : { leasedUntil: row.leaseUntil };
}

/** Gives the turn back and says when the next one is. */
export async function releaseSync(
  sql: Sql,
  shopId: ShopId,
  done: {
    owner: string;
    nextAt: Date;
    skewMilliseconds: number;
    error?: { problem: LocalizedText; detail: string; at: string };
  },
): Promise<void> {
  const { error } = done;
  await sql`
    update store_connections set lease_owner = null, lease_until = null, next_sync_at = ${done.nextAt},
      skew_milliseconds = ${Math.max(-2e9, Math.min(2e9, done.skewMilliseconds))},
      last_error = ${error === undefined ? null : sql.json(error)},
      failures = ${error === undefined ? sql`0` : sql`failures + 1`},
      last_success_at = ${error === undefined ? sql`now()` : sql`last_success_at`},
      state = ${error === undefined ? sql`case when state = 'failing' then 'live' else state end` : sql`case when state = 'live' then 'failing' else state end`}
    where shop_id = ${shopId} and lease_owner = ${done.owner}`;
}

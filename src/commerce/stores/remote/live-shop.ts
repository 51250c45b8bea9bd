import {
  AppError,
  type Clock,
  createGuardedFetch,
  type Database,
  type Log,
  type Secrets,
  type ShopId,
  silentLog,
  systemClock,
} from '../../../platform/index.ts';
import { allowPrivateKey, withDefaults } from '../kit/typed-settings.ts';
import { type Connection, findConnection } from './connection-rows.ts';
import { createRemoteHttp } from './remote-http.ts';
import type { ConnectionSettings, RemotePlatform, RemoteShop, TokenStore } from './remote-platform.ts';
import { createTokenStore } from './token-store.ts';

/** What everything about connections works with. */
export type RemoteGround = { database: Database; secrets: Secrets; clock?: Clock; log?: Log };

/** A connected shop as this process has it open: one way out with one rate limit, whoever uses it. */
export type LiveShop = { shop: RemoteShop; skew: () => number };

/** The setting that says how many days of history are read at first; every platform has it. */
export const historyDaysKey = 'historyDays';

/** Days of history to read: what the owner has set, the platform's own number, or a year. */
export function historyDaysOf(platform: RemotePlatform, settings: ConnectionSettings): number {
  const days = Number(settings[historyDaysKey] ?? '');
  return Number.isInteger(days) && days > 0 && days <= 36_500 ? days : (platform.historyDays ?? 365);
}

/** Opens the connection of a shop, or answers the one that is open; AppError 'unavailable' where the shop is not connected. */
export async function openLiveShop(
  ground: RemoteGround,
  platform: RemotePlatform,
  shopId: ShopId,
): Promise<LiveShop & { connection: Connection }> {
  const secrets = await ground.secrets.forShop(shopId);
  const connection = await ground.database.inShop(shopId, (sql) => findConnection(sql, secrets, shopId));
  if (connection === undefined || connection.platform !== platform.platform)
    throw new AppError('unavailable', `the shop ${shopId} is not connected to ${platform.platform}`);
  const open = openShops.get(ground.database) ?? new Map<ShopId, LiveShop & { version: string }>();
  openShops.set(ground.database, open);
  const known = open.get(shopId);
  if (known?.version === connection.version) return { ...known, connection };
  const tokens = createTokenStore({ database: ground.database, secrets: ground.secrets, shopId });
  const live = connectShop(ground, platform, connection.settings, tokens, connection.skewMilliseconds);
  open.set(shopId, { ...live, version: connection.version });
  return { ...live, connection };
}

const openShops = new WeakMap<Database, Map<ShopId, LiveShop & { version: string }>>();

/** Connects with settings that may not be saved yet. */
export function connectShop(
  { clock = systemClock, log = silentLog() }: Pick<RemoteGround, 'clock' | 'log'>,
  platform: RemotePlatform,
  settings: ConnectionSettings,
  tokens: TokenStore,
  firstSkew = 0,
): LiveShop {
  let skew = firstSkew;
  const http = createRemoteHttp({
    send: fetchFor(settings),
    limits: platform.limits,
    onSkew: (milliseconds) => {
      skew = milliseconds;
    },
  });
  const platformClock: Clock = { now: () => new Date(clock.now().getTime() + skew) };
  const filled = withDefaults(platform.fields, settings);
  const shop = platform.connect({ settings: filled, http, tokens, clock: platformClock, log });
  return { shop, skew: () => skew };
}

/** Private addresses only where the owner has switched them on, and never those of a cloud's own services. */
export function fetchFor(settings: ConnectionSettings) {
  return createGuardedFetch(settings[allowPrivateKey] === 'true' ? 'private' : 'public');
}

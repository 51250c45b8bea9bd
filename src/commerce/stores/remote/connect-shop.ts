import { AppError, appendOutbox, type Log, type ShopId } from '../../../platform/index.ts';
import type { LocalizedText } from '../../types.ts';
import { allowPrivateField, missingField, typedSettings, withoutSecrets } from '../kit/typed-settings.ts';
import {
  type Connection,
  type ConnectionState,
  findConnection,
  type Progress,
  resetCursors,
  saveSettings,
} from './connection-rows.ts';
import { connectShop, historyDaysKey, historyDaysOf, type RemoteGround } from './live-shop.ts';
import type {
  Capabilities,
  ConnectionField,
  ConnectionSettings,
  ConnectionTest,
  RemotePlatform,
  RemoteShop,
} from './remote-platform.ts';
import { problemOf } from './remote-problem.ts';
import { askForSync } from './sync-job.ts';
import { memoryTokens } from './token-store.ts';
import { countLostWrites } from './write-once.ts';

/** What connecting a shop works with; `platforms` are those that there are. */
export type ConnectParts = RemoteGround & { platforms: readonly RemotePlatform[] };

/** A platform as the screen for connecting shows it. */
export type RemotePlatformView = {
  platform: string;
  label: LocalizedText;
  capabilities: Capabilities;
  actions: readonly string[];
  fields: readonly ConnectionField[];
  /** Path of this server to which the platform pushes, for shops that have one. */
  callbackPath: (shopId: string) => string;
};

/** Every platform that a shop can be connected to, with the fields to fill in. */
export function listRemotePlatforms(platforms: readonly RemotePlatform[]): RemotePlatformView[] {
  return platforms.map((one) => ({
    platform: one.platform,
    label: one.descriptor.label,
    capabilities: one.capabilities,
    actions: one.descriptor.actions,
    fields: fieldsOf(one),
    callbackPath: (shopId) => `/callbacks/stores/${one.platform}/${shopId}`,
  }));
}

/** Where the address is the owner's to choose, so is whether it may be in a network of their own. */
export function fieldsOf(platform: RemotePlatform): readonly ConnectionField[] {
  const hasAddress = platform.fields.some((field) => field.kind === 'url');
  return [...platform.fields, ...(hasAddress ? [allowPrivateField] : []), historyField(platform)];
}

function historyField(platform: RemotePlatform): ConnectionField {
  return {
    key: historyDaysKey,
    kind: 'text',
    label: { 'zh-CN': '首次同步的天数', 'zh-TW': '首次同步的天數', en: 'Days of history' },
    help: {
      'zh-CN': '第一次同步时读取最近多少天有变动的订单；更早的订单在顾客报出单号时再去读取。',
      'zh-TW': '第一次同步時讀取最近多少天有變動的訂單；更早的訂單在顧客提供單號時再讀取。',
      en: 'Orders changed within so many days are read at first; older ones when a customer names them.',
    },
    isRequired: false,
    defaultValue: String(historyDaysOf(platform, {})),
  };
}

/** How a shop is connected, without any secret. */
export type ConnectionView = {
  platform: string;
  /** Values of the fields that are no secrets. */
  settings: ConnectionSettings;
  /** Secret fields that have a value. */
  filledSecrets: readonly string[];
  state: ConnectionState;
  progress: Progress;
  lastError: Connection['lastError'];
  lastSuccessAt: string | null;
  nextSyncAt: string | null;
  /** Writes of which nobody knows yet whether they have arrived. */
  openWrites: number;
};

/** How far the connection of a shop has come, and what went wrong last; null where it is not connected. */
export async function connectionState(parts: ConnectParts, shopId: ShopId): Promise<ConnectionView | null> {
  const secrets = await parts.secrets.forShop(shopId);
  const read = await parts.database.inShop(shopId, async (sql) => {
    const connection = await findConnection(sql, secrets, shopId);
    return connection && { connection, openWrites: await countLostWrites(sql, shopId) };
  });
  if (read === undefined) return null;
  const { connection, openWrites } = read;
  return {
    platform: connection.platform,
    ...withoutSecrets(findPlatform(parts, connection.platform).fields, connection.settings),
    state: connection.state,
    progress: connection.progress,
    lastError: connection.lastError,
    lastSuccessAt: connection.lastSuccessAt?.toISOString() ?? null,
    nextSyncAt: connection.nextSyncAt?.toISOString() ?? null,
    openWrites,
  };
}

export type ConnectionInput = { platform: string; settings: ConnectionSettings };

/** Tries a connection without keeping anything; a secret that was not typed again is the stored one, where it belongs. */
export async function testConnection(
  parts: ConnectParts,
  shopId: ShopId,
  input: ConnectionInput,
): Promise<ConnectionTest> {
  const platform = findPlatform(parts, input.platform);
  const settings = await withStored(parts, shopId, platform, input.settings);
  const missing = missingField(fieldsOf(platform), settings);
  if (missing !== undefined) return missing;
  return testShop(parts, platform, settings);
}

/** Asks the platform for something small; whatever goes wrong is said in plain words. */
export async function testShop(
  parts: Pick<RemoteGround, 'clock' | 'log'>,
  platform: RemotePlatform,
  settings: ConnectionSettings,
): Promise<ConnectionTest> {
  const { shop } = connectShop(parts, platform, settings, memoryTokens());
  return testOpenShop(platform, shop, parts.log);
}

/** The same for a shop that is open. */
export async function testOpenShop(platform: RemotePlatform, shop: RemoteShop, log?: Log): Promise<ConnectionTest> {
  try {
    return await shop.test();
  } catch (error) {
    log?.info({ err: error, platform: platform.platform }, 'a connection does not work');
    const field = platform.fields.find((one) => one.kind === 'url')?.key;
    return { ok: false, ...(field === undefined ? {} : { field }), problem: problemOf(error) };
  }
}

/**
 * Keeps how to reach a shop's platform and begins to read it. AppError 'invalid' names a field that is missing; 'conflict' for a
 * shop that has records of its own or of another platform.
 */
export async function saveConnection(parts: ConnectParts, shopId: ShopId, input: ConnectionInput): Promise<void> {
  const platform = findPlatform(parts, input.platform);
  const settings = await withStored(parts, shopId, platform, input.settings);
  const missing = missingField(fieldsOf(platform), settings);
  if (missing !== undefined)
    throw new AppError('invalid', `${missing.field}: ${missing.problem.en}`, { field: `settings.${missing.field}` });
  const secrets = await parts.secrets.forShop(shopId);
  const now = parts.clock?.now() ?? new Date();
  await parts.database.inShop(shopId, async (sql) => {
    const [shop] = await sql<{ platform: string; hasRecords: boolean }[]>`
      select platform, exists (select 1 from store_orders where shop_id = ${shopId})
        or exists (select 1 from store_products where shop_id = ${shopId}) as "hasRecords"
      from shops where shop_id = ${shopId} for update`;
    if (shop === undefined) throw new AppError('not-found', `there is no shop ${shopId}`);
    if (shop.platform !== input.platform && shop.hasRecords)
      throw new AppError('conflict', `the shop ${shopId} has records of its own; connect an empty shop`, {
        field: 'platform',
      });
    await saveSettings(sql, secrets, { shopId, platform: input.platform, settings });
    await sql`update shops set platform = ${input.platform} where shop_id = ${shopId}`;
    await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: ['connection'] } }]);
    await askForSync(sql, shopId, now);
  });
}

/** Reads all of a shop again from the beginning; what is there stays until it is overwritten. */
export async function startBackfill(parts: ConnectParts, shopId: ShopId): Promise<void> {
  const now = parts.clock?.now() ?? new Date();
  await parts.database.inShop(shopId, async (sql) => {
    if (!(await resetCursors(sql, shopId))) throw new AppError('not-found', `the shop ${shopId} is not connected`);
    await askForSync(sql, shopId, now);
  });
}

/** Reads what has changed now instead of at the next poll. */
export async function syncNow(parts: ConnectParts, shopId: ShopId): Promise<void> {
  const now = parts.clock?.now() ?? new Date();
  await parts.database.inShop(shopId, (sql) => askForSync(sql, shopId, now));
}

/** AppError 'invalid' for a platform that there is not. */
export function findPlatform({ platforms }: Pick<ConnectParts, 'platforms'>, name: string): RemotePlatform {
  const found = platforms.find((one) => one.platform === name);
  if (found !== undefined) return found;
  const known = platforms.map((one) => one.platform).join(', ');
  throw new AppError('invalid', `there is no platform '${name}' (known: ${known})`, { field: 'platform' });
}

/** Typed values with the stored secrets beside them; with another address every secret has to be typed anew. */
async function withStored(
  parts: ConnectParts,
  shopId: ShopId,
  platform: RemotePlatform,
  typed: ConnectionSettings,
): Promise<ConnectionSettings> {
  const secrets = await parts.secrets.forShop(shopId);
  const stored = await parts.database.inShop(shopId, (sql) => findConnection(sql, secrets, shopId));
  const owner = { name: platform.platform, fields: fieldsOf(platform) };
  return typedSettings(owner, typed, stored?.platform === platform.platform ? stored.settings : undefined);
}

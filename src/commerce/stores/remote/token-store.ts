import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError, type Database, type Secrets, type ShopId, type Sql } from '../../../platform/index.ts';
import type { RemoteToken, TokenStore } from './remote-platform.ts';

const tokenSchema = z.object({ access: z.string(), expiresAt: z.string(), refresh: z.string().exactOptional() });
const purposeOf = (shopId: ShopId) => `store_connections/token/${shopId}`;
/** A node that renews and dies holds the others up this long. */
const leaseSeconds = 30;
const pollMilliseconds = 200;

/** The access token of a shop's connection: sealed in its row, shared by all nodes, renewed by one at a time. */
export function createTokenStore(parts: { database: Database; secrets: Secrets; shopId: ShopId }): TokenStore {
  const { database, shopId } = parts;
  let renewing: Promise<RemoteToken> | undefined;
  const inShop = async <T>(work: (sql: Sql, open: (sealed: Uint8Array) => RemoteToken) => Promise<T>) => {
    const secrets = await parts.secrets.forShop(shopId);
    return database.inShop(shopId, (sql) =>
      work(sql, (sealed) => tokenSchema.parse(JSON.parse(secrets.open(purposeOf(shopId), sealed)))),
    );
  };
  const renewOnOneNode = async (old: RemoteToken | undefined, make: () => Promise<RemoteToken>) => {
    for (let waited = 0; waited < leaseSeconds * 1_500; waited += pollMilliseconds) {
      const turn = await inShop((sql, open) => takeTurn(sql, open, shopId, old));
      if (turn === 'mine') return makeAndKeep(parts, make);
      if (turn !== 'wait') return turn;
      await delay(pollMilliseconds);
    }
    throw new AppError('unavailable', 'another node renews the token and does not come to an end');
  };
  return {
    read: () => inShop((sql, open) => readToken(sql, open, shopId)),
    renew: (old, make) => {
      // In one process everybody waits for the same renewal.
      renewing ??= renewOnOneNode(old, make).finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
  };
}

async function readToken(
  sql: Sql,
  open: (sealed: Uint8Array) => RemoteToken,
  shopId: ShopId,
): Promise<RemoteToken | undefined> {
  const [row] = await sql<{ sealed: Uint8Array | null }[]>`
    select token_sealed as sealed from store_connections where shop_id = ${shopId}`;
  return row?.sealed == null ? undefined : open(row.sealed);
}

/** The token that another node has made meanwhile, or the turn to make one. */
async function takeTurn(
  sql: Sql,
  open: (sealed: Uint8Array) => RemoteToken,
  shopId: ShopId,
  old: RemoteToken | undefined,
): Promise<RemoteToken | 'mine' | 'wait'> {
  const [row] = await sql<{ sealed: Uint8Array | null; isTaken: boolean }[]>`
    select token_sealed as sealed, coalesce(token_lease_until > now(), false) as "isTaken"
    from store_connections where shop_id = ${shopId} for update`;
  if (row === undefined) throw new AppError('not-found', `the shop ${shopId} is not connected`);
  const current = row.sealed === null ? undefined : open(row.sealed);
  if (current !== undefined && current.access !== old?.access) return current;
  if (row.isTaken) return 'wait';
  await sql`
    update store_connections set token_lease_until = now() + ${leaseSeconds}::int * interval '1 second'
    where shop_id = ${shopId}`;
  return 'mine';
}

async function makeAndKeep(
  { database, secrets, shopId }: { database: Database; secrets: Secrets; shopId: ShopId },
  make: () => Promise<RemoteToken>,
): Promise<RemoteToken> {
  const shopSecrets = await secrets.forShop(shopId);
  try {
    const token = await make();
    const sealed = shopSecrets.seal(purposeOf(shopId), JSON.stringify(token));
    await database.inShop(
      shopId,
      (sql) => sql`
        update store_connections set token_sealed = ${sealed}, token_lease_until = null where shop_id = ${shopId}`,
    );
    return token;
  } catch (error) {
    await database.inShop(
      shopId,
      (sql) => sql`update store_connections set token_lease_until = null where shop_id = ${shopId}`,
    );
    throw error;
  }
}

/** A token store without a database, for trying a connection that is not saved, and for tests. */
export function memoryTokens(): TokenStore {
  let token: RemoteToken | undefined;
  return {
    read: async () => token,
    renew: async (old, make) => {
      if (token === undefined || token.access === old?.access) token = await make();
      return token;
    },
  };
}

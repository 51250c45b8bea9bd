import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';
import type { ShopId } from './ids.ts';
import type { Database, Sql } from './storage/database.ts';

/** Encrypts and hashes personal fields of one shop; synchronous, the key is already open. */
export type ShopSecrets = {
  /**
   * AES-256-GCM. The purpose says where the value lives, 'table/column/row', and is bound to it: the same bytes in another
   * row, column or shop do not open.
   */
  seal(purpose: string, text: string): Buffer;
  /** AppError 'bug' when the bytes were changed or moved. */
  open(purpose: string, sealed: Uint8Array): string;
  /** HMAC-SHA256 for finding a value without storing it; purpose 'table/column'. The caller normalises the text. Survives key rotation. */
  keyedHash(purpose: string, text: string): Buffer;
};

export type Secrets = {
  /** Opens (the first time: makes) the shop's key; cached after that. Call it before a transaction, not inside. */
  forShop(shopId: ShopId): Promise<ShopSecrets>;
  /** Makes a new key version for new values; old values still open. Other processes use it after at most a minute. */
  rotate(shopId: ShopId): Promise<void>;
  /** Wraps the shop's keys with another master key; then every process needs that one. */
  rewrap(shopId: ShopId, newSecretKey: string): Promise<void>;
  /** Forgets the cached key, e.g. after the shop was erased. */
  forget(shopId: ShopId): void;
};

/** Envelope encryption with one key per shop, wrapped by the master key. */
export function createSecrets(parts: { database: Database; secretKey: string }): Secrets {
  const { database } = parts;
  const master = masterKeyOf(parts.secretKey);
  const cache = new Map<ShopId, { keys: Promise<ShopKeys>; readAt: number }>();
  // Deriving the keys of use takes as long as sealing with them.
  const opened = new WeakMap<ShopKeys, ShopSecrets>();

  const load = (shopId: ShopId): Promise<ShopKeys> => {
    const known = cache.get(shopId);
    if (known !== undefined && performance.now() - known.readAt < cacheMilliseconds) return known.keys;
    const keys = database.inShop(shopId, (sql) => readOrMakeKeys(sql, shopId, master));
    cache.set(shopId, { keys, readAt: performance.now() });
    keys.catch(() => cache.delete(shopId));
    return keys;
  };

  return {
    forShop: async (shopId) => {
      const keys = await load(shopId);
      const known = opened.get(keys);
      if (known !== undefined) return known;
      const made = shopSecrets(shopId, keys, () => cache.delete(shopId));
      opened.set(keys, made);
      return made;
    },
    rotate: async (shopId) => {
      const keys = await load(shopId);
      await database.inShop(shopId, (sql) => insertKey(sql, shopId, Math.max(...keys.keys()) + 1, master));
      cache.delete(shopId);
    },
    rewrap: async (shopId, newSecretKey) => {
      const keys = await load(shopId);
      const next = masterKeyOf(newSecretKey);
      await database.inShop(shopId, async (sql) => {
        for (const [version, key] of keys) {
          const wrapped = encrypt(next, wrapPurpose(shopId, version), key);
          await sql`update shop_keys set wrapped_key = ${wrapped} where shop_id = ${shopId} and key_version = ${version}`;
        }
      });
    },
    forget: (shopId) => void cache.delete(shopId),
  };
}

/** Data keys by version, 32 bytes each. */
type ShopKeys = ReadonlyMap<number, Buffer>;

// A key version made by another process is seen within this time; unknown versions are looked up at once.
const cacheMilliseconds = 60_000;
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of a sealed value: the layout version. Then 4 bytes key version, nonce, ciphertext, tag. */
const layout = 1;
const headBytes = 5;

function shopSecrets(shopId: ShopId, keys: ShopKeys, forget: () => void): ShopSecrets {
  const current = Math.max(...keys.keys());
  const hashKey = derive(keyOf(keys, Math.min(...keys.keys())), 'hash');
  const sealKeys = new Map([...keys].map(([version, key]) => [version, derive(key, 'seal')]));
  return {
    seal: (purpose, text) => {
      const head = Buffer.alloc(headBytes);
      head.writeUInt8(layout, 0);
      head.writeUInt32BE(current, 1);
      return Buffer.concat([
        head,
        encrypt(keyOf(sealKeys, current), sealPurpose(shopId, purpose, current), Buffer.from(text)),
      ]);
    },
    open: (purpose, sealed) => {
      const bytes = Buffer.from(sealed);
      if (bytes.length < headBytes + nonceBytes + tagBytes || bytes.readUInt8(0) !== layout) {
        throw new AppError('bug', `${purpose}: not a sealed value`);
      }
      const version = bytes.readUInt32BE(1);
      // Another process made it a moment ago: the next forShop reads it.
      if (!sealKeys.has(version)) forget();
      return decrypt(
        keyOf(sealKeys, version),
        sealPurpose(shopId, purpose, version),
        bytes.subarray(headBytes),
      ).toString();
    },
    keyedHash: (purpose, text) => createHmac('sha256', hashKey).update(`${purpose}\0${text}`).digest(),
  };
}

async function readOrMakeKeys(sql: Sql, shopId: ShopId, master: Buffer): Promise<ShopKeys> {
  const known = await readKeys(sql, shopId, master);
  if (known.size > 0) return known;
  await insertKey(sql, shopId, 1, master);
  // Read again: of two processes that made a first key one has won.
  return readKeys(sql, shopId, master);
}

async function readKeys(sql: Sql, shopId: ShopId, master: Buffer): Promise<ShopKeys> {
  const rows = await sql<{ version: number; wrapped: Buffer }[]>`
    select key_version as version, wrapped_key as wrapped from shop_keys where shop_id = ${shopId}`;
  return new Map(rows.map((row) => [row.version, unwrap(row.wrapped, shopId, row.version, master)]));
}

async function insertKey(sql: Sql, shopId: ShopId, version: number, master: Buffer): Promise<void> {
  const wrapped = encrypt(master, wrapPurpose(shopId, version), randomBytes(32));
  await sql`insert into shop_keys (shop_id, key_version, wrapped_key) values (${shopId}, ${version}, ${wrapped}) on conflict do nothing`;
}

function unwrap(wrapped: Buffer, shopId: ShopId, version: number, master: Buffer): Buffer {
  try {
    return decrypt(master, wrapPurpose(shopId, version), wrapped);
  } catch (error) {
    const message = `the master key does not open the keys of shop ${shopId}: it is not the one that made this database`;
    throw new AppError('invalid', message, { field: 'PEAKDESK_SECRET_KEY', cause: error });
  }
}

function encrypt(key: Buffer, purpose: string, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, purpose: string, bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch (error) {
    throw new AppError('bug', `a sealed value does not open as ${purpose}: changed, moved, or of another key`, {
      cause: error,
    });
  }
}

function keyOf(keys: ShopKeys, version: number): Buffer {
  const key = keys.get(version);
  if (key === undefined)
    throw new AppError('unavailable', `key version ${version} is not known here yet`, { retryAfterSeconds: 1 });
  return key;
}

function masterKeyOf(secretKey: string): Buffer {
  return derive(Buffer.from(secretKey), 'master');
}

function derive(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `peakdesk/${use}`, 32));
}

const wrapPurpose = (shopId: ShopId, version: number) => `peakdesk/shop-key\0${shopId}\0${version}`;
const sealPurpose = (shopId: ShopId, purpose: string, version: number) => `${shopId}\0${version}\0${purpose}`;

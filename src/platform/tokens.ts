import { createHash, randomBytes } from 'node:crypto';
import { ShopId } from './ids.ts';

/**
 * A bearer secret of 256 bits, readable as '<shop>.<secret>': row-level security needs the shop before anything can be looked up.
 * Only the hash of it is stored.
 */
export function makeToken(shopId: ShopId): { token: string; tokenHash: Buffer } {
  const token = `${shopId}.${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: hashToken(token) };
}

/** Shop and hash of a token, or undefined where the text is none. */
export function readToken(token: string): { shopId: ShopId; tokenHash: Buffer } | undefined {
  const [shopId, secret] = token.split('.', 2);
  if (!ShopId.is(shopId) || secret === undefined || !/^[\w-]{43}$/.test(secret) || token.length > 120) return undefined;
  return { shopId, tokenHash: hashToken(token) };
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

import { AppError } from './errors.ts';
import type { ShopId } from './ids.ts';
import type { Database } from './storage/database.ts';

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
  /** Makes a new key version for new values; old values still open. */
  rotate(shopId: ShopId): Promise<void>;
  /** Forgets the cached key, e.g. after the shop was erased. */
  forget(shopId: ShopId): void;
};

/** Envelope encryption with one key per shop, wrapped by the master key. */
export function createSecrets(_parts: { database: Database; secretKey: string }): Secrets {
  throw new AppError('bug', 'not built yet');
}

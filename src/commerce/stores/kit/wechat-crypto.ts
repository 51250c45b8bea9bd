import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { sha1 } from './sign.ts';

/**
 * Messages of the WeChat family: AES-256-CBC with the key's first 16 bytes as IV around random(16) ‖ length ‖ message ‖ receiver,
 * padded by PKCS#7 to blocks of 32 bytes (developers.weixin.qq.com, "消息加解密", read 2026-11-21).
 */

/** Signature over the parts in the order of their bytes. */
export function wechatSignature(parts: readonly string[]): string {
  return sha1([...parts].sort().join(''));
}

export type OpenedMessage = { ok: true; message: string; key: string } | { ok: false; problem: string };

/**
 * The message inside, opened with the first key that fits (the shop's present key, then the one before); `key` is the one to
 * answer with. `receiver` is the app's id; empty accepts any.
 */
export function openWechatMessage(encrypted: string, keys: readonly string[], receiver: string): OpenedMessage {
  for (const key of keys) {
    const plain = decrypt(encrypted, key);
    if (plain === undefined) continue;
    if (receiver !== '' && plain.receiver !== receiver) return { ok: false, problem: 'the message is for another app' };
    return { ok: true, message: plain.message, key };
  }
  return { ok: false, problem: 'the message cannot be opened with this key' };
}

/** A message sealed for its receiver, base64. */
export function sealWechatMessage(message: string, key: string, receiver: string): string {
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const plain = Buffer.concat([randomBytes(16), length, body, Buffer.from(receiver, 'utf8')]);
  const pad = block - (plain.length % block);
  const cipher = createCipheriv('aes-256-cbc', keyBytes(key), keyBytes(key).subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([plain, Buffer.alloc(pad, pad)])), cipher.final()]).toString(
    'base64',
  );
}

/** True for a text that can be such a key (43 signs). */
export function isWechatKey(key: string): boolean {
  return /^[A-Za-z0-9+/]{43}$/.test(key);
}

const block = 32;

function keyBytes(key: string): Buffer {
  return Buffer.from(`${key}=`, 'base64');
}

/** The padding is taken off by hand: up to 32 bytes are more than one AES block, which Node's own padding refuses. */
function decrypt(encrypted: string, key: string): { message: string; receiver: string } | undefined {
  const bytes = Buffer.from(encrypted, 'base64');
  if (!isWechatKey(key) || bytes.length === 0 || bytes.length % 16 !== 0) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', keyBytes(key), keyBytes(key).subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const pad = plain.at(-1) ?? 0;
  if (pad < 1 || pad > block || pad > plain.length) return undefined;
  if (!plain.subarray(plain.length - pad).every((byte) => byte === pad)) return undefined;
  const content = plain.subarray(16, plain.length - pad);
  if (content.length < 4) return undefined;
  const end = 4 + content.readUInt32BE(0);
  if (end > content.length) return undefined;
  return { message: content.toString('utf8', 4, end), receiver: content.toString('utf8', end) };
}

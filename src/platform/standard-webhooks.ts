import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Signatures of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com), symmetric: HMAC-SHA256 over `id.timestamp.body`. */

const prefix = 'whsec_';
/** The specification asks for 24 bytes at least. */
const madeBytes = 32;
/** Shorter ones are refused when read. */
const shortestBytes = 16;
/** How far a sender's clock may be off. */
const toleranceSeconds = 300;
/** Signatures of one message that are looked at. */
const mostSignatures = 10;

export type SignedMessage = { id: string; timestamp: string; body: string };

/** A new secret as it is told to people. */
export function makeWebhookSecret(): string {
  return `${prefix}${randomBytes(madeBytes).toString('base64')}`;
}

/** The bytes of a secret, with or without its prefix; undefined where the text is none. */
export function readWebhookSecret(secret: string): Buffer | undefined {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return key.length < shortestBytes ? undefined : key;
}

/** One signature as it stands in the header `webhook-signature`. */
export function signWebhook(key: Buffer, { id, timestamp, body }: SignedMessage): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The three headers of a message; every key signs, so that a receiver may hold any of them. */
export function webhookHeaders(
  keys: readonly Buffer[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = keys.map((key) => signWebhook(key, { id, timestamp, body }));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Why a received message is not believed; undefined where it is. Header names in lower case. */
export function webhookProblem(
  key: Buffer | undefined,
  { headers, body, now }: { headers: Readonly<Record<string, string>>; body: string; now: Date },
): 'signature' | 'time' | undefined {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  if (key === undefined || id === '') return 'signature';
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1_000 - Number(timestamp)) > toleranceSeconds)
    return 'time';
  const expected = Buffer.from(signWebhook(key, { id, timestamp, body }));
  const given = (headers['webhook-signature'] ?? '')
    .split(' ')
    .slice(0, mostSignatures)
    .map((one) => Buffer.from(one));
  return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected))
    ? undefined
    : 'signature';
}

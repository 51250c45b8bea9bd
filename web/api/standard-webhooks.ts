/**
 * Signing and checking after Standard Webhooks 1.0.0 (standardwebhooks.com), for shops that write their own: what both clients of this
 * folder share. It needs Web Crypto only (Node 20, Deno, workers).
 */

/** Header names in lower case, as Node gives them, or a `Headers` object. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** How far the two clocks may be apart. */
const toleranceSeconds = 300;

/** The three headers of Standard Webhooks (standardwebhooks.com) for a body. */
export async function signedHeaders(
  key: Uint8Array<ArrayBuffer>,
  { messageId, at, body }: { messageId: string; at: Date; body: string },
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signer = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = new TextEncoder().encode(`${messageId}.${timestamp}.${body}`);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', signer, signed));
  return {
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...digest))}`,
  };
}

/** The bytes of a secret as it is written; a RangeError for what is none. */
export function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const text = secret.replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]{22,}={0,2}$/.test(text))
    throw new RangeError('no secret: whsec_ and base64 of 16 bytes and more');
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Why a message is not to be believed; undefined where it is. One secret that fits is enough: two are held while one replaces the other. */
export async function signatureProblem(
  secrets: readonly string[],
  { headers, body, now }: { headers: WebhookHeaders; body: string; now: Date },
): Promise<'signature' | 'time' | undefined> {
  const messageId = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const given = headerOf(headers, 'webhook-signature').split(' ');
  if (messageId === '') return 'signature';
  const at = new Date(Number(timestamp) * 1_000);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() - at.getTime()) > toleranceSeconds * 1_000) return 'time';
  for (const secret of secrets) {
    const expected = (await signedHeaders(secretBytes(secret), { messageId, at, body }))['webhook-signature'];
    if (given.slice(0, 10).some((one) => isSame(one, expected))) return undefined;
  }
  return 'signature';
}

/** One header; empty where it is missing. */
export function headerOf(headers: WebhookHeaders, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** In a time that does not tell how much of it is the same. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < other.length; at += 1) difference |= (one.charCodeAt(at) || 0) ^ other.charCodeAt(at);
  return difference === 0;
}

/**
 * For shops that write their own system: tells Peakdesk that something has changed, so that it is fetched at once instead of at
 * the next poll. This file stands alone and may be copied; it needs `fetch` and Web Crypto (Node 20, Deno, browsers' workers).
 */
export type PushClient = {
  /** Tells of a changed order or product. Throws PushRefused where Peakdesk says no, and what `fetch` throws where it is away. */
  tell(change: PushedChange): Promise<void>;
};

export type PushedChange = { type: 'order.changed' | 'product.changed'; id: string };

export type PushClientOptions = {
  /** The callback of the shop: `https://HOST/callbacks/stores/rest/SHOP`. */
  url: string;
  /** The connection's secret of pushes: `whsec_` and at least 16 bytes in base64. */
  secret: string;
  fetch?: typeof fetch;
  now?: () => Date;
};

/** Opens a client; throws a RangeError for a secret that is none. */
export function createPushClient(options: PushClientOptions): PushClient {
  const { url, secret, now = () => new Date() } = options;
  const send = options.fetch ?? fetch;
  const key = secretBytes(secret);
  return {
    async tell({ type, id }) {
      const body = JSON.stringify({ type, data: { id } });
      const headers = await signedHeaders(key, { messageId: `msg_${crypto.randomUUID()}`, at: now(), body });
      const response = await send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      if (!response.ok) throw new PushRefused(response.status);
    },
  };
}

/** Peakdesk did not take a push; 401 is a wrong secret or a clock that is more than five minutes off. */
export class PushRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`Peakdesk answered ${status}`);
    this.name = 'PushRefused';
    this.status = status;
  }
}

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

/** The bytes of a secret as it is written. */
export function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const text = secret.replace(/^whsec_/, '');
  if (!/^[A-Za-z0-9+/]{22,}={0,2}$/.test(text))
    throw new RangeError('no secret: whsec_ and base64 of 16 bytes and more');
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

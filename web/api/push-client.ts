import { secretBytes, signedHeaders } from './standard-webhooks.ts';

/**
 * For shops that write their own system: tells Peakdesk that something has changed, so that it is fetched at once instead of at
 * the next poll. May be copied together with `standard-webhooks.ts`; needs `fetch` and Web Crypto (Node 20, Deno, workers).
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

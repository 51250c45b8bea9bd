import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { createGuardedFetch } from '../platform/index.ts';

/** Where an MCP server is, and what it is called with. */
export type ServerAddress = { url: string; token: string | undefined; allowsPrivate: boolean };

const publicFetch = createGuardedFetch('public');
const privateFetch = createGuardedFetch('private');

/**
 * The way to an MCP server (Streamable HTTP). Addresses come from settings: they are called through the guard that keeps requests out of
 * networks they have no business in, and redirects are not followed.
 */
export function openTransport({ url, token, allowsPrivate }: ServerAddress): Transport {
  const guarded = allowsPrivate ? privateFetch : publicFetch;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const inner = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers },
    fetch: (address, init) =>
      guarded(String(address), {
        method: init?.method === 'POST' ? 'POST' : init?.method === 'DELETE' ? 'DELETE' : 'GET',
        headers: Object.fromEntries(new Headers(init?.headers)),
        signal: init?.signal ?? AbortSignal.timeout(30_000),
        ...(typeof init?.body === 'string' ? { body: init.body } : {}),
      }),
  });
  // The library's own class is not made for optional properties that are never undefined.
  const outer: Transport = {
    start: () => inner.start(),
    send: (message) => inner.send(message),
    close: () => inner.close(),
    setProtocolVersion: (version) => inner.setProtocolVersion(version),
  };
  inner.onmessage = (message) => outer.onmessage?.(message);
  inner.onclose = () => outer.onclose?.();
  inner.onerror = (error) => outer.onerror?.(error);
  return outer;
}

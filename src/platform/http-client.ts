import { AppError } from './errors.ts';

export type HttpRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Whole exchange; default 10,000. */
  timeoutMilliseconds?: number;
  /** Larger bodies are an error; default 5 MB. */
  maxBytes?: number;
  /** Aborts from outside. */
  signal?: AbortSignal;
};

/** Redirects are not followed: a 3xx comes back as it is. */
export type HttpReply = { status: number; headers: Headers; bytes: Uint8Array; text(): string; json(): unknown };

/** Outbound requests. Any status is a reply; timeout, lost connection, size and a blocked address are UpstreamErrors. */
export type HttpClient = { request(url: string, request?: HttpRequest): Promise<HttpReply> };

/** With `blockPrivateAddresses` only public addresses are connected to (checked on the resolved address that is used). */
export function createHttpClient(_options: { blockPrivateAddresses: boolean }): HttpClient {
  throw new AppError('bug', 'not built yet');
}

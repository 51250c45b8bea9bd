import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError, UpstreamError } from './errors.ts';
import { isPublicAddress, lookUpPublic } from './public-address.ts';

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

/** Redirects are not followed: a 3xx comes back as it is. Compressed bodies are not asked for. */
export type HttpReply = {
  status: number;
  /** Names in lower case; of a repeated one all values, joined by commas. */
  headers: Readonly<Record<string, string>>;
  bytes: Uint8Array;
  text(): string;
  /** AppError 'unavailable' when the body is no JSON. */
  json(): unknown;
};

/** Outbound requests. Any status is a reply; timeout, lost connection, size and a blocked address are UpstreamErrors. */
export type HttpClient = { request(url: string, request?: HttpRequest): Promise<HttpReply> };

/**
 * With `blockPrivateAddresses` only public addresses are connected to: for every address that a customer or a shop's
 * settings can name. The address that was checked is the one that is used, so a changing name server cannot get around it.
 */
export function createHttpClient(options: { blockPrivateAddresses: boolean }): HttpClient {
  // Agents of its own: a connection that another client opened has not been checked.
  const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };
  return {
    request: async (url, request = {}) => {
      const target = checkTarget(url, options.blockPrivateAddresses);
      const agent = target.protocol === 'https:' ? agents['https:'] : agents['http:'];
      return exchange(target, request, { agent, ...(options.blockPrivateAddresses ? { lookup: lookUpPublic } : {}) });
    },
  };
}

function checkTarget(url: string, isPublicOnly: boolean): URL {
  if (!URL.canParse(url)) throw new AppError('invalid', `not an address: ${url.slice(0, 200)}`, { field: 'url' });
  const target = new URL(url);
  if (target.protocol !== 'https:' && target.protocol !== 'http:') {
    throw new AppError('invalid', `only http and https are called, not ${target.protocol}`, { field: 'url' });
  }
  const host = target.hostname.replace(/^\[|\]$/g, '');
  // Node does not look up literal addresses; URL has already turned 127.1 and 0x7f000001 into 127.0.0.1.
  if (isPublicOnly && isIP(host) !== 0 && !isPublicAddress(host)) throw blocked(host);
  return target;
}

type Connection = { agent: HttpAgent; lookup?: LookupFunction };

function exchange(target: URL, request: HttpRequest, connection: Connection): Promise<HttpReply> {
  const { timeoutMilliseconds = 10_000, maxBytes = 5_000_000 } = request;
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
  const send = target.protocol === 'https:' ? requestHttps : requestHttp;

  return new Promise((resolve, reject) => {
    const fail = (error: unknown) =>
      reject(toUpstreamError(error, target, timeout.aborted ? timeoutMilliseconds : undefined));
    const outgoing = send(
      target,
      { method: request.method ?? 'GET', headers: toHeaders(request), signal, ...connection },
      (incoming) => {
        const parts: Buffer[] = [];
        let size = 0;
        incoming.on('data', (part: Buffer) => {
          size += part.length;
          parts.push(part);
          if (size <= maxBytes) return;
          fail(new UpstreamError(`${target.host} sent more than ${maxBytes} bytes`, { isRetryable: false }));
          incoming.destroy();
        });
        incoming.on('error', fail);
        incoming.on('end', () =>
          resolve(toReply(incoming.statusCode ?? 0, incoming.headersDistinct, Buffer.concat(parts), target)),
        );
      },
    );
    outgoing.on('error', fail);
    outgoing.end(request.body);
  });
}

function toHeaders(request: HttpRequest): Record<string, string> {
  const length = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
  return { 'user-agent': 'Peakdesk', 'accept-encoding': 'identity', ...length, ...request.headers };
}

function toReply(status: number, headers: NodeJS.Dict<string[]>, bytes: Buffer, target: URL): HttpReply {
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values?.join(', ') ?? ''])),
    bytes,
    text: () => bytes.toString(),
    json: () => {
      try {
        const value: unknown = JSON.parse(bytes.toString());
        return value;
      } catch (error) {
        throw new UpstreamError(`${target.host} answered ${status} with what is no JSON`, {
          isRetryable: status >= 500,
          upstreamStatus: status,
          cause: error,
        });
      }
    },
  };
}

function toUpstreamError(error: unknown, target: URL, timeoutMilliseconds: number | undefined): AppError {
  if (error instanceof AppError) return error;
  if (timeoutMilliseconds !== undefined) {
    return new UpstreamError(`${target.host} did not answer within ${timeoutMilliseconds} ms`, {
      isRetryable: true,
      cause: error,
    });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new UpstreamError(`${target.host} could not be reached: ${reason}`, { isRetryable: true, cause: error });
}

/** The error for an address that is not public. */
export function blocked(host: string): UpstreamError {
  return new UpstreamError(`${host} is not a public address`, {
    isRetryable: false,
    userMessageKey: 'error.private-address',
  });
}

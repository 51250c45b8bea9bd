import type { Problem } from './index.ts';
import { ProblemError, problemKindOf } from './problem-error.ts';

/** Query parameters; those that are undefined or empty are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

export type RequestOptions = {
  query?: Query;
  body?: unknown;
  /** Sent as it is, e.g. an image. */
  raw?: { bytes: Blob; contentType: string; name: string };
  idempotencyKey?: string;
  signal?: AbortSignal;
};

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Http = <Answer>(method: Method, path: string, options?: RequestOptions) => Promise<Answer>;

/**
 * Calls below one base address with the cookie of staff, and the header that a foreign page cannot send. Throws ProblemError.
 */
export function createHttp(given: { base: string; language(): string; fetch?: typeof fetch }): Http {
  const send = given.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init));
  return async <Answer>(method: Method, path: string, options: RequestOptions = {}): Promise<Answer> => {
    const response = await reach(() =>
      send(`${given.base}${path}${queryText(options.query)}`, initOf(method, options, given)),
    );
    if (!response.ok) throw await problemOf(response);
    if (response.status === 204 || response.headers.get('content-length') === '0') return await emptyAnswer();
    return await response.json();
  };
}

async function emptyAnswer<Answer>(): Promise<Answer> {
  return await new Response('{}').json();
}

async function reach(call: () => Promise<Response>): Promise<Response> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError('offline');
  }
}

function initOf(method: Method, options: RequestOptions, given: { language(): string }): RequestInit {
  const headers = new Headers({ accept: 'application/json', 'accept-language': given.language() });
  if (method !== 'GET') headers.set('x-peakdesk', '1');
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.signal) init.signal = options.signal;
  if (options.raw) {
    headers.set('content-type', options.raw.contentType);
    headers.set('x-file-name', encodeURIComponent(options.raw.name));
    init.body = options.raw.bytes;
  } else if (options.body !== undefined) {
    headers.set('content-type', 'application/json');
    init.body = JSON.stringify(options.body);
  }
  return init;
}

async function problemOf(response: Response): Promise<ProblemError> {
  const problem = await readProblem(response);
  return new ProblemError(problemKindOf(response.status, problem), problem);
}

async function readProblem(response: Response): Promise<Problem | undefined> {
  if (!(response.headers.get('content-type') ?? '').includes('json')) return undefined;
  try {
    const body: Problem = await response.json();
    return typeof body.type === 'string' ? body : undefined;
  } catch {
    return undefined;
  }
}

function queryText(query: Query | undefined): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

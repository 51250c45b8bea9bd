import type {
  CustomerCase,
  CustomerConversation,
  CustomerMessage,
  ImageReference,
  Problem,
  WidgetSession,
} from '../../api/index.ts';
import { type Failure, toFailure } from './failure.ts';

export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

export type SessionRequest = {
  shopId: string;
  visitorId?: string;
  token?: string;
  identityToken?: string;
  language: string;
  page?: { title: string; url: string };
};

export type ThreadAnswer = {
  messages: readonly CustomerMessage[];
  conversation?: CustomerConversation;
  typing?: { by: 'staff' | 'ai'; name: string };
};

export type CaseList = { isKnown: boolean; cases: readonly CustomerCase[] };

export type SentMessage = { conversationId: string; seq: number; messageId: string; createdAt: string };

/** The calls of a customer's window. They never throw: what goes wrong is a Failure. */
export type WidgetCalls = ReturnType<typeof createWidgetCalls>;

/** Longest that an answer may take before the server counts as away (ms); long polls get their wait on top. */
const patience = 15_000;

/** Calls to the server at `host` (an origin). `token` gives the current session's token. */
export function createWidgetCalls(given: { host: string; language: string; token(): string; fetch?: typeof fetch }) {
  const api = `${given.host}/api/v1`;
  const headers = (token = given.token()) => ({
    'accept-language': given.language,
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  });
  const call = async <Value>(
    method: string,
    path: string,
    options: { body?: unknown; token?: string; wait?: number; signal?: AbortSignal } = {},
  ): Promise<Answer<Value>> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience + (options.wait ?? 0) * 1_000);
    const stop = () => abort.abort();
    options.signal?.addEventListener('abort', stop);
    try {
      const response = await (given.fetch ?? fetch)(api + path, {
        method,
        credentials: 'omit',
        headers: {
          ...headers(options.token),
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        signal: abort.signal,
      });
      if (!response.ok) return { ok: false, failure: toFailure(response.status, await readProblem(response)) };
      const value: Value = await response.json();
      return { ok: true, value };
    } catch {
      return { ok: false, failure: { kind: 'away' } };
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', stop);
    }
  };
  return {
    openSession: (body: SessionRequest) => call<WidgetSession>('POST', '/widget/sessions', { body, token: '' }),
    endSession: (token: string) => call<unknown>('DELETE', '/widget/sessions', { token }),
    /** Newer messages; waits up to `wait` seconds (25 at most) for one. */
    newer: (after: number, wait: number, signal: AbortSignal) =>
      call<ThreadAnswer>('GET', `/widget/messages?after=${after}&wait=${wait}`, { wait, signal }),
    /** The latest messages, also for a session that this window has not opened itself. */
    latest: (token?: string) => call<ThreadAnswer>('GET', '/widget/messages', token === undefined ? {} : { token }),
    older: (before: number, limit: number) =>
      call<ThreadAnswer>('GET', `/widget/messages?before=${before}&limit=${limit}`),
    send: (clientId: string, content: unknown) =>
      call<SentMessage>('POST', '/widget/messages', { body: { clientId, content } }),
    typing: (isTyping: boolean) => call<unknown>('POST', '/widget/typing', { body: { isTyping } }),
    marks: (body: { read?: number; delivered?: number }) => call<unknown>('POST', '/widget/marks', { body }),
    cases: () => call<CaseList>('GET', `/widget/cases?language=${given.language}`),
    /** What withdrawing would do; with a key it is done, once. */
    withdraw: (caseId: string, idempotencyKey?: string) =>
      call<{ ok: boolean; text: string }>('POST', `/widget/cases/${encodeURIComponent(caseId)}/withdrawal`, {
        body: { language: given.language, idempotencyKey },
      }),
    close: () => call<unknown>('POST', '/widget/close'),
    upload: (file: Blob, name: string, onProgress: (part: number) => void) =>
      upload(`${api}/widget/files`, headers(), { file, name, onProgress }),
    /** The bytes of a picture. */
    picture: (fileId: string) => fetchBlob(given.fetch ?? fetch, `${api}/files/${fileId}`, headers()),
  };
}

async function readProblem(response: Response): Promise<Partial<Problem>> {
  const problem: Partial<Problem> = await response.json().catch(() => ({}));
  const header = Number(response.headers.get('retry-after'));
  return header > 0 ? { retryAfterSeconds: header, ...problem } : problem;
}

async function fetchBlob(
  get: typeof fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Blob | undefined> {
  try {
    const response = await get(url, { headers, credentials: 'omit' });
    return response.ok ? await response.blob() : undefined;
  } catch {
    return undefined;
  }
}

/** XMLHttpRequest, because fetch tells no progress of what it sends. */
function upload(
  url: string,
  headers: Readonly<Record<string, string>>,
  { file, name, onProgress }: { file: Blob; name: string; onProgress(part: number): void },
): Promise<Answer<{ image: ImageReference }>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const away = () => resolve({ ok: false, failure: { kind: 'away' } });
    request.open('POST', url);
    request.timeout = 120_000;
    for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
    request.setRequestHeader('content-type', file.type);
    request.setRequestHeader('x-file-name', encodeURIComponent(name.slice(0, 200)));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = away;
    request.ontimeout = away;
    request.onload = () => resolve(readUpload(request.status, request.responseText));
    request.send(file);
  });
}

function readUpload(status: number, text: string): Answer<{ image: ImageReference }> {
  try {
    const read: { image: ImageReference } & Partial<Problem> = JSON.parse(text);
    if (status >= 200 && status < 300) return { ok: true, value: { image: read.image } };
    return { ok: false, failure: toFailure(status, read) };
  } catch {
    return { ok: false, failure: toFailure(status, {}) };
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import {
  AppError,
  backOffMilliseconds,
  type GuardedFetch,
  isRetryableStatus,
  UpstreamError,
} from '../../../platform/index.ts';
import type { RemoteHttp, RemoteRequest, RemoteResponse } from './remote-platform.ts';
import { pauseOf, readSkew } from './response-headers.ts';

export type RemoteHttpParts = {
  send: GuardedFetch;
  /** Milliseconds of the machine's clock. */
  now?: () => number;
  limits?: { perSecond: number; burst: number } | undefined;
  /** Told by how much the platform's clock is ahead of ours, with every answer that says so. */
  onSkew?: (milliseconds: number) => void;
  timeoutMilliseconds?: number;
  maxBytes?: number;
  wait?: (milliseconds: number) => Promise<unknown>;
};

/** Tries of a read before it is given up. */
const tries = 4;
const backOff = { baseMilliseconds: 400, maxMilliseconds: 10_000 };
/** A platform that asks for a longer pause is asked again by the next poll. */
const longestPause = 30_000;

/**
 * The way to one shop's platform: a time-out for each request, not more requests than it allows (by its limit and by what its
 * headers say), answers of limited size, reads tried again. A write goes out once, whatever comes of it.
 */
export function createRemoteHttp(parts: RemoteHttpParts): RemoteHttp {
  const { now = Date.now, wait = delay } = parts;
  const turn = createTurns(parts.limits);
  let pausedUntil = 0;
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const pause = Math.max(turn(now()), pausedUntil - now());
      if (pause > longestPause) throw tooMany(request, pause);
      if (pause > 0) await wait(pause);
      const answer = await exchange(parts, request, now).catch((error: unknown) => toUpstream(error, request));
      if (!(answer instanceof UpstreamError)) {
        const isTooMany = answer.status === 429 || request.isTooMany?.(answer) === true;
        const asked = pauseOf(isTooMany ? { ...answer, status: 429 } : answer, now());
        pausedUntil = Math.max(pausedUntil, now() + asked);
        if (!isTooMany && !isRetryableStatus(answer.status)) return answer;
        if (isTooMany && (request.isWrite === true || attempt === tries)) throw tooMany(request, asked);
      }
      if (request.isWrite === true || attempt === tries || (answer instanceof UpstreamError && !answer.isRetryable))
        throw answer instanceof UpstreamError ? answer : failed(request, answer.status);
      await wait(backOffMilliseconds(attempt, Math.random(), backOff));
    }
  };
}

/** How long the next request has to wait for its turn: evenly spaced, with a burst (generic cell rate algorithm). */
function createTurns(limits: { perSecond: number; burst: number } | undefined): (now: number) => number {
  if (limits === undefined) return () => 0;
  const interval = 1_000 / limits.perSecond;
  let next = 0;
  return (now) => {
    const start = Math.max(now, next - (limits.burst - 1) * interval);
    next = Math.max(now, next) + interval;
    return start - now;
  };
}

async function exchange(parts: RemoteHttpParts, request: RemoteRequest, now: () => number): Promise<RemoteResponse> {
  const { timeoutMilliseconds = 20_000, maxBytes = 16_000_000, onSkew } = parts;
  const sentAt = now();
  // AbortSignal.timeout would keep every answer in memory until its time is over.
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMilliseconds);
  try {
    const response = await parts.send(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: controller.signal,
    });
    const skew = readSkew(response.headers.get('date'), sentAt, now());
    if (skew !== undefined) onSkew?.(skew);
    const text = await readText(response, maxBytes, request);
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  } finally {
    clearTimeout(timer);
  }
}

async function readText(response: Response, maxBytes: number, request: RemoteRequest): Promise<string> {
  if (response.body === null) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts).toString();
    size += value.byteLength;
    parts.push(value);
    if (size <= maxBytes) continue;
    // Nobody waits for the end of what nobody wants.
    reader.cancel().catch(() => {});
    throw new UpstreamError(`${hostOf(request)} sent more than ${maxBytes} bytes`, { isRetryable: false });
  }
}

function toUpstream(error: unknown, request: RemoteRequest): UpstreamError {
  if (error instanceof UpstreamError) return error;
  // An address that may not be called is a wrong setting, not a failure of the platform.
  if (error instanceof AppError) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  const words = isTimeout(error) ? 'did not answer in time' : `could not be reached: ${reason}`;
  return new UpstreamError(`${hostOf(request)} ${words}`, { isRetryable: true, cause: error });
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
}

function failed(request: RemoteRequest, status: number): UpstreamError {
  return new UpstreamError(`${hostOf(request)} answered ${status}`, { isRetryable: true, upstreamStatus: status });
}

function tooMany(request: RemoteRequest, pause: number): UpstreamError {
  return new UpstreamError(`${hostOf(request)} wants fewer requests`, {
    isRetryable: true,
    upstreamStatus: 429,
    retryAfterSeconds: Math.max(1, Math.ceil(pause / 1_000)),
  });
}

function hostOf({ url }: RemoteRequest): string {
  return URL.canParse(url) ? new URL(url).host : 'the platform';
}

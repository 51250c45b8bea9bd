import type { RemoteResponse } from './remote-platform.ts';

/** What a platform's answers say beside their content: how long to wait, what time it is there. Pure. */

/** Milliseconds until the next request may be sent: from Retry-After, a used-up rate limit, or a nearly full "32/40" counter. */
export function pauseOf({ status, headers }: Pick<RemoteResponse, 'status' | 'headers'>, now: number): number {
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined && (status === 429 || status === 503)) return untilOf(retryAfter, now) ?? 1_000;
  const remaining = headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining'];
  if (remaining !== undefined && Number(remaining) <= 0)
    return untilOf(headers['ratelimit-reset'] ?? headers['x-ratelimit-reset'] ?? '', now) ?? 1_000;
  const counter = Object.entries(headers).find(([name]) => name.endsWith('call-limit'))?.[1];
  const [used, of] = (counter ?? '').split('/').map(Number);
  if (used !== undefined && of !== undefined && of > 0 && used >= of - 1) return 1_000;
  return status === 429 ? 1_000 : 0;
}

/** Seconds from now, an instant in seconds since 1970, or a date, as milliseconds from now. */
function untilOf(text: string, now: number): number | undefined {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) {
    return Math.max(0, number > 1_000_000_000 ? number * 1_000 - now : number * 1_000);
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/**
 * By how much the platform's clock is ahead, from the Date of an answer; the header has whole seconds and the answer took its time,
 * so that anything within both counts as none. Undefined where nothing can be said.
 */
export function readSkew(date: string | null, sentAt: number, receivedAt: number): number | undefined {
  const at = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at) || receivedAt - sentAt > 10_000) return undefined;
  if (at + 1_000 < sentAt) return Math.round(at + 500 - (sentAt + receivedAt) / 2);
  return at > receivedAt ? Math.round(at + 500 - (sentAt + receivedAt) / 2) : 0;
}

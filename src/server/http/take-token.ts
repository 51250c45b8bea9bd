import { type RateLimit, refusal } from '../../platform/index.ts';

/** Takes one token of a limit; AppError 'rate-limited' says when to try again. */
export function takeToken(limit: RateLimit, key: string): void {
  const verdict = limit.take(key);
  if (!verdict.isAllowed)
    throw refusal('rate-limited', 'too many requests', { retryAfterSeconds: verdict.retryAfterSeconds });
}

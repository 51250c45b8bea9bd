import type { Clock } from './clock.ts';
import { forgetOldest } from './forget-oldest.ts';

export type RateLimitVerdict = { isAllowed: true; remaining: number } | { isAllowed: false; retryAfterSeconds: number };

/** Token buckets in memory, one per key. */
export type RateLimit = { take(key: string, tokens?: number): RateLimitVerdict };

/** `capacity` tokens at once, refilled evenly at `perSecond`. Idle keys are forgotten; above `maxKeys` the oldest go first. */
export function createRateLimit(options: {
  capacity: number;
  perSecond: number;
  clock: Clock;
  maxKeys?: number;
}): RateLimit {
  const { capacity, perSecond, clock, maxKeys = 100_000 } = options;
  const buckets = new Map<string, { tokens: number; at: number }>();

  return {
    take: (key, tokens = 1) => {
      const now = clock.now().getTime();
      const bucket = buckets.get(key) ?? { tokens: capacity, at: now };
      // A clock that jumped back must not lock anybody out.
      const elapsed = Math.max(0, now - bucket.at) / 1000;
      const filled = Math.min(capacity, bucket.tokens + elapsed * perSecond);
      const isAllowed = filled >= tokens;
      buckets.delete(key);
      buckets.set(key, { tokens: isAllowed ? filled - tokens : filled, at: now });
      forgetOldest(buckets, maxKeys);
      if (isAllowed) return { isAllowed, remaining: Math.floor(filled - tokens) };
      // To the millisecond: a window comes back by itself, and a whole second would keep it away twice as long as needed.
      return { isAllowed, retryAfterSeconds: Math.max(1, Math.ceil(((tokens - filled) / perSecond) * 1_000)) / 1_000 };
    },
  };
}

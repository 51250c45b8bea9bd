import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/index.ts';

/**
 * Replies of a model for prompts that were asked before. A prompt holds the meaning and the facts of an answer with personal data already
 * replaced, so that an equal prompt is the same question with the same facts; a fact that changes makes another key.
 */
export type AnswerCache = {
  find(key: string): string | undefined;
  keep(key: string, text: string, until: number): void;
};

/** Nothing is kept longer than this, whatever its facts say. */
const longestMs = 3_600_000;

export function createAnswerCache(clock: Clock, most: number): AnswerCache {
  const entries = new Map<string, { text: string; until: number }>();
  const now = () => clock.now().getTime();
  return {
    find: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      if (entry.until <= now()) return undefined;
      // Used last, so that it goes last.
      entries.set(key, entry);
      return entry.text;
    },
    keep: (key, text, until) => {
      if (most === 0) return;
      entries.delete(key);
      entries.set(key, { text, until: Math.min(until, now() + longestMs) });
      const [oldest] = entries.keys();
      if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    },
  };
}

/** Key of a prompt; `versions` are the facts that an answer stands on. */
export function cacheKey(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

import { type Clock, type Log, type Metrics, toAppError } from '../../platform/index.ts';
import { createBreaker } from './breaker.ts';
import { createMask } from './mask.ts';
import type { Embedder } from './model-provider.ts';

/** Vectors within all limits; undefined is the answer to every failure. Never throws. */
export type Embedding = { embed(texts: readonly string[]): Promise<readonly Float32Array[] | undefined> };

/** Texts in one request, and in the cache. */
const atOnce = 64;
const kept = 5_000;
const timeoutMs = 5_000;

/** What looks like personal data is replaced before a text leaves; equal texts are asked for once. */
export function createEmbedding(parts: { embedder: Embedder; clock: Clock; log: Log; metrics: Metrics }): Embedding {
  const { embedder, clock, log } = parts;
  const breaker = createBreaker(clock, { failures: 3, pauseMs: 15_000 });
  const known = new Map<string, Float32Array>();
  const outcomes = parts.metrics.counter('model_embeddings_total', 'Embedding requests by outcome', ['outcome']);

  async function ask(texts: readonly string[]): Promise<boolean> {
    if (!breaker.enter()) return false;
    try {
      const vectors = await embedder.embed(texts, AbortSignal.timeout(timeoutMs));
      for (const [index, text] of texts.entries()) {
        const vector = vectors[index];
        if (vector !== undefined) known.set(text, vector);
      }
      breaker.succeeded();
      outcomes.inc({ outcome: 'reply' });
      return true;
    } catch (error) {
      breaker.failed();
      outcomes.inc({ outcome: 'failed' });
      log.warn({ reason: toAppError(error).message }, 'embedding failed');
      return false;
    }
  }

  return {
    embed: async (texts) => {
      const hidden = texts.map((text) => (embedder.isLocal ? text : createMask([]).hide(text)));
      const missing = [...new Set(hidden)].filter((text) => !known.has(text));
      for (let at = 0; at < missing.length; at += atOnce)
        if (!(await ask(missing.slice(at, at + atOnce)))) return undefined;
      const vectors = hidden.flatMap((text) => known.get(text) ?? []);
      for (const [oldest] of known) {
        if (known.size <= kept) break;
        known.delete(oldest);
      }
      return vectors.length === texts.length ? vectors : undefined;
    },
  };
}

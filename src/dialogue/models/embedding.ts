import { type Clock, type Log, type Metrics, toAppError } from '../../platform/index.ts';
import { createBreaker } from './breaker.ts';
import { createMask } from './mask.ts';
import type { Embedder } from './model-provider.ts';

/** Vectors within all limits; undefined is the answer to every failure. Never throws. */
export type Embedding = {
  /** The model's name, which stands for a space of vectors of its own. */
  name: string;
  embed(texts: readonly string[]): Promise<readonly Float32Array[] | undefined>;
};

/** Texts in one request, and in the cache. */
const atOnce = 64;
const kept = 5_000;
const timeoutMs = 5_000;

/** What looks like personal data is replaced before a text leaves; equal texts are asked for once. */
export function createEmbedding(parts: { embedder: Embedder; clock: Clock; log: Log; metrics: Metrics }): Embedding {
  const { embedder, clock, log } = parts;
  const breaker = createBreaker(clock, { failures: 3, pauseMs: 15_000 });
  const known = new Map<string, Float32Array>();
  /** Texts that a request under way will tell of; whoever wants one of them too waits for that request. */
  const underWay = new Map<string, Promise<boolean>>();
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

  async function askTogether(texts: readonly string[]): Promise<boolean> {
    const asked = ask(texts);
    for (const text of texts) underWay.set(text, asked);
    const isDone = await asked;
    for (const text of texts) underWay.delete(text);
    return isDone;
  }

  return {
    name: embedder.name,
    embed: async (texts) => {
      const hidden = texts.map((text) => (embedder.isLocal ? text : createMask([]).hide(text)));
      const wanted = [...new Set(hidden)].filter((text) => !known.has(text));
      const missing = wanted.filter((text) => !underWay.has(text));
      const others = new Set(wanted.flatMap((text) => underWay.get(text) ?? []));
      for (let at = 0; at < missing.length; at += atOnce)
        if (!(await askTogether(missing.slice(at, at + atOnce)))) return undefined;
      for (const isTold of await Promise.all(others)) if (!isTold) return undefined;
      const vectors = hidden.flatMap((text) => known.get(text) ?? []);
      for (const [oldest] of known) {
        if (known.size <= kept) break;
        known.delete(oldest);
      }
      return vectors.length === texts.length ? vectors : undefined;
    },
  };
}

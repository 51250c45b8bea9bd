import { z } from 'zod';
import { createGuardedFetch, UpstreamError } from '../../../platform/index.ts';
import type { Embedder } from '../model-provider.ts';
import { endpointOf, headersOf, lostConnection, refusal } from './endpoint.ts';
import type { OpenAiCompatibleSettings } from './openai-compatible-provider.ts';

const replySchema = z.looseObject({
  data: z.array(z.looseObject({ index: z.number().int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});

/** Vectors from any server with OpenAI's embeddings (https://platform.openai.com/docs/api-reference/embeddings, read 2026-11). */
export function createOpenAiCompatibleEmbedder(settings: OpenAiCompatibleSettings): Embedder {
  const { name, send = createGuardedFetch('private') } = settings;
  const endpoint = endpointOf(settings.url, 'embeddings');
  const headers = headersOf(settings);
  return {
    name,
    embed: async (texts, signal) => {
      if (texts.length === 0) return [];
      const body = JSON.stringify({ model: name, input: texts, encoding_format: 'float' });
      const response = await send(endpoint, { method: 'POST', headers, body, signal }).catch((error: unknown) => {
        throw lostConnection(error);
      });
      if (!response.ok) throw await refusal(response);
      const parsed = replySchema.safeParse(await response.json().catch(() => undefined));
      if (!parsed.success) throw unreadable('sent no embeddings');
      const vectors = [...parsed.data.data]
        .sort((a, b) => a.index - b.index)
        .map((one) => Float32Array.from(one.embedding));
      const isWhole =
        vectors.length === texts.length && vectors.every((vector) => vector.length === vectors[0]?.length);
      if (!isWhole) throw unreadable('left some texts without an embedding');
      return vectors;
    },
  };
}

function unreadable(what: string): UpstreamError {
  return new UpstreamError(`the embedding server ${what}`, { isRetryable: false });
}

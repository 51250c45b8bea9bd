import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics, fixedClock, silentLog } from '../../platform/index.ts';
import { createEmbedding } from './embedding.ts';
import type { Embedder } from './model-provider.ts';
import { createOpenAiCompatibleEmbedder } from './openai-compatible/openai-compatible-embedder.ts';

function anEmbedding(more: Partial<Embedder> = {}) {
  const asked: string[][] = [];
  const embedder: Embedder = {
    name: 'small',
    embed: async (texts) => {
      asked.push([...texts]);
      return texts.map((text) => Float32Array.from([text.length, 1]));
    },
    ...more,
  };
  const clock = fixedClock('2026-11-21T00:00:00Z');
  return { asked, clock, ...createEmbedding({ embedder, clock, log: silentLog(), metrics: createMetrics() }) };
}

describe('embedding', () => {
  it('gives one vector for each text and asks for equal ones once', async () => {
    const { asked, embed } = anEmbedding();
    const vectors = await embed(['多久发货', '退货', '多久发货']);
    expect(vectors?.map((vector) => vector[0])).toEqual([4, 2, 4]);
    await embed(['退货']);
    expect(asked).toEqual([['多久发货', '退货']]);
  });

  it('asks once for a text that two want at the same time', async () => {
    const { asked, embed } = anEmbedding();
    const [first, second] = await Promise.all([embed(['多久发货']), embed(['多久发货', '退货'])]);
    expect(first?.[0]?.[0]).toBe(4);
    expect(second?.map((vector) => vector[0])).toEqual([4, 2]);
    expect(asked).toEqual([['多久发货'], ['退货']]);
  });

  it('lets no personal data out, but keeps it for a model in this process', async () => {
    const away = anEmbedding();
    await away.embed(['我电话13800001234']);
    expect(away.asked.flat().join()).not.toContain('13800001234');
    const asked: string[] = [];
    const here = anEmbedding({
      isLocal: true,
      embed: async (texts) => {
        asked.push(...texts);
        return texts.map(() => Float32Array.from([1]));
      },
    });
    await here.embed(['我电话13800001234']);
    expect(asked).toEqual(['我电话13800001234']);
  });

  it('that fails is undefined; after three failures nobody is asked for a while', async () => {
    let calls = 0;
    const { embed, clock } = anEmbedding({
      embed: async () => {
        calls += 1;
        throw new Error('away');
      },
    });
    for (const text of ['a', 'b', 'c', 'd', 'e']) expect(await embed([text])).toBeUndefined();
    expect(calls).toBe(3);
    clock.advance(15_000);
    await embed(['f']);
    expect(calls).toBe(4);
  });
});

describe('a server with OpenAI’s embeddings', () => {
  let stop = () => {};
  afterEach(() => stop());

  async function answering(body: unknown, status = 200): Promise<Embedder> {
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop = () => void server.close();
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    return createOpenAiCompatibleEmbedder({ url: `http://127.0.0.1:${port}/v1`, name: 'bge-m3', key: 'k' });
  }
  const embed = (embedder: Embedder) => embedder.embed(['a', 'b'], AbortSignal.timeout(3_000));

  it('is read in the order of the texts, whatever the order of its answer', async () => {
    const vectors = await embed(
      await answering({
        data: [
          { index: 1, embedding: [2] },
          { index: 0, embedding: [1] },
        ],
      }),
    );
    expect(vectors.map((vector) => vector[0])).toEqual([1, 2]);
  });

  it.each([
    ['too few', { data: [{ index: 0, embedding: [1] }] }],
    [
      'of several lengths',
      {
        data: [
          { index: 0, embedding: [1] },
          { index: 1, embedding: [1, 2] },
        ],
      },
    ],
    [
      'empty',
      {
        data: [
          { index: 0, embedding: [] },
          { index: 1, embedding: [] },
        ],
      },
    ],
    ['of another shape', { vectors: [] }],
  ])('whose vectors are %s has failed', async (_, body) => {
    await expect(embed(await answering(body))).rejects.toThrow(/embedding/);
  });

  it('that refuses has failed', async () => {
    await expect(embed(await answering({}, 401))).rejects.toThrow('401');
  });
});

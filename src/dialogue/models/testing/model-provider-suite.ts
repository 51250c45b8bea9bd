import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelPiece, ModelProvider, ModelRequest } from '../model-provider.ts';
import { type FakeMode, type FakeModelServer, startFakeModelServer } from './fake-model-server.ts';

/** The contract of a model provider, run by every implementation against a server that speaks its protocol. */
export function describeModelProvider(name: string, create: (server: FakeModelServer) => ModelProvider): void {
  describe(`model provider ${name}`, () => {
    let server: FakeModelServer;
    let provider: ModelProvider;
    beforeAll(async () => {
      server = await startFakeModelServer();
    });
    beforeEach(() => {
      provider = create(server);
    });
    afterAll(() => server.stop());

    it.each([
      ['in pieces', { do: 'stream', text: '您好,订单已发货。Thanks 🙂' }],
      ['whole', { do: 'whole', text: '您好,订单已发货。Thanks 🙂' }],
    ] satisfies [string, FakeMode][])('gives the text that the server sends %s', async (_, mode) => {
      server.answerWith(mode);
      expect(await textOf(provider)).toBe('您好,订单已发货。Thanks 🙂');
    });

    it('tells the tokens that the server counts', async () => {
      server.answerWith({ do: 'stream', text: 'a', withUsage: 42 });
      expect(await piecesOf(provider)).toContainEqual({ kind: 'usage', input: 1, output: 41 });
    });

    it.each([
      [
        'too many requests',
        { do: 'status', status: 429, retryAfter: '7' },
        { isRetryable: true, retryAfterSeconds: 7 },
      ],
      ['a broken server', { do: 'status', status: 500 }, { isRetryable: true, upstreamStatus: 500 }],
      ['a wrong key', { do: 'status', status: 401 }, { isRetryable: false, upstreamStatus: 401 }],
      ['a stream that ends early', { do: 'truncated', text: '您的' }, { isRetryable: true }],
      ['what is no JSON', { do: 'invalid-json' }, { isRetryable: false }],
      ['an error in the stream', { do: 'error-in-stream' }, { isRetryable: true }],
      ['a reply cut by the server', { do: 'cut-by-length', text: '您的' }, { isRetryable: false }],
      ['a line without end', { do: 'endless-line' }, { isRetryable: false }],
    ] satisfies [string, FakeMode, object][])('%s is an upstream error', async (_, mode, expected) => {
      server.answerWith(mode);
      await expect(textOf(provider)).rejects.toMatchObject({ kind: 'unavailable', ...expected });
    });

    it('a redirect is never followed: it could lead the words to another host', async () => {
      const before = server.requests.length;
      server.answerWith({ do: 'redirect', location: `${server.url}/elsewhere` });
      await expect(textOf(provider)).rejects.toMatchObject({ kind: 'unavailable' });
      expect(server.requests).toHaveLength(before + 1);
    });

    it('a server that is not there is an upstream error', async () => {
      const gone = await startFakeModelServer();
      const orphan = create(gone);
      await gone.stop();
      await expect(textOf(orphan)).rejects.toMatchObject({ kind: 'unavailable', isRetryable: true });
    });

    it.each([{ do: 'stall-first' }, { do: 'stall-mid', text: '您' }] satisfies FakeMode[])(
      'ends when it is told to, also while the server stalls: %o',
      async (mode) => {
        server.answerWith(mode);
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 30);
        await expect(textOf(provider, { signal: controller.signal })).rejects.toBeInstanceOf(Error);
        await expect.poll(() => server.open()).toBe(0);
      },
    );
  });
}

/** A request as the gateway makes it. */
export function aModelRequest(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    system: 'system',
    user: 'user',
    maxTokens: 100,
    temperature: 0,
    signal: new AbortController().signal,
    ...more,
  };
}

export async function textOf(provider: ModelProvider, more: Partial<ModelRequest> = {}): Promise<string> {
  const pieces = await piecesOf(provider, more);
  return pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
}

async function piecesOf(provider: ModelProvider, more: Partial<ModelRequest> = {}) {
  const pieces: ModelPiece[] = [];
  for await (const piece of provider.complete(aModelRequest(more))) pieces.push(piece);
  return pieces;
}

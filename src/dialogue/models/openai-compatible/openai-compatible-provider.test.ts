import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeModelServer, startFakeModelServer } from '../testing/fake-model-server.ts';
import { describeModelProvider, textOf } from '../testing/model-provider-suite.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible-provider.ts';

describeModelProvider('openai-compatible', (server) =>
  createOpenAiCompatibleProvider({ url: server.url, name: 'qwen', key: 'secret-key' }),
);

const schema = { name: 'commands', schema: { type: 'object' } };

describe('the request', () => {
  let server: FakeModelServer;
  beforeAll(async () => {
    server = await startFakeModelServer();
  });
  afterAll(() => server.stop());
  const last = () => server.requests.at(-1);

  it('is a streamed chat completion with the model, the two messages and the key', async () => {
    server.answerWith({ do: 'stream', text: 'ok' });
    await textOf(createOpenAiCompatibleProvider({ url: server.url, name: 'qwen', key: 'secret-key' }), { schema });
    expect(last()).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer secret-key' },
      body: {
        model: 'qwen',
        stream: true,
        messages: [
          { role: 'system', content: 'system' },
          { role: 'user', content: 'user' },
        ],
        response_format: { type: 'json_schema', json_schema: { name: 'commands', strict: true } },
      },
    });
  });

  it('has no key where none is set', async () => {
    await textOf(createOpenAiCompatibleProvider({ url: server.url, name: 'qwen' }));
    expect(last()?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['/v1', '/v1/chat/completions'],
    ['/v1/', '/v1/chat/completions'],
    ['', '/v1/chat/completions'],
    ['/api/paas/v4', '/api/paas/v4/chat/completions'],
    ['/v1/chat/completions', '/v1/chat/completions'],
  ])('to the base address %s goes to %s', async (given, path) => {
    const base = server.url.replace('/v1', '');
    await textOf(createOpenAiCompatibleProvider({ url: `${base}${given}`, name: 'qwen' }));
    expect(last()?.path).toBe(path);
  });

  it.each([
    [['json_schema'], 2],
    [['json_schema', 'json_object'], 3],
  ])('asks a server that refuses %o more simply, and remembers it', async (refuses, tries) => {
    const provider = createOpenAiCompatibleProvider({ url: server.url, name: 'qwen' });
    server.answerWith({ do: 'no-schemas', text: '{}', refuses });
    const before = server.requests.length;
    expect(await textOf(provider, { schema })).toBe('{}');
    expect(await textOf(provider, { schema })).toBe('{}');
    expect(server.requests.length - before).toBe(tries + 1);
    expect(JSON.stringify(last()?.body)).toContain('JSON schema');
  });
});

describe('settings', () => {
  it.each([
    ['no address', { url: 'model.local', name: 'qwen' }, 'url'],
    ['a file', { url: 'file:///etc/passwd', name: 'qwen' }, 'url'],
    ['no name', { url: 'http://localhost/v1', name: ' ' }, 'name'],
    ['a key over two lines', { url: 'http://localhost/v1', name: 'qwen', key: 'a\r\nb' }, 'key'],
  ])('with %s are refused', (_, settings, field) => {
    expect(() => createOpenAiCompatibleProvider(settings)).toThrow(expect.objectContaining({ kind: 'invalid', field }));
  });
});

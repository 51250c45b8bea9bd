import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetrics, silentLog, systemClock } from '../../../platform/index.ts';
import { createModelGateway } from '../gateway.ts';
import { anUnderstandRequest } from '../testing/a-request.ts';
import { createLocalGgufProvider, type LoadedGguf } from './local-gguf-provider.ts';
import { chooseWeights, findWeights, listWeights } from './model-folder.ts';
import { openLocalModels } from './open-local-models.ts';
import { pullWeights } from './pull-models.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peakdesk-models-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the engine was asked, and an engine that says what it is told to. */
function aLoadedModel(
  words: readonly string[],
  asked: { grammar?: unknown; user?: string; systems: string[] },
): LoadedGguf {
  const sequence = { clearHistory: async () => undefined };
  const model: LoadedGguf['model'] = {
    createContext: async () => ({ getSequence: () => sequence, dispose: async () => undefined }),
    createEmbeddingContext: async () => ({ getEmbeddingFor: async (text) => ({ vector: [text.length, 1] }) }),
    tokenize: (text) => [...text],
    dispose: async () => undefined,
  };
  class Session {
    constructor({ systemPrompt }: { systemPrompt: string }) {
      asked.systems.push(systemPrompt);
    }
    async prompt(user: string, options: { grammar?: unknown; onTextChunk(text: string): void }) {
      asked.user = user;
      asked.grammar = options.grammar;
      for (const word of words) options.onTextChunk(word);
      return words.join('');
    }
    dispose() {}
  }
  const llama = {
    loadModel: async () => model,
    createGrammarForJsonSchema: async (schema: unknown) => ({ grammar: JSON.stringify(schema) }),
    dispose: async () => undefined,
  };
  return {
    module: { getLlama: async () => llama, LlamaChatSession: Session },
    llama,
    model,
    sequenceFor: () => sequence,
  };
}

const gateway = (provider: ReturnType<typeof createLocalGgufProvider>) =>
  createModelGateway({
    provider,
    clock: systemClock,
    log: silentLog(),
    metrics: createMetrics(),
    options: { totalTimeoutMs: 20_000, cachedAnswers: 0 },
  });

describe('a model in this process', () => {
  it('writes commands under a grammar of the candidates of this message', async () => {
    const asked: Parameters<typeof aLoadedModel>[1] = { systems: [] };
    const words = ['{"commands":[{"kind":"start-flow",', '"flow":"cancel-order","slots":[]}]}'];
    const provider = createLocalGgufProvider('small', async () => aLoadedModel(words, asked));
    expect(await gateway(provider).understand(anUnderstandRequest('那个单子我想不要了行不'))).toHaveLength(1);
    expect(JSON.stringify(asked.grammar)).toContain('cancel-order');
    expect(asked.systems[0]).toContain('commands');
    expect(asked.user).toContain('那个单子');
  });

  it('answers one request after the other', async () => {
    const running: string[] = [];
    const asked: Parameters<typeof aLoadedModel>[1] = { systems: [] };
    const provider = createLocalGgufProvider('small', async () => {
      running.push('begin');
      await new Promise((resolve) => setTimeout(resolve, 20));
      running.push('end');
      return aLoadedModel(['好'], asked);
    });
    const request = { system: 's', user: 'u', maxTokens: 9, temperature: 0, signal: AbortSignal.timeout(5_000) };
    const read = async () => {
      for await (const _ of provider.complete(request));
    };
    await Promise.all([read(), read()]);
    expect(running).toEqual(['begin', 'end', 'begin', 'end']);
  });

  it('that cannot be loaded is a failure like any other, and says why', async () => {
    const local = openLocalModels(folder, silentLog());
    const missing = gateway(local.chat('missing.gguf'));
    expect(await missing.understand(anUnderstandRequest('那个单子我想不要了行不'))).toBeUndefined();
    expect(missing.health().lastError).toContain('missing.gguf is not there');
    await local.stop();
  });
});

describe('the data folder', () => {
  it('holds what was pulled, and one that is used', async () => {
    expect(await listWeights(folder)).toEqual([]);
    await expect(findWeights(folder, undefined)).rejects.toThrow('peakdesk models pull');
    const own = join(folder, 'own.gguf');
    await writeFile(own, 'GGUF and more');
    expect(await pullWeights('own', { dataFolder: folder, tell: () => {}, from: own })).toBe('own.gguf');
    await chooseWeights(folder, 'own.gguf');
    expect(await listWeights(folder)).toEqual([{ name: 'own.gguf', kind: 'gguf', bytes: 13, isUsed: true }]);
    expect(await findWeights(folder, undefined)).toContain('own.gguf');
  });

  it('takes a folder with an embedding model whole, and says which file it lacks', async () => {
    const own = join(folder, 'own-embedder');
    await mkdir(join(own, 'onnx'), { recursive: true });
    for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
      await writeFile(join(own, file), '{}');
    const options = { dataFolder: folder, tell: () => {}, from: own };
    await expect(pullWeights('own', options)).rejects.toThrow('onnx/model_quantized.onnx is missing');
    await writeFile(join(own, 'onnx', 'model_quantized.onnx'), 'weights');
    expect(await pullWeights('own', options)).toBe('own-embedder');
    expect(await pullWeights('own', options)).toBe('own-embedder');
    expect((await listWeights(folder)).find(({ kind }) => kind === 'onnx')?.name).toBe('own-embedder');
  });

  it('without the engine says what to do', async () => {
    const weights = join(folder, 'models', 'weights');
    await mkdir(weights, { recursive: true });
    await writeFile(join(weights, 'own.gguf'), 'GGUF and more');
    const local = openLocalModels(folder, silentLog());
    const without = gateway(local.chat('own.gguf'));
    await without.understand(anUnderstandRequest('那个单子我想不要了行不'));
    expect(without.health().lastError).toContain('node-llama-cpp is not installed');
    const embedder = local.embedder('some-folder');
    await expect(embedder.embed(['a'], AbortSignal.timeout(1_000))).rejects.toThrow(
      '@huggingface/transformers is not installed',
    );
    await local.stop();
  });

  it.each(['../secret.key', '/etc/passwd', '.hidden', 'a/b.gguf', ''])('leads nowhere else: %s', async (name) => {
    await expect(chooseWeights(folder, name)).rejects.toThrow();
  });

  it('takes no page of an error for weights, and no unknown name', async () => {
    const page = join(folder, 'page.gguf');
    await writeFile(page, '<html>not found');
    const options = { dataFolder: folder, tell: () => {} };
    await expect(pullWeights('x', { ...options, from: page })).rejects.toThrow('no GGUF file');
    await expect(pullWeights('x', { ...options, from: join(folder, 'nothing.gguf') })).rejects.toThrow(
      'cannot be read',
    );
    await expect(pullWeights('no-such-model', options)).rejects.toThrow('no model');
  });
});

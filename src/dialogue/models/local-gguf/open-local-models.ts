import { availableParallelism } from 'node:os';
import { type Log, toAppError } from '../../../platform/index.ts';
import { builtInFlows } from '../../flows/load-flows.ts';
import { createLocalOnnxEmbedder } from '../local-onnx/local-onnx-embedder.ts';
import type { Embedder, ModelProvider } from '../model-provider.ts';
import { understandSystemPrompt } from '../prompts/understand-prompt.ts';
import { type Llama, loadLlamaModule } from './llama-module.ts';
import { createLocalGgufProvider, type LoadedGguf } from './local-gguf-provider.ts';
import { enginesFolder, findWeights, weightsFolder } from './model-folder.ts';

/** Models that run in this process; each file is loaded at most once, whoever uses it. */
export type LocalModels = {
  /** The named GGUF file, or the one chosen by `peakdesk models use`. It begins to load at once. */
  chat(name: string | undefined): ModelProvider;
  embedder(name: string): Embedder;
  stop(): Promise<void>;
};

/** Room for the longest prompt (the list of flows) and its reply, for two prompts side by side. */
const contextSize = 6144;
/** One core stays free for everything else: threads of the model wait for each other in loops, and starve where they share cores. */
const maxThreads = Math.max(1, availableParallelism() - 1);
const places = 2;

export function openLocalModels(dataFolder: string, log: Log): LocalModels {
  const loaded = new Map<string, Promise<LoadedGguf>>();
  let llama: Promise<Llama> | undefined;

  async function open(name: string | undefined): Promise<LoadedGguf> {
    const startedAt = performance.now();
    const path = await findWeights(dataFolder, name);
    const module = await loadLlamaModule(enginesFolder(dataFolder));
    llama ??= module.getLlama({ gpu: 'auto', build: 'never', progressLogs: false, logLevel: 'error', maxThreads });
    const engine = await llama;
    const model = await engine.loadModel({ modelPath: path });
    const context = await model.createContext({ contextSize, sequences: places });
    const milliseconds = Math.round(performance.now() - startedAt);
    log.info({ model: path.split('/').at(-1), ms: milliseconds }, 'local model loaded');
    const slots = Array.from({ length: places }, () => ({ sequence: context.getSequence(), system: '', usedAt: 0 }));
    let uses = 0;
    return {
      module,
      llama: engine,
      model,
      sequenceFor: (system) => {
        const oldest = [...slots].sort((a, b) => a.usedAt - b.usedAt)[0];
        const slot = slots.find((one) => one.system === system) ?? oldest;
        if (slot === undefined) throw new Error('a context has at least one place');
        uses += 1;
        Object.assign(slot, { system, usedAt: uses });
        return slot.sequence;
      },
    };
  }

  const load = (name: string | undefined) => {
    const key = name ?? '';
    const known = loaded.get(key);
    if (known) return known;
    const loading = open(name);
    loaded.set(key, loading);
    loading.catch((error: unknown) => {
      // A model that is missing today may be there tomorrow.
      loaded.delete(key);
      log.warn({ model: key, reason: toAppError(error).message }, 'the local model could not be loaded');
    });
    return loading;
  };

  return {
    chat: (name) => {
      const provider = createLocalGgufProvider(name ?? 'local', () => load(name));
      void warmUp(provider, log);
      return provider;
    },
    embedder: (name) =>
      name.endsWith('.gguf')
        ? ggufEmbedder(name, load)
        : createLocalOnnxEmbedder(name, enginesFolder(dataFolder), weightsFolder(dataFolder)),
    stop: async () => {
      await (await llama?.catch(() => undefined))?.dispose();
    },
  };
}

/** Loads the model and reads the long unchanging part of the prompts, so that the first customer does not wait for it. */
async function warmUp(provider: ModelProvider, log: Log): Promise<void> {
  try {
    const request = { user: '{}', maxTokens: 1, temperature: 0, signal: AbortSignal.timeout(warmUpMs) };
    for await (const _ of provider.complete({ ...request, system: understandSystemPrompt(builtInFlows()) }));
  } catch (error) {
    log.debug({ reason: toAppError(error).message }, 'the local model was not warmed up');
  }
}

const warmUpMs = 120_000;

function ggufEmbedder(name: string, load: (name: string) => Promise<LoadedGguf>): Embedder {
  let context: Promise<Awaited<ReturnType<LoadedGguf['model']['createEmbeddingContext']>>> | undefined;
  return {
    name,
    isLocal: true,
    embed: async (texts, signal) => {
      context ??= load(name).then(({ model }) => model.createEmbeddingContext());
      const open = await context;
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        signal.throwIfAborted();
        vectors.push(Float32Array.from((await open.getEmbeddingFor(text)).vector));
      }
      return vectors;
    },
  };
}

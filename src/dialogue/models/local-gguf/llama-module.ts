import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../../platform/index.ts';

// The part of node-llama-cpp 3 (https://node-llama-cpp.withcat.ai/api, read 2026-11) that is used. The package is no dependency: its
// owner installs it into the data folder, so that its types cannot be imported.

export type LlamaModule = {
  getLlama(options: {
    gpu: false | 'auto';
    build: 'never';
    progressLogs: false;
    logLevel: string;
    maxThreads: number;
  }): Promise<Llama>;
  LlamaChatSession: new (options: {
    contextSequence: LlamaSequence;
    systemPrompt: string;
    autoDisposeSequence: false;
  }) => LlamaSession;
};

export type Llama = {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  createGrammarForJsonSchema(schema: unknown): Promise<LlamaGrammar>;
  dispose(): Promise<void>;
};

export type LlamaModel = {
  createContext(options: { contextSize: number; sequences: number }): Promise<LlamaContext>;
  createEmbeddingContext(): Promise<{ getEmbeddingFor(text: string): Promise<{ vector: readonly number[] }> }>;
  tokenize(text: string): readonly unknown[];
  dispose(): Promise<void>;
};

export type LlamaContext = { getSequence(): LlamaSequence; dispose(): Promise<void> };

/** A place of its own in the context; what two prompts begin with alike is read once. */
export type LlamaSequence = { clearHistory(): Promise<void> };

export type LlamaGrammar = { readonly grammar: string };

export type LlamaSession = {
  prompt(
    text: string,
    options: {
      grammar?: LlamaGrammar;
      maxTokens: number;
      temperature: number;
      signal: AbortSignal;
      onTextChunk(text: string): void;
    },
  ): Promise<string>;
  dispose(): void;
};

/** Loads node-llama-cpp from the folder that `peakdesk models pull` has filled; AppError 'unavailable' says how where it is missing. */
export async function loadLlamaModule(folder: string): Promise<LlamaModule> {
  const loaded = await loadOptional(folder, 'node-llama-cpp');
  if (!isLlamaModule(loaded)) throw new AppError('unavailable', 'the installed node-llama-cpp is not version 3');
  return loaded;
}

/** A package of the data folder; nothing of it is loaded before somebody asks for it. */
export async function loadOptional(folder: string, name: string): Promise<unknown> {
  try {
    const entry = createRequire(join(folder, 'package.json')).resolve(name);
    const loaded: unknown = await import(pathToFileURL(entry).href);
    return loaded;
  } catch (error) {
    throw new AppError('unavailable', `${name} is not installed: run peakdesk models pull`, { cause: error });
  }
}

function isLlamaModule(value: unknown): value is LlamaModule {
  return (
    typeof value === 'object' &&
    value !== null &&
    'getLlama' in value &&
    typeof value.getLlama === 'function' &&
    'LlamaChatSession' in value &&
    typeof value.LlamaChatSession === 'function'
  );
}

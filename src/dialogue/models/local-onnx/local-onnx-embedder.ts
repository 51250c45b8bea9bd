import { AppError, UpstreamError } from '../../../platform/index.ts';
import { loadOptional } from '../local-gguf/llama-module.ts';
import type { Embedder } from '../model-provider.ts';

// The part of @huggingface/transformers 4 (https://huggingface.co/docs/transformers.js, read 2026-11) that is used; it brings
// onnxruntime-node. Like node-llama-cpp it is installed into the data folder on its owner's wish.
type Transformers = {
  env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  pipeline(task: 'feature-extraction', model: string, options: { dtype: string }): Promise<Extractor>;
};
type Extractor = (
  texts: readonly string[],
  options: { pooling: 'mean'; normalize: true },
) => Promise<{ dims: readonly number[]; data: Float32Array }>;

/** A folder with an ONNX embedding model (tokenizer.json, config.json, onnx/model_quantized.onnx) below the data folder's weights. */
export function createLocalOnnxEmbedder(name: string, engines: string, weights: string): Embedder {
  let loading: Promise<Extractor> | undefined;
  return {
    name,
    isLocal: true,
    embed: async (texts, signal) => {
      if (texts.length === 0) return [];
      loading ??= open(name, engines, weights);
      const extract = await loading.catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      signal.throwIfAborted();
      const { dims, data } = await extract(texts, { pooling: 'mean', normalize: true });
      const length = dims.at(-1) ?? 0;
      if (length === 0 || data.length !== length * texts.length)
        throw new UpstreamError('the local embedder gave vectors of another shape', { isRetryable: false });
      return texts.map((_, at) => data.slice(at * length, (at + 1) * length));
    },
  };
}

async function open(name: string, engines: string, weights: string): Promise<Extractor> {
  const loaded = await loadOptional(engines, '@huggingface/transformers');
  if (!isTransformers(loaded)) throw new AppError('unavailable', 'the installed @huggingface/transformers is too old');
  // Nothing is ever fetched while customers wait; what is used was pulled before.
  loaded.env.allowRemoteModels = false;
  loaded.env.allowLocalModels = true;
  loaded.env.localModelPath = weights;
  return await loaded.pipeline('feature-extraction', name, { dtype: 'q8' });
}

function isTransformers(value: unknown): value is Transformers {
  return (
    typeof value === 'object' &&
    value !== null &&
    'env' in value &&
    typeof value.env === 'object' &&
    'pipeline' in value &&
    typeof value.pipeline === 'function'
  );
}

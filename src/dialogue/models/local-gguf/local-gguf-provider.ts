import { AppError, toAppError, UpstreamError } from '../../../platform/index.ts';
import type { ModelPiece, ModelProvider, ModelRequest } from '../model-provider.ts';
import { toGbnfSchema } from './gbnf-schema.ts';
import type { Llama, LlamaGrammar, LlamaModel, LlamaModule, LlamaSequence } from './llama-module.ts';

/** A model that was loaded into this process, with one place for each kind of prompt. */
export type LoadedGguf = {
  module: LlamaModule;
  llama: Llama;
  model: LlamaModel;
  /** The place whose last prompt began with this system text, or the one that was used longest ago. */
  sequenceFor(system: string): LlamaSequence;
};

/** A GGUF file in this process. `load` is called once; requests run one after the other, commands under a grammar. */
export function createLocalGgufProvider(name: string, load: () => Promise<LoadedGguf>): ModelProvider {
  let running: Promise<unknown> = Promise.resolve();
  const grammars = new Map<string, Promise<LlamaGrammar>>();

  return {
    name,
    isLocal: true,
    complete: async function* (request): AsyncGenerator<ModelPiece> {
      const queue = createQueue<ModelPiece>();
      const turn = running.then(() => run(request, load, grammars, queue.push));
      running = turn.catch(() => undefined);
      turn.then(queue.end, (error: unknown) => queue.fail(toUpstream(error)));
      yield* queue.pieces();
    },
  };
}

async function run(
  { system, user, schema, maxTokens, temperature, signal }: ModelRequest,
  load: () => Promise<LoadedGguf>,
  grammars: Map<string, Promise<LlamaGrammar>>,
  push: (piece: ModelPiece) => void,
): Promise<void> {
  signal.throwIfAborted();
  const { module, llama, model, sequenceFor } = await load();
  signal.throwIfAborted();
  const grammar = schema && (await grammarFor(llama, schema, grammars));
  const session = new module.LlamaChatSession({
    contextSequence: sequenceFor(system),
    systemPrompt: system,
    autoDisposeSequence: false,
  });
  try {
    let text = '';
    await session.prompt(user, {
      ...(grammar ? { grammar } : {}),
      maxTokens,
      temperature,
      signal,
      onTextChunk: (chunk) => {
        text += chunk;
        push({ kind: 'text', text: chunk });
      },
    });
    push({
      kind: 'usage',
      input: model.tokenize(system).length + model.tokenize(user).length,
      output: model.tokenize(text).length,
    });
  } finally {
    session.dispose();
  }
}

/** Grammars kept; candidates repeat, so most messages find theirs. */
const grammarsKept = 50;

async function grammarFor(
  llama: Llama,
  schema: NonNullable<ModelRequest['schema']>,
  grammars: Map<string, Promise<LlamaGrammar>>,
): Promise<LlamaGrammar> {
  const wanted = toGbnfSchema(schema.schema, schema.choices);
  const key = JSON.stringify(wanted);
  const known = grammars.get(key);
  if (known) return await known;
  const made = llama.createGrammarForJsonSchema(wanted);
  grammars.set(key, made);
  const [oldest] = grammars.keys();
  if (grammars.size > grammarsKept && oldest !== undefined) grammars.delete(oldest);
  return await made;
}

function toUpstream(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const reason = error instanceof AppError ? error.message : `the local model failed: ${toAppError(error).message}`;
  return new UpstreamError(reason, { isRetryable: false, cause: error });
}

/** Pieces from a callback as something to iterate over. */
function createQueue<Item>() {
  const items: Item[] = [];
  let wake: () => void = () => {};
  let end: { error?: UpstreamError } | undefined;
  return {
    push: (item: Item) => {
      items.push(item);
      wake();
    },
    end: () => {
      end = {};
      wake();
    },
    fail: (error: UpstreamError) => {
      end = { error };
      wake();
    },
    pieces: async function* (): AsyncGenerator<Item> {
      for (;;) {
        for (let item = items.shift(); item !== undefined; item = items.shift()) yield item;
        if (end?.error) throw end.error;
        if (end) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

import { AppError } from './errors.ts';

/** Work that comes one by one and is done together: what arrives while earlier work runs waits and goes as one batch. */
export type Batches<Key, Input, Output> = {
  /** Resolves with the own part of the batch's result. What one input breaks fails for that one only: such a batch is done one by one. */
  run(key: Key, input: Input): Promise<Output>;
};

type Waiting<Input, Output> = { input: Input; resolve(output: Output): void; reject(error: unknown): void };
type Queue<Input, Output> = {
  waiting: Waiting<Input, Output>[];
  running: number;
  /** When the last batch began, in monotone milliseconds. */
  begunAt: number;
  timer: NodeJS.Timeout | undefined;
};

/**
 * Makes empty batches. `work` gets at most `limit` inputs of one key and returns a result for each, in the same order; `atOnce` batches
 * of a key run beside each other. What arrives in the same tick shares a batch. With `besideAfter` a further batch that is not full begins
 * only when the last one has run for so many milliseconds: what comes meanwhile goes together, and a slow batch holds up nobody for longer.
 */
export function createBatches<Key, Input, Output>(options: {
  limit: number;
  atOnce: number;
  besideAfter?: number;
  work(key: Key, inputs: readonly Input[]): Promise<readonly Output[]>;
}): Batches<Key, Input, Output> {
  const { besideAfter = 0 } = options;
  const queues = new Map<Key, Queue<Input, Output>>();

  const flush = (key: Key): void => {
    const queue = queues.get(key);
    if (!queue || queue.running >= options.atOnce || queue.waiting.length === 0) return;
    const isPatient = queue.running > 0 && queue.waiting.length < options.limit;
    const early = isPatient ? queue.begunAt + besideAfter - performance.now() : 0;
    if (early > 0) {
      queue.timer ??= setTimeout(() => {
        queue.timer = undefined;
        flush(key);
      }, early);
      return;
    }
    const batch = queue.waiting.splice(0, options.limit);
    queue.running += 1;
    queue.begunAt = performance.now();
    void finish(key, batch).finally(() => {
      queue.running -= 1;
      if (queue.running === 0 && queue.waiting.length === 0) queues.delete(key);
      else flush(key);
    });
  };

  const finish = async (key: Key, batch: readonly Waiting<Input, Output>[]): Promise<void> => {
    const inputs = batch.map((one) => one.input);
    try {
      const outputs = await options.work(key, inputs);
      if (outputs.length !== batch.length) throw new Error('a batch must give one result for each of its inputs');
      outputs.forEach((output, index) => {
        batch[index]?.resolve(output);
      });
    } catch (error) {
      const isForAll = batch.length === 1 || (error instanceof AppError && error.kind === 'unavailable');
      if (isForAll) for (const one of batch) one.reject(error);
      else for (const one of batch) await finish(key, [one]);
    }
  };

  return {
    run: (key, input) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(key) ?? { waiting: [], running: 0, begunAt: 0, timer: undefined };
        queues.set(key, queue);
        queue.waiting.push({ input, resolve, reject });
        setImmediate(flush, key);
      }),
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { AppError } from '../platform/index.ts';

/** A part of a benchmark in a process of its own; `result` is what it sends last. */
export type RunningPart = {
  send(message: object): void;
  onProgress(listener: (message: unknown) => void): void;
  result: Promise<unknown>;
};

/** Starts `peakdesk bench-part NAME` beside this process, with flags for Node where they are wanted, and hands it its input. */
export function runPart(name: string, input: object, flags: readonly string[] = []): RunningPart {
  const [, script = ''] = process.argv;
  const child: ChildProcess = fork(script, ['bench-part', name], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, ...flags],
  });
  const listeners: ((message: unknown) => void)[] = [];
  const result = new Promise<unknown>((resolve, reject) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'result' in message) resolve(message.result);
      else for (const listener of listeners) listener(message);
    });
    child.once('exit', (code) =>
      reject(new AppError('bug', `the part '${name}' of the benchmark ended early (${code})`)),
    );
  });
  child.send(input);
  return {
    send: (message) => void child.send(message),
    onProgress: (listener) => void listeners.push(listener),
    result,
  };
}

/** In the started process: the first message is the input, later ones go to `listen`; the returned value is sent back. */
export async function answerAsPart(
  work: (input: unknown, listen: (onMessage: (message: unknown) => void) => void) => Promise<unknown>,
): Promise<void> {
  const input = await new Promise<unknown>((resolve) => process.once('message', resolve));
  const result = await work(input, (onMessage) => void process.on('message', onMessage));
  await new Promise<void>((resolve) => process.send?.({ result }, undefined, undefined, () => resolve()));
  process.disconnect();
}

/** In the started process: tells the benchmark how far it is. */
export function tellProgress(message: object): void {
  process.send?.(message);
}

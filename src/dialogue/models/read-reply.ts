import { UpstreamError } from '../../platform/index.ts';
import type { ModelPiece, TokenCount } from './model-provider.ts';

export type ReplyReading = {
  /** Ends the reading even where the provider does not listen to it. */
  signal: AbortSignal;
  maxCharacters: number;
  /** Each piece of text as it comes; false ends the reading. */
  onText: (text: string) => boolean;
};

/** A reply as far as it was read; `isStopped` where the reader wanted no more of it. */
export type ReadReply = { text: string; tokens?: TokenCount; isStopped: boolean };

/** Reads a reply to its end; a longer one than allowed is cut off and fails, so that no stream runs for ever. */
export async function readReply(
  pieces: AsyncIterable<ModelPiece>,
  { signal, maxCharacters, onText }: ReplyReading,
): Promise<ReadReply> {
  const iterator = pieces[Symbol.asyncIterator]();
  const aborted = whenAborted(signal);
  let text = '';
  let tokens: TokenCount | undefined;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted.promise]);
      if (next.done === true) return { text, isStopped: false, ...(tokens === undefined ? {} : { tokens }) };
      if (next.value.kind === 'usage') tokens = { input: next.value.input, output: next.value.output };
      else {
        text += next.value.text;
        if (text.length > maxCharacters)
          throw new UpstreamError(`the model wrote more than ${maxCharacters} characters`, { isRetryable: false });
        if (!onText(next.value.text)) return { text, isStopped: true };
      }
    }
  } finally {
    aborted.forget();
    // Not awaited: a provider that hangs would hold the turn up. Nobody waits for what it still has to say either.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function whenAborted(signal: AbortSignal): { promise: Promise<never>; forget: () => void } {
  let forget = () => {};
  const promise = new Promise<never>((_, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    forget = () => signal.removeEventListener('abort', end);
  });
  // The race may be over before the abort comes.
  promise.catch(() => undefined);
  return { promise, forget };
}

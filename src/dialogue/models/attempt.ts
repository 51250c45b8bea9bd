import { performance } from 'node:perf_hooks';
import { toAppError, UpstreamError } from '../../platform/index.ts';
import type { Breaker } from './breaker.ts';
import type { Deadline } from './deadline.ts';
import { firstToSpeak } from './hedge.ts';
import type { ModelCall } from './model-calls.ts';
import type { ModelProvider, TokenCount } from './model-provider.ts';
import { type ReadReply, readReply } from './read-reply.ts';
import type { RetryAllowance } from './retry-allowance.ts';
import { estimateTokens, type TokenBudget } from './token-budget.ts';

/** Everything that stands between a call and the server. */
export type Gates = {
  provider: ModelProvider;
  breaker: Breaker;
  budget: TokenBudget;
  retries: RetryAllowance;
  /** Silence after which a second request is sent; undefined for never. */
  hedgeAfter(): number | undefined;
  /** The server has begun an answer after so many milliseconds. */
  onBegin(milliseconds: number): void;
  /** The server has turned a call away or let it time out. */
  onOverload(): void;
};

/** What every attempt that asked the server tells beside its outcome. */
type Asked = { spent: TokenCount; firstTokenMs?: number; isHedged: boolean };

export type Attempt =
  | ({ kind: 'reply' | 'refused'; text: string } & Asked)
  | ({ kind: 'failed'; failure: UpstreamError; hasBegun: boolean } & Asked)
  | { kind: 'kept-back'; why: 'queue' | 'budget' | 'breaker' };

/** Only what failed at once and may pass a moment later: never after a time-out, a 429 or the first words of a reply. */
export function isWorthRetrying({ failure, hasBegun }: Extract<Attempt, { kind: 'failed' }>): boolean {
  return failure.isRetryable && !hasBegun && failure.upstreamStatus !== 429;
}

/** One request, unless the breaker or the budget forbids it. */
export async function attempt(call: ModelCall, deadline: Deadline, gates: Gates): Promise<Attempt> {
  const { breaker, budget } = gates;
  const prompt = estimateTokens(call.system) + estimateTokens(call.user);
  const reserved = budget.reserve(call.shopId, prompt + call.maxTokens);
  if (reserved === undefined) return { kind: 'kept-back', why: 'budget' };
  if (!breaker.enter()) {
    reserved.settle(0);
    return { kind: 'kept-back', why: 'breaker' };
  }
  const heard: Heard = { text: '', sent: 0 };
  let read: ReadReply | undefined;
  const asked = (): Asked => ({
    // The request that lost cost its prompt, too.
    spent: {
      input: (read?.tokens?.input ?? prompt) + prompt * (heard.sent - 1),
      output: read?.tokens?.output ?? estimateTokens(heard.text),
    },
    ...(heard.firstTokenMs === undefined ? {} : { firstTokenMs: heard.firstTokenMs }),
    isHedged: heard.sent > 1,
  });
  try {
    read = await receive(call, deadline, gates, heard);
    if (read.isStopped) {
      breaker.succeeded();
      return { kind: 'refused', text: read.text, ...asked() };
    }
    if (!call.read(read.text)) throw new UpstreamError('the reply cannot be read', { isRetryable: false });
    breaker.succeeded();
    return { kind: 'reply', text: read.text, ...asked() };
  } catch (error) {
    const failure = toUpstream(error);
    const pause = failure.upstreamStatus === 429 ? failure.retryAfterSeconds : undefined;
    breaker.failed(pause === undefined ? undefined : Math.min(pause * 1000, longestPauseMs));
    if (deadline.signal.aborted || failure.upstreamStatus === 429 || failure.upstreamStatus === 503) gates.onOverload();
    return { kind: 'failed', failure, hasBegun: heard.text !== '', ...asked() };
  } finally {
    const { input, output } = asked().spent;
    reserved.settle(input + output);
  }
}

/** Longest pause that a server's Retry-After is obeyed for. */
const longestPauseMs = 60_000;

type Heard = { text: string; sent: number; firstTokenMs?: number };

async function receive(call: ModelCall, deadline: Deadline, gates: Gates, heard: Heard): Promise<ReadReply> {
  const { provider } = gates;
  const startedAt = performance.now();
  const stopWaiting = deadline.awaitFirstToken();
  const { system, user, maxTokens, temperature, schema } = call;
  const request = { system, user, maxTokens, temperature, ...(schema === undefined ? {} : { schema }) };
  const send = () => {
    heard.sent += 1;
    const own = new AbortController();
    const pieces = provider.complete({ ...request, signal: AbortSignal.any([deadline.signal, own.signal]) });
    // Closes the connection of a reply that was cut off or has lost; without effect on one that has ended.
    return { pieces, stop: () => own.abort() };
  };
  try {
    const pieces = firstToSpeak({ send, afterMs: gates.hedgeAfter(), mayHedge: () => gates.retries.take() });
    return await readReply(pieces, {
      signal: deadline.signal,
      maxCharacters: call.maxCharacters,
      onText: (text) => {
        stopWaiting();
        if (heard.firstTokenMs === undefined) {
          heard.firstTokenMs = performance.now() - startedAt;
          gates.onBegin(heard.firstTokenMs);
        }
        heard.text += text;
        return call.onText?.(text) ?? true;
      },
    });
  } finally {
    stopWaiting();
  }
}

function toUpstream(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  return new UpstreamError(toAppError(error).message, { isRetryable: false, cause: error });
}

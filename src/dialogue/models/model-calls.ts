import { performance } from 'node:perf_hooks';
import {
  backOffMilliseconds,
  type Clock,
  type Log,
  type Metrics,
  toAppError,
  UpstreamError,
} from '../../platform/index.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import { type CallFigures, createCallFigures } from './call-figures.ts';
import { createCallLimit } from './call-limit.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { ModelHealth } from './gateway-types.ts';
import type { ModelProvider, ModelRequest } from './model-provider.ts';
import { readReply } from './read-reply.ts';
import { createRetryAllowance, type RetryAllowance } from './retry-allowance.ts';
import { createTokenBudget, estimateTokens, type TokenBudget } from './token-budget.ts';

/** One question to the model, whatever it is for. */
export type ModelCall = Omit<ModelRequest, 'signal'> & {
  task: 'understand' | 'word';
  shopId: string;
  maxCharacters: number;
  /** Whether a finished reply can be read; one that cannot (no JSON, say) is a server's failure like any other. */
  read: (text: string) => boolean;
  onText?: (text: string) => void;
};

/** Asks the model within all limits; undefined is the answer to every failure. Never throws. */
export type ModelCalls = { ask(call: ModelCall): Promise<string | undefined>; health(): ModelHealth };

export type ModelCallParts = {
  provider: ModelProvider;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  options: GatewayOptions;
};

/** Longest pause that a server's Retry-After is obeyed for. */
const longestPauseMs = 60_000;

/** Everything that stands between a call and the server. */
type Gates = {
  provider: ModelProvider;
  breaker: Breaker;
  budget: TokenBudget;
  retries: RetryAllowance;
  counted: CallMetrics;
};

export function createModelCalls({ provider, clock, log, metrics, options }: ModelCallParts): ModelCalls {
  const limit = createCallLimit({ concurrent: options.concurrent, waiting: options.waiting });
  const figures = createCallFigures();
  const gates: Gates = {
    provider,
    breaker: createBreaker(clock, { failures: options.breakerFailures, pauseMs: options.breakerPauseMs }),
    budget: createTokenBudget(clock, options.tokensPerShopAndHour),
    retries: createRetryAllowance(options.retryShare),
    counted: callMetrics(metrics),
  };

  return {
    ask: async (call) => {
      const startedAt = performance.now();
      const deadline = startDeadline(options.callTimeoutMs, options.firstTokenTimeoutMs);
      const leave = await limit.enter(deadline.signal);
      try {
        const outcome: Attempt =
          leave === undefined ? { kind: 'kept-back', why: 'queue' } : await tryTwice(call, deadline, gates);
        report(call, outcome, { log, figures, counted: gates.counted, milliseconds: performance.now() - startedAt });
        return outcome.kind === 'reply' ? outcome.text : undefined;
      } finally {
        deadline.end();
        leave?.();
      }
    },
    health: () => ({ isUsable: !gates.breaker.isOpen(), ...figures.read() }),
  };
}

async function tryTwice(call: ModelCall, deadline: Deadline, gates: Gates): Promise<Attempt> {
  gates.retries.called();
  const first = await attempt(call, deadline, gates);
  if (first.kind !== 'failed' || !isWorthRetrying(first) || !gates.retries.take()) return first;
  const wait = backOffMilliseconds(1, Math.random(), { baseMilliseconds: 100, maxMilliseconds: 300 });
  if (!(await deadline.pause(wait))) return first;
  gates.counted.outcomes.inc({ task: call.task, outcome: 'retried' });
  const second = await attempt(call, deadline, gates);
  return second.kind === 'kept-back' ? first : second;
}

/** One request, unless the breaker or the budget forbids it. */
async function attempt(call: ModelCall, deadline: Deadline, gates: Gates): Promise<Attempt> {
  const { breaker, budget, counted, provider } = gates;
  const prompt = estimateTokens(call.system) + estimateTokens(call.user);
  const reserved = budget.reserve(call.shopId, prompt + call.maxTokens);
  if (reserved === undefined) return { kind: 'kept-back', why: 'budget' };
  if (!breaker.enter()) {
    reserved.settle(0);
    return { kind: 'kept-back', why: 'breaker' };
  }
  let heard = '';
  let spent: number | undefined;
  try {
    const reply = await receive(provider, call, deadline, (text) => {
      heard += text;
    });
    spent = reply.tokens;
    if (!call.read(reply.text)) throw new UpstreamError('the reply cannot be read', { isRetryable: false });
    breaker.succeeded();
    return { kind: 'reply', text: reply.text };
  } catch (error) {
    const failure = toUpstream(error);
    const pause = failure.upstreamStatus === 429 ? failure.retryAfterSeconds : undefined;
    breaker.failed(pause === undefined ? undefined : Math.min(pause * 1000, longestPauseMs));
    return { kind: 'failed', failure, hasBegun: heard !== '' };
  } finally {
    const total = spent ?? prompt + estimateTokens(heard);
    reserved.settle(total);
    counted.tokens.inc({ task: call.task }, total);
  }
}

type Attempt =
  | { kind: 'reply'; text: string }
  | { kind: 'failed'; failure: UpstreamError; hasBegun: boolean }
  | { kind: 'kept-back'; why: 'queue' | 'budget' | 'breaker' };

/** Only what failed at once and may pass a moment later: never after a time-out, a 429 or the first words of a reply. */
function isWorthRetrying({ failure, hasBegun }: Extract<Attempt, { kind: 'failed' }>): boolean {
  return failure.isRetryable && !hasBegun && failure.upstreamStatus !== 429;
}

async function receive(
  provider: ModelProvider,
  call: ModelCall,
  { signal, awaitFirstToken }: Deadline,
  onText: (text: string) => void,
): Promise<{ text: string; tokens?: number }> {
  const stopWaiting = awaitFirstToken();
  const request = new AbortController();
  const { system, user, maxTokens, temperature, schema } = call;
  const forProvider = { system, user, maxTokens, temperature, ...(schema === undefined ? {} : { schema }) };
  try {
    const pieces = provider.complete({ ...forProvider, signal: AbortSignal.any([signal, request.signal]) });
    return await readReply(pieces, {
      signal,
      maxCharacters: call.maxCharacters,
      onText: (text) => {
        stopWaiting();
        onText(text);
        call.onText?.(text);
      },
    });
  } finally {
    stopWaiting();
    // Closes the connection of a reply that was cut off; without effect on one that has ended.
    request.abort();
  }
}

function toUpstream(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  return new UpstreamError(toAppError(error).message, { isRetryable: false, cause: error });
}

type CallMetrics = ReturnType<typeof callMetrics>;

function callMetrics(metrics: Metrics) {
  return {
    outcomes: metrics.counter('model_calls_total', 'Model calls by task and outcome', ['task', 'outcome']),
    seconds: metrics.histogram('model_seconds', 'Time of model calls', ['task']),
    tokens: metrics.counter('model_tokens_total', 'Tokens spent on model calls', ['task']),
  };
}

type Reporting = { log: Log; figures: CallFigures; counted: CallMetrics; milliseconds: number };

/** Logs tell what failed, never what was said. */
function report(call: ModelCall, outcome: Attempt, { log, figures, counted, milliseconds }: Reporting): void {
  const { task, shopId } = call;
  counted.outcomes.inc({ task, outcome: outcome.kind === 'kept-back' ? outcome.why : outcome.kind });
  if (outcome.kind === 'kept-back') return;
  figures.called();
  figures.took(milliseconds);
  counted.seconds.observe({ task }, milliseconds / 1000);
  if (outcome.kind === 'reply') return;
  figures.failed(outcome.failure.message);
  log.warn({ task, shopId, reason: outcome.failure.message }, 'model call failed');
}

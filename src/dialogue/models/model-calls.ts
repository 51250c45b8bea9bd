import { performance } from 'node:perf_hooks';
import {
  backOffMilliseconds,
  type Clock,
  type Log,
  type Metrics,
  toAppError,
  UpstreamError,
} from '../../platform/index.ts';
import { createBreaker } from './breaker.ts';
import { type CallFigures, createCallFigures } from './call-figures.ts';
import { createCallLimit } from './call-limit.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { ModelHealth } from './gateway-types.ts';
import type { ModelProvider, ModelRequest } from './model-provider.ts';
import { readReply } from './read-reply.ts';
import { createTokenBudget, estimateTokens } from './token-budget.ts';

/** One question to the model, whatever it is for. */
export type ModelCall = Omit<ModelRequest, 'signal'> & {
  task: 'understand' | 'word';
  shopId: string;
  maxCharacters: number;
  /** What a finished reply says; undefined is a server's failure like any other (a reply that is no JSON, say). */
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

export function createModelCalls({ provider, clock, log, metrics, options }: ModelCallParts): ModelCalls {
  const breaker = createBreaker(clock, { failures: options.breakerFailures, pauseMs: options.breakerPauseMs });
  const limit = createCallLimit({ concurrent: options.concurrent, waiting: options.waiting });
  const budget = createTokenBudget(clock, options.tokensPerShopAndHour);
  const figures = createCallFigures();
  const retries = createRetryAllowance(options.retryShare);
  const outcomes = metrics.counter('model_calls_total', 'Model calls by task and outcome', ['task', 'outcome']);
  const seconds = metrics.histogram('model_seconds', 'Time of model calls', ['task']);
  const tokens = metrics.counter('model_tokens_total', 'Tokens spent on model calls', ['task']);

  /** One request; undefined where the breaker or the budget forbids it. */
  async function attempt(call: ModelCall, deadline: Deadline): Promise<Attempt> {
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
      tokens.inc({ task: call.task }, total);
    }
  }

  async function tryTwice(call: ModelCall, deadline: Deadline): Promise<Attempt> {
    retries.called();
    const first = await attempt(call, deadline);
    if (first.kind !== 'failed' || !isWorthRetrying(first) || !retries.take()) return first;
    const wait = backOffMilliseconds(1, Math.random(), { baseMilliseconds: 100, maxMilliseconds: 300 });
    if (!(await deadline.pause(wait))) return first;
    outcomes.inc({ task: call.task, outcome: 'retried' });
    return await attempt(call, deadline);
  }

  return {
    ask: async (call) => {
      const startedAt = performance.now();
      const deadline = startDeadline(options.callTimeoutMs, options.firstTokenTimeoutMs);
      const leave = await limit.enter(deadline.signal);
      if (leave === undefined) {
        deadline.end();
        outcomes.inc({ task: call.task, outcome: 'queue' });
        return undefined;
      }
      try {
        const outcome = await tryTwice(call, deadline);
        report(call, outcome, { log, figures, outcome: (name) => outcomes.inc({ task: call.task, outcome: name }) });
        if (outcome.kind !== 'kept-back') {
          figures.took(performance.now() - startedAt);
          seconds.observe({ task: call.task }, (performance.now() - startedAt) / 1000);
        }
        return outcome.kind === 'reply' ? outcome.text : undefined;
      } finally {
        deadline.end();
        leave();
      }
    },
    health: () => ({ isUsable: !breaker.isOpen(), ...figures.read() }),
  };
}

type Attempt =
  | { kind: 'reply'; text: string }
  | { kind: 'failed'; failure: UpstreamError; hasBegun: boolean }
  | { kind: 'kept-back'; why: 'budget' | 'breaker' };

/** Only what failed at once and may pass a moment later: never after a time-out, a 429 or the first words of a reply. */
function isWorthRetrying({ failure, hasBegun }: Extract<Attempt, { kind: 'failed' }>): boolean {
  return failure.isRetryable && !hasBegun && failure.upstreamStatus !== 429;
}

/** Retries as a share of all calls: a server in trouble gets hardly more requests than a sound one. */
function createRetryAllowance(share: number): { called(): void; take(): boolean } {
  let calls = 0;
  let taken = 0;
  return {
    called: () => {
      calls += 1;
    },
    take: () => {
      if (taken + 1 > calls * share) return false;
      taken += 1;
      return true;
    },
  };
}

type Deadline = {
  signal: AbortSignal;
  /** Starts the wait for the first token of one request; the returned function ends it. */
  awaitFirstToken(): () => void;
  /** False where the time is over before the pause is. */
  pause(milliseconds: number): Promise<boolean>;
  end(): void;
};

function startDeadline(totalMs: number, firstTokenMs: number): Deadline {
  const controller = new AbortController();
  const abort = (what: string, after: number) =>
    controller.abort(new UpstreamError(`${what} within ${after} ms`, { isRetryable: false }));
  const total = setTimeout(() => abort('no whole reply', totalMs), totalMs);
  return {
    signal: controller.signal,
    awaitFirstToken: () => {
      const first = setTimeout(() => abort('no first token', firstTokenMs), firstTokenMs);
      return () => clearTimeout(first);
    },
    pause: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(() => resolve(!controller.signal.aborted), milliseconds);
      }),
    end: () => clearTimeout(total),
  };
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

type Reporting = { log: Log; figures: CallFigures; outcome: (name: string) => void };

/** Logs tell what failed, never what was said. */
function report(call: ModelCall, outcome: Attempt, { log, figures, outcome: count }: Reporting): void {
  if (outcome.kind === 'kept-back') {
    count(outcome.why);
    return;
  }
  figures.called();
  count(outcome.kind);
  if (outcome.kind === 'reply') return;
  figures.failed(outcome.failure.message);
  log.warn({ task: call.task, shopId: call.shopId, reason: outcome.failure.message }, 'model call failed');
}

import { performance } from 'node:perf_hooks';
import { backOffMilliseconds, type Clock, createLatencyLimit, type Log, type Metrics } from '../../platform/index.ts';
import { cacheKey, createAnswerCache } from './answer-cache.ts';
import { type Attempt, attempt, type Gates, isWorthRetrying } from './attempt.ts';
import { createBreaker } from './breaker.ts';
import { createCallFigures } from './call-figures.ts';
import { createCallLimit } from './call-limit.ts';
import { type CallMetrics, callMetrics, reportCall } from './call-report.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { ModelCallReport, ModelHealth } from './gateway-types.ts';
import type { ModelProvider, ModelRequest } from './model-provider.ts';
import { createRetryAllowance } from './retry-allowance.ts';
import { createTokenBudget, type TokenBudget } from './token-budget.ts';

/** One question to the model, whatever it is for. */
export type ModelCall = Omit<ModelRequest, 'signal'> & {
  task: 'understand' | 'word';
  shopId: string;
  promptVersion: number;
  timeLeft?: number;
  maxCharacters: number;
  /** Whether a finished reply can be read; one that cannot (no JSON, say) is a server's failure like any other. */
  read: (text: string) => boolean;
  /** Each piece as it comes; false ends the call. */
  onText?: (text: string) => boolean;
  /** A reply that may be given again: the versions of its facts, and until when they hold. Without it nothing is kept. */
  reuse?: { versions: readonly string[]; until: number };
  onCall?: (report: ModelCallReport) => void;
};

/** A reply, and how to keep it for the next equal question once it has proved right. */
export type ModelReply = { text: string; keep(): void };

/** Asks the model within all limits; undefined is the answer to every failure. Never throws. */
export type ModelCalls = {
  ask(call: ModelCall): Promise<ModelReply | undefined>;
  health(): ModelHealth;
  budget: TokenBudget;
};

export type ModelCallParts = {
  provider: ModelProvider;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  options: GatewayOptions;
  /** Hears of every call that asked the server, for the ledger of the hour. */
  onSpent?: (shopId: string, report: ModelCallReport) => void;
};

export function createModelCalls({ provider, clock, log, metrics, options, onSpent }: ModelCallParts): ModelCalls {
  const figures = createCallFigures();
  const latency = createLatencyLimit({ most: options.concurrent });
  const limit = createCallLimit({ concurrent: latency.current, waiting: options.waiting });
  const cache = createAnswerCache(clock, options.cachedAnswers);
  const counted = callMetrics(metrics);
  const gates: Gates = {
    provider,
    breaker: createBreaker(clock, { failures: options.breakerFailures, pauseMs: options.breakerPauseMs }),
    budget: createTokenBudget(clock, options.tokensPerShopAndHour),
    retries: createRetryAllowance(options.retryShare),
    // A second request beside a local model would only slow both down.
    hedgeAfter: () =>
      provider.isLocal || options.hedgeFromCalls === 0 ? undefined : figures.slowStart(options.hedgeFromCalls),
    onBegin: (milliseconds) => {
      figures.began(milliseconds);
      latency.answered(milliseconds, limit.running());
    },
    onOverload: () => latency.overloaded(),
  };
  const reporting = { log, figures, counted, prices: options.prices, model: provider.name, onSpent };

  return {
    budget: gates.budget,
    health: () => ({ isUsable: !gates.breaker.isOpen(), ...figures.read() }),
    ask: async (call) => {
      const startedAt = performance.now();
      const took = () => performance.now() - startedAt;
      const key = keyOf(call, provider.name);
      const known = key === undefined ? undefined : cache.find(key);
      if (known !== undefined) {
        call.onText?.(known);
        reportCall(call, { kind: 'cached' }, took(), reporting);
        return { text: known, keep: () => {} };
      }
      const deadline = startDeadline(
        Math.min(options.callTimeoutMs, call.timeLeft ?? Infinity),
        options.firstTokenTimeoutMs,
      );
      const leave = await limit.enter(deadline.signal);
      try {
        const outcome = leave === undefined ? keptBack('queue') : await tryTwice(call, deadline, gates, counted);
        reportCall(call, outcome, took(), reporting);
        if (outcome.kind !== 'reply') return undefined;
        const { text } = outcome;
        return { text, keep: () => key !== undefined && cache.keep(key, text, call.reuse?.until ?? 0) };
      } finally {
        deadline.end();
        leave?.();
      }
    },
  };
}

function keptBack(why: 'queue'): Attempt {
  return { kind: 'kept-back', why };
}

function keyOf(call: ModelCall, model: string): string | undefined {
  if (call.reuse === undefined) return undefined;
  const { shopId, task, promptVersion, system, user } = call;
  return cacheKey([shopId, model, task, promptVersion, system, user, ...call.reuse.versions]);
}

async function tryTwice(call: ModelCall, deadline: Deadline, gates: Gates, counted: CallMetrics): Promise<Attempt> {
  gates.retries.called();
  const first = await attempt(call, deadline, gates);
  if (first.kind !== 'failed' || !isWorthRetrying(first) || !gates.retries.take()) return first;
  const wait = backOffMilliseconds(1, Math.random(), { baseMilliseconds: 100, maxMilliseconds: 300 });
  if (!(await deadline.pause(wait))) return first;
  counted.outcomes.inc({ task: call.task, outcome: 'retried' });
  const second = await attempt(call, deadline, gates);
  if (second.kind === 'kept-back') return first;
  return { ...second, spent: sum(first.spent, second.spent) };
}

function sum(one: { input: number; output: number }, other: { input: number; output: number }) {
  return { input: one.input + other.input, output: one.output + other.output };
}

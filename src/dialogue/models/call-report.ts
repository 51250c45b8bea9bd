import type { Log, Metrics } from '../../platform/index.ts';
import type { Attempt } from './attempt.ts';
import type { CallFigures } from './call-figures.ts';
import type { GatewayOptions } from './gateway-options.ts';
import type { CallOutcome, ModelCallReport } from './gateway-types.ts';
import type { ModelCall } from './model-calls.ts';

export type CallMetrics = ReturnType<typeof callMetrics>;

export function callMetrics(metrics: Metrics) {
  return {
    outcomes: metrics.counter('model_calls_total', 'Model calls by task and outcome', ['task', 'outcome']),
    seconds: metrics.histogram('model_seconds', 'Time of model calls', ['task']),
    firstToken: metrics.histogram('model_first_token_seconds', 'Time to the first token of model calls', ['task']),
    tokens: metrics.counter('model_tokens_total', 'Tokens spent on model calls', ['task', 'direction']),
    cost: metrics.counter('model_cost_total', 'Cost of model calls in the smallest money unit', ['task']),
  };
}

export type CallReporting = {
  log: Log;
  figures: CallFigures;
  counted: CallMetrics;
  prices: GatewayOptions['prices'];
  model: string;
  onSpent: ((shopId: string, report: ModelCallReport) => void) | undefined;
};

/** Counts a finished call and tells whoever asked. Logs tell what failed, never what was said. */
export function reportCall(
  call: ModelCall,
  outcome: Attempt | { kind: 'cached' },
  milliseconds: number,
  { log, figures, counted, prices, model, onSpent }: CallReporting,
): void {
  const { task, shopId, promptVersion } = call;
  const report: ModelCallReport = {
    task,
    model,
    promptVersion,
    outcome: outcomeOf(outcome),
    milliseconds: Math.round(milliseconds),
    ...spentOn(outcome, prices),
  };
  counted.outcomes.inc({ task, outcome: report.outcome });
  call.onCall?.(report);
  if (outcome.kind === 'cached' || outcome.kind === 'kept-back') return;
  onSpent?.(shopId, report);
  figures.called();
  figures.took(milliseconds);
  counted.seconds.observe({ task }, milliseconds / 1000);
  if (outcome.firstTokenMs !== undefined) counted.firstToken.observe({ task }, outcome.firstTokenMs / 1000);
  counted.tokens.inc({ task, direction: 'input' }, report.inputTokens);
  counted.tokens.inc({ task, direction: 'output' }, report.outputTokens);
  counted.cost.inc({ task }, report.cost / 1e6);
  if (outcome.kind !== 'failed') return;
  figures.failed(outcome.failure.message);
  log.warn({ task, shopId, reason: outcome.failure.message }, 'model call failed');
}

function outcomeOf(outcome: Attempt | { kind: 'cached' }): CallOutcome {
  return outcome.kind === 'kept-back' ? `kept-back-${outcome.why}` : outcome.kind;
}

function spentOn(outcome: Attempt | { kind: 'cached' }, prices: GatewayOptions['prices']) {
  if (outcome.kind === 'cached' || outcome.kind === 'kept-back') return { inputTokens: 0, outputTokens: 0, cost: 0 };
  const { input, output } = outcome.spent;
  return {
    inputTokens: input,
    outputTokens: output,
    // A price for a million tokens times tokens is millionths of its unit.
    cost: Math.round(input * prices.input + output * prices.output),
    ...(outcome.firstTokenMs === undefined ? {} : { firstTokenMilliseconds: Math.round(outcome.firstTokenMs) }),
    ...(outcome.isHedged ? { isHedged: true } : {}),
    ...(outcome.kind === 'failed' ? { reason: outcome.failure.message } : {}),
  };
}

import { type Clock, type Log, type Metrics, toAppError } from '../../platform/index.ts';
import { type GivenGatewayOptions, readGatewayOptions } from './gateway-options.ts';
import type { ModelCallReport, ModelGateway, ModelHealth } from './gateway-types.ts';
import { createModelCalls } from './model-calls.ts';
import type { ModelProvider } from './model-provider.ts';
import type { TokenBudget } from './token-budget.ts';
import { understandByModel } from './understand.ts';
import { wordByModel } from './word.ts';

export type ModelGatewayParts = {
  provider: ModelProvider;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  options?: GivenGatewayOptions;
  onSpent?: (shopId: string, report: ModelCallReport) => void;
};

/** A gateway of one provider; the budget learns here what other processes have spent. */
export type ProviderGateway = Omit<ModelGateway, 'health'> & { health(): ModelHealth; budget: TokenBudget };

/**
 * The gateway to one provider: all limits (see gateway-options.ts), personal data taken out before a call and put back after it,
 * and only such commands let through as the customer's own words bear out.
 */
export function createModelGateway({ options, ...parts }: ModelGatewayParts): ProviderGateway {
  const { log, metrics } = parts;
  const calls = createModelCalls({ ...parts, options: readGatewayOptions(options) });
  const refused = metrics.counter('model_refused_total', 'Readable model replies that were not let through', ['task']);

  /** A fault of ours must not cost the customer the reply either. */
  async function withoutThrowing<Result>(task: string, run: () => Promise<Result | undefined>) {
    try {
      return await run();
    } catch (error) {
      log.error({ task, error: toAppError(error).message }, 'model call broke');
      return undefined;
    }
  }

  return {
    understand: (request) =>
      withoutThrowing('understand', () =>
        understandByModel(request, calls.ask, () => refused.inc({ task: 'understand' })),
      ),
    word: (request, onSentence) =>
      withoutThrowing('word', () => wordByModel(request, calls.ask, () => refused.inc({ task: 'word' }), onSentence)),
    health: () => calls.health(),
    budget: calls.budget,
  };
}

/** Models behind one gateway: understanding as commands, wording of a finished plan. Off unless configured. */

import type { Clock, Log, Metrics } from '../../platform/index.ts';
import type { ModelGateway } from './gateway-types.ts';
import type { ModelProvider } from './model-provider.ts';

export type { ModelGateway, ModelHealth, UnderstandRequest, WordRequest } from './gateway-types.ts';
export type { ModelPiece, ModelProvider, ModelRequest } from './model-provider.ts';

/** Gateway that never answers, until the first provider is wired. */
export function createModelGateway(_parts: {
  provider: ModelProvider;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  options?: { totalTimeoutMs?: number };
}): ModelGateway {
  return {
    understand: async () => undefined,
    word: async () => undefined,
    health: () => ({ isUsable: false, calls: 0, failures: 0, p50Ms: 0, p90Ms: 0 }),
  };
}

/** Provider that says nothing, until the protocol is written. */
export function createOpenAiCompatibleProvider(settings: { url: string; name: string; key?: string }): ModelProvider {
  return { name: settings.name, complete: async function* () {} };
}

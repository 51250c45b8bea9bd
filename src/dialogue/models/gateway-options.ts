import { z } from 'zod';

/**
 * Limits of all model calls together. One turn asks at most twice (understanding, then wording), so each call gets half of
 * `totalTimeoutMs`: the customer's reply never waits longer for a model than that.
 */
export type GatewayOptions = {
  callTimeoutMs: number;
  firstTokenTimeoutMs: number;
  /** Retries and second requests (hedges) together, as a share of calls. */
  retryShare: number;
  /** A second request is sent when the first has been silent for longer than nearly all before it; 0 never does. */
  hedgeFromCalls: number;
  breakerFailures: number;
  breakerPauseMs: number;
  /** Calls at a time while the server is quick; slower answers lower the number. */
  concurrent: number;
  waiting: number;
  tokensPerShopAndHour: number;
  cachedAnswers: number;
  /** Minor units of the shop's currency for a million tokens. */
  prices: { input: number; output: number };
};

const optionsSchema = z.strictObject({
  /** Longest wait of a whole turn. */
  totalTimeoutMs: z.number().int().min(100).default(6000),
  firstTokenTimeoutMs: z.number().int().min(10).optional(),
  retryShare: z.number().min(0).max(1).default(0.1),
  hedgeFromCalls: z.number().int().min(0).default(20),
  breakerFailures: z.number().int().min(1).default(5),
  breakerPauseMs: z.number().int().min(1).default(15_000),
  concurrent: z.number().int().min(1).default(8),
  waiting: z.number().int().min(0).default(32),
  tokensPerShopAndHour: z.number().int().min(1).default(1_000_000),
  cachedAnswers: z.number().int().min(0).default(2_000),
  prices: z.strictObject({ input: z.number().min(0), output: z.number().min(0) }).default({ input: 0, output: 0 }),
});

export type GivenGatewayOptions = z.input<typeof optionsSchema>;

export function readGatewayOptions(given: GivenGatewayOptions = {}): GatewayOptions {
  const { totalTimeoutMs, firstTokenTimeoutMs, ...rest } = optionsSchema.parse(given);
  const callTimeoutMs = Math.floor(totalTimeoutMs / 2);
  return { ...rest, callTimeoutMs, firstTokenTimeoutMs: Math.min(firstTokenTimeoutMs ?? 2500, callTimeoutMs) };
}

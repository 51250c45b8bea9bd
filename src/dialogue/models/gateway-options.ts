import { z } from 'zod';

/**
 * Limits of all model calls together. One turn asks at most twice (understanding, then wording), so each call gets half of
 * `totalTimeoutMs`: the customer's reply never waits longer for a model than that.
 */
export type GatewayOptions = {
  callTimeoutMs: number;
  firstTokenTimeoutMs: number;
  /** Retries as a share of calls. */
  retryShare: number;
  breakerFailures: number;
  breakerPauseMs: number;
  concurrent: number;
  waiting: number;
  tokensPerShopAndHour: number;
};

const optionsSchema = z.strictObject({
  /** Longest wait of a whole turn. */
  totalTimeoutMs: z.number().int().min(100).default(6000),
  firstTokenTimeoutMs: z.number().int().min(10).optional(),
  retryShare: z.number().min(0).max(1).default(0.1),
  breakerFailures: z.number().int().min(1).default(5),
  breakerPauseMs: z.number().int().min(1).default(15_000),
  concurrent: z.number().int().min(1).default(8),
  waiting: z.number().int().min(0).default(32),
  tokensPerShopAndHour: z.number().int().min(1).default(1_000_000),
});

export type GivenGatewayOptions = z.input<typeof optionsSchema>;

export function readGatewayOptions(given: GivenGatewayOptions = {}): GatewayOptions {
  const { totalTimeoutMs, firstTokenTimeoutMs, ...rest } = optionsSchema.parse(given);
  const callTimeoutMs = Math.floor(totalTimeoutMs / 2);
  return { ...rest, callTimeoutMs, firstTokenTimeoutMs: Math.min(firstTokenTimeoutMs ?? 2500, callTimeoutMs) };
}

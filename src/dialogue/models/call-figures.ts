import type { ModelHealth } from './gateway-types.ts';

/** Counts of calls and the times of the last ones, for the health figures and for when a second request is worth it. */
export type CallFigures = {
  called(): void;
  failed(reason: string): void;
  took(milliseconds: number): void;
  began(milliseconds: number): void;
  /** Time to the first token that 95 of 100 calls keep to; undefined before so many are known. */
  slowStart(fromCalls: number): number | undefined;
  read(): Omit<ModelHealth, 'isUsable'>;
};

/** Calls whose times the percentiles are taken from. */
const kept = 200;

export function createCallFigures(): CallFigures {
  const times: number[] = [];
  const starts: number[] = [];
  let calls = 0;
  let failures = 0;
  let lastError: string | undefined;

  return {
    called: () => {
      calls += 1;
    },
    failed: (reason) => {
      failures += 1;
      lastError = reason;
    },
    took: (milliseconds) => keep(times, milliseconds),
    began: (milliseconds) => keep(starts, milliseconds),
    slowStart: (fromCalls) => (starts.length < fromCalls ? undefined : percentile(starts, 0.95)),
    read: () => ({
      ...(lastError === undefined ? {} : { lastError }),
      calls,
      failures,
      p50Ms: percentile(times, 0.5),
      p90Ms: percentile(times, 0.9),
    }),
  };
}

function keep(list: number[], milliseconds: number): void {
  list.push(milliseconds);
  if (list.length > kept) list.shift();
}

function percentile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
}

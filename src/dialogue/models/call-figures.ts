import type { ModelHealth } from './gateway-types.ts';

/** Counts of calls and the times of the last ones, for the health figures. */
export type CallFigures = {
  called(): void;
  failed(reason: string): void;
  took(milliseconds: number): void;
  read(): Omit<ModelHealth, 'isUsable'>;
};

/** Calls whose times the percentiles are taken from. */
const kept = 200;

export function createCallFigures(): CallFigures {
  const times: number[] = [];
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
    took: (milliseconds) => {
      times.push(milliseconds);
      if (times.length > kept) times.shift();
    },
    read: () => {
      const sorted = [...times].sort((a, b) => a - b);
      const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
      return { ...(lastError === undefined ? {} : { lastError }), calls, failures, p50Ms: at(0.5), p90Ms: at(0.9) };
    },
  };
}

export type RetryAllowance = { called(): void /** False where the share is used up. */; take(): boolean };

/** Retries as a share of all calls: a server in trouble gets hardly more requests than a sound one. */
export function createRetryAllowance(share: number): RetryAllowance {
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

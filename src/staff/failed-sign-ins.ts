import type { Clock } from '../platform/index.ts';

/** Failures before an account or an address is locked, and for how long then. */
const rules = {
  account: { failures: 5, lockSeconds: 60, longestSeconds: 900 },
  address: { failures: 30, lockSeconds: 300, longestSeconds: 3_600 },
} as const;
/** Failures older than this are forgotten. */
const forgetMilliseconds = 3_600_000;
const mostKeys = 50_000;

type Entry = { failures: number; lockedUntil: number; at: number };

/**
 * Counts failed sign-ins of this process by account name and by network address. Names without an account are counted alike, so
 * that a lock tells nothing about who exists.
 */
export type FailedSignIns = {
  /** Seconds until the next try is accepted; 0 when nothing is locked. */
  lockedSeconds(account: string, address: string): number;
  fail(account: string, address: string): void;
  /** A success forgets the account's failures; those of the address stay. */
  succeed(account: string): void;
};

/** Makes the counter; it lives in memory and is bounded. */
export function createFailedSignIns(clock: Clock): FailedSignIns {
  const entries = new Map<string, Entry>();
  const keys = (account: string, address: string) =>
    [
      [`account ${account}`, rules.account],
      [`address ${address}`, rules.address],
    ] as const;

  return {
    lockedSeconds: (account, address) => {
      const now = clock.now().getTime();
      const ends = keys(account, address).map(([key]) => entries.get(key)?.lockedUntil ?? 0);
      return Math.max(0, Math.ceil((Math.max(...ends) - now) / 1_000));
    },
    fail: (account, address) => {
      const now = clock.now().getTime();
      for (const [key, rule] of keys(account, address)) {
        const known = entries.get(key);
        const failures = (known && now - known.at < forgetMilliseconds ? known.failures : 0) + 1;
        entries.delete(key);
        entries.set(key, { failures, lockedUntil: now + 1_000 * lockSeconds(failures, rule), at: now });
      }
      for (const key of entries.keys()) {
        if (entries.size <= mostKeys) break;
        entries.delete(key);
      }
    },
    succeed: (account) => void entries.delete(`account ${account}`),
  };
}

/** Seconds of lock after so many failures in a row: none at first, then doubling up to a limit. */
export function lockSeconds(
  failures: number,
  rule: { failures: number; lockSeconds: number; longestSeconds: number } = rules.account,
): number {
  if (failures < rule.failures) return 0;
  return Math.min(rule.longestSeconds, rule.lockSeconds * 2 ** Math.min(20, failures - rule.failures));
}

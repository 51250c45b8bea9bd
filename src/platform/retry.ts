/** Exponential back-off with full jitter. */
export type BackOff = { baseMilliseconds: number; maxMilliseconds: number };

/** Wait before the next try after `attempt` failed ones (1 = first failure); `random` is in [0, 1). Between half and all of the doubled base. */
export function backOffMilliseconds(
  attempt: number,
  random: number,
  backOff: BackOff = { baseMilliseconds: 1000, maxMilliseconds: 600_000 },
): number {
  const full = Math.min(
    backOff.maxMilliseconds,
    backOff.baseMilliseconds * 2 ** Math.min(30, Math.max(0, attempt - 1)),
  );
  return Math.round(full / 2 + (full / 2) * random);
}

/** Seconds until somebody answers: in half of all cases not longer than p50, in nine of ten not longer than p90. */
export type WaitEstimate = { p50: number; p90: number };

/** What an estimate is made of. */
export type WaitInput = {
  /** 1 is next. */
  position: number;
  /** Conversations that the people online with this skill can hold at once, and those they hold now. */
  slots: number;
  busy: number;
  /** Mean seconds from taking a conversation to its end, measured lately. */
  meanHandleSeconds: number;
};

const z90 = 1.2816;

/**
 * Honest wait from the service rate of those people now: the n-th departure of `slots` servers with mean handle time m is Erlang
 * distributed with n stages of m/slots; its quantiles by Wilson and Hilferty's cube root (within a few percent from n = 1 on).
 * Undefined where nobody is there to serve: then no time may be promised.
 */
export function estimateWait(input: WaitInput): WaitEstimate | undefined {
  if (input.slots <= 0) return undefined;
  const departures = input.position - Math.max(0, input.slots - input.busy);
  if (departures <= 0) return { p50: 0, p90: roundSeconds(30) };
  const stage = input.meanHandleSeconds / input.slots;
  return {
    p50: roundSeconds(stage * erlangQuantile(departures, 0)),
    p90: roundSeconds(stage * erlangQuantile(departures, z90)),
  };
}

/** What was told before is not taken back: a customer's place never grows and the wait is not told longer without a reason. */
export function keepMonotone(position: number, toldPosition: number | undefined): number {
  return toldPosition === undefined ? position : Math.min(position, toldPosition);
}

/** The wait as it is told: never longer than what was told before. */
export function keepPromise(wait: WaitEstimate, told: { p50?: number; p90?: number } | undefined): WaitEstimate {
  return { p50: keepMonotone(wait.p50, told?.p50), p90: keepMonotone(wait.p90, told?.p90) };
}

/** Quantile of a sum of `count` exponential times of mean 1; `z` of the normal distribution. */
function erlangQuantile(count: number, z: number): number {
  return count * Math.max(0.01, 1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;
}

/** Half minutes up to five minutes, minutes after. */
function roundSeconds(seconds: number): number {
  const step = seconds <= 300 ? 30 : 60;
  return Math.ceil(seconds / step) * step;
}

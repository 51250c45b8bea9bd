import type { Factors } from './calibration.ts';

/** Seconds until somebody answers: in half of all cases not longer than p50, in nine of ten not longer than p90. */
export type WaitEstimate = { p50: number; p90: number };

/** What holds from a moment on, until the next step: people come, go home, or more of them may help. */
export type WaitStep = {
  /** Seconds from now. */
  fromSeconds: number;
  /** Conversations that have to end before this one's turn, its own place included; 0 or less: there is room. */
  place: number;
  /** Conversations of this weight that those who could serve it hold at once. */
  slots: number;
};

const z90 = 1.2816;
/** The least that is told of nine cases in ten: even free people look up first. */
const leastP90 = 30;

/**
 * Honest wait from the service rate of those people now, before it is corrected by experience and rounded: while `slots` conversations of
 * mean handle time m are held, they end at a rate of slots/m, and the n-th end has come when the rates since now add up to an Erlang
 * quantile of n stages (Wilson and Hilferty's cube root, within a few percent from n = 1 on). Undefined where that many will not end
 * before everybody has gone home: then no time may be promised.
 */
export function expectWait(steps: readonly WaitStep[], meanHandleSeconds: number): WaitEstimate | undefined {
  const p50 = secondsUntil(steps, meanHandleSeconds, 0);
  const p90 = secondsUntil(steps, meanHandleSeconds, z90);
  return p50 === undefined || p90 === undefined ? undefined : { p50, p90: Math.max(p50, p90) };
}

/** The expected wait as it is told: corrected by how such promises held lately, rounded up. */
export function toPromise(expected: WaitEstimate, factors: Factors): WaitEstimate {
  const p50 = roundSeconds(expected.p50 * factors.p50);
  return { p50, p90: Math.max(p50, leastP90, roundSeconds(expected.p90 * factors.p90)) };
}

/** What was told before is not taken back: a customer's place never grows and the wait is not told longer without a reason. */
export function keepMonotone(position: number, toldPosition: number | undefined): number {
  return toldPosition === undefined ? position : Math.min(position, toldPosition);
}

/** The wait as it is told: never longer than what was told before. */
export function keepPromise(wait: WaitEstimate, told: { p50?: number; p90?: number } | undefined): WaitEstimate {
  return { p50: keepMonotone(wait.p50, told?.p50), p90: keepMonotone(wait.p90, told?.p90) };
}

function secondsUntil(steps: readonly WaitStep[], meanHandleSeconds: number, z: number): number | undefined {
  let ended = 0;
  for (const [index, { fromSeconds, place, slots }] of steps.entries()) {
    const missing = place <= 0 ? 0 : erlangQuantile(Math.max(1, place), z) - ended;
    if (missing <= 0) return fromSeconds;
    const until = steps[index + 1]?.fromSeconds ?? Number.POSITIVE_INFINITY;
    const perSecond = slots / meanHandleSeconds;
    if (perSecond <= 0) continue;
    const at = fromSeconds + missing / perSecond;
    if (at <= until) return at;
    ended += (until - fromSeconds) * perSecond;
  }
  return undefined;
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

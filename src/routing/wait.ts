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
 * Honest wait from the service rate of those people now: the n-th departure of `slots` servers with mean handle time m comes after a
 * time with mean n·m/slots and deviation √n·m/slots (Erlang distribution, normal approximation of its quantiles).
 * Undefined where nobody is there to serve: then no time may be promised.
 */
export function estimateWait(input: WaitInput): WaitEstimate | undefined {
  if (input.slots <= 0) return undefined;
  const departures = input.position - Math.max(0, input.slots - input.busy);
  if (departures <= 0) return { p50: 0, p90: roundSeconds(30) };
  const mean = (departures * input.meanHandleSeconds) / input.slots;
  const deviation = (Math.sqrt(departures) * input.meanHandleSeconds) / input.slots;
  const median = Math.max(mean - deviation / 3, mean / 2);
  return { p50: roundSeconds(median), p90: roundSeconds(mean + z90 * deviation) };
}

/** What was told before is not taken back: a customer's place never grows and the wait is not told longer without a reason. */
export function keepMonotone(position: number, toldPosition: number | undefined): number {
  return toldPosition === undefined ? position : Math.min(position, toldPosition);
}

/** Half minutes up to five minutes, minutes after. */
function roundSeconds(seconds: number): number {
  const step = seconds <= 300 ? 30 : 60;
  return Math.ceil(seconds / step) * step;
}

/** How many calls may run at a time, learned from how long the server takes to begin its answers. */
export type LatencyLimit = {
  current(): number;
  /** A call's time to its first token, with the calls that ran beside it. */
  answered(milliseconds: number, running: number): void;
  /** A call that the server turned away or let time out. */
  overloaded(): void;
};

/** Answers up to this much slower than usual are no sign of load. */
const tolerance = 1.5;

/**
 * The gradient rule of Netflix' concurrency-limits (https://github.com/Netflix/concurrency-limits, Gradient2, read 2026-11): the limit
 * falls with the ratio of the usual to the present latency and grows slowly while it is used.
 */
export function createLatencyLimit({ most, least = 1 }: { most: number; least?: number }): LatencyLimit {
  let limit = most;
  let usual: number | undefined;
  let present: number | undefined;
  const set = (value: number) => {
    limit = Math.min(most, Math.max(least, value));
  };

  return {
    current: () => Math.max(1, Math.floor(limit)),
    answered: (milliseconds, running) => {
      const sample = Math.max(1, milliseconds);
      present = present === undefined ? sample : present + (sample - present) * 0.3;
      // Falls at once and rises slowly, so that a long slow spell does not become the usual.
      usual = usual === undefined ? sample : usual + (sample - usual) * (sample < usual ? 0.2 : 0.02);
      const gradient = Math.min(1, Math.max(0.5, (tolerance * usual) / present));
      const isUsed = running * 2 >= limit;
      const wanted = limit * gradient + (gradient === 1 && isUsed ? Math.sqrt(limit) / 2 : 0);
      set(limit + (wanted - limit) * 0.3);
    },
    overloaded: () => set(limit * 0.8),
  };
}

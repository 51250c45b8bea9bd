/** How many calls may run at a time, learned from how long their answers take. */
export type LatencyLimit = {
  current(): number;
  /** A call's time, with the calls that ran beside it. `isCrowded` while calls are turned away: what takes longer then is not the usual. */
  answered(milliseconds: number, running: number, isCrowded?: boolean): void;
  /** A call that was turned away or ran out of time. */
  overloaded(): void;
};

/**
 * The gradient rule of Netflix' concurrency-limits (https://github.com/Netflix/concurrency-limits, Gradient2, read 2026-11): the limit
 * falls with the ratio of the usual to the present latency and grows slowly while it is used. It begins with `first`, else with `most`.
 * Answers up to `tolerance` times slower than usual, and all within `quick` milliseconds, are no sign of load.
 */
export function createLatencyLimit({
  most,
  least = 1,
  first = most,
  tolerance = 1.5,
  quick = 0,
}: {
  most: number;
  least?: number;
  first?: number;
  tolerance?: number;
  quick?: number;
}): LatencyLimit {
  let limit = first;
  let usual: number | undefined;
  let present: number | undefined;
  const set = (value: number) => {
    limit = Math.min(most, Math.max(least, value));
  };

  return {
    current: () => Math.max(1, Math.floor(limit)),
    answered: (milliseconds, running, isCrowded = false) => {
      const sample = Math.max(1, milliseconds);
      present = present === undefined ? sample : present + (sample - present) * 0.3;
      // Falls at once and rises slowly, so that a long slow spell does not become the usual.
      usual = usual === undefined ? sample : usual + (sample - usual) * (sample < usual ? 0.2 : isCrowded ? 0 : 0.02);
      const gradient = Math.min(1, Math.max(0.5, (tolerance * Math.max(usual, quick)) / present));
      const isUsed = running * 2 >= limit;
      const wanted = limit * gradient + (gradient === 1 && isUsed ? Math.sqrt(limit) / 2 : 0);
      set(limit + (wanted - limit) * 0.3);
    },
    overloaded: () => set(limit * 0.8),
  };
}

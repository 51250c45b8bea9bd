/** Where the time comes from; passed in so that tests and replays decide it. */
export type Clock = { now(): Date };

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

export type FixedClock = Clock & {
  set(at: Date | string): void;
  /** Moves the clock; negative values go back. */
  advance(milliseconds: number): void;
};

/** A clock that stands still until it is moved; for tests, replays and simulations. */
export function fixedClock(at: Date | string): FixedClock {
  let now = new Date(at).getTime();
  return {
    now: () => new Date(now),
    set: (next) => {
      now = new Date(next).getTime();
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

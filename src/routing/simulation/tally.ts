/** What one interval of the rehearsed time saw. */
export type Interval = {
  /** Minutes from the beginning. */
  fromMinute: number;
  arrivals: number;
  byAi: number;
  served: number;
  lost: number;
  meanWaitSeconds: number;
  p90WaitSeconds: number;
  serviceLevel: number;
  /** Longest queue. */
  waiting: number;
  /** People at work, at the interval's beginning. */
  agents: number;
  /** Part of those who asked for a person that gave up. */
  abandonRate: number;
  /** What this interval cost, in the scenario's money. */
  peopleCost: number;
  aiCost: number;
  lostCost: number;
};

/** Quantiles and means of many waits, without keeping a number each where they were served at once. */
export type Waits = { mean: number; p50: number; p90: number; p95: number; p99: number };

/** Collects waits in seconds. */
export type WaitTally = { add(seconds: number): void; result(): Waits; count(): number };

/** Makes an empty collection; zeros are counted, the rest is kept. */
export function createWaitTally(): WaitTally {
  let values = new Float64Array(256);
  let size = 0;
  let zeros = 0;
  let sum = 0;
  return {
    add: (seconds) => {
      if (seconds === 0) {
        zeros += 1;
        return;
      }
      if (size === values.length) {
        const more = new Float64Array(size * 2);
        more.set(values);
        values = more;
      }
      values[size] = seconds;
      size += 1;
      sum += seconds;
    },
    count: () => size + zeros,
    result: () => {
      const sorted = values.subarray(0, size).sort();
      const at = (share: number) => {
        const rank = Math.ceil(share * (size + zeros)) - 1 - zeros;
        return rank < 0 ? 0 : (sorted[Math.min(size - 1, rank)] ?? 0);
      };
      return {
        mean: size + zeros === 0 ? 0 : sum / (size + zeros),
        p50: at(0.5),
        p90: at(0.9),
        p95: at(0.95),
        p99: at(0.99),
      };
    },
  };
}

/** Gini coefficient: 0 when everybody has the same, near 1 when one has all. */
export function gini(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (total === 0 || sorted.length === 0) return 0;
  const ranked = sorted.reduce((sum, value, index) => sum + value * (index + 1), 0);
  return (2 * ranked) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}

/** Figures over the whole and for each interval. */
export type Tally = {
  arrived(now: number): void;
  byAi(now: number): void;
  aiFirst(now: number): void;
  /** `waitedSeconds` is counted where the customer was served. */
  served(arrivedAt: number, waitedSeconds: number, isInTime: boolean): void;
  lost(arrivedAt: number, waitedSeconds: number): void;
  waiting(now: number, count: number): void;
  interval(now: number): Slot;
  slots(): readonly Slot[];
};

/** One interval while it is counted. */
export type Slot = {
  arrivals: number;
  byAi: number;
  /** Answered by the AI first, whether it ended them or not. */
  aiFirst: number;
  served: number;
  lost: number;
  inTime: number;
  waiting: number;
  waits: WaitTally;
};

/** Makes the intervals as they are needed. */
export function createTally(intervalMilliseconds: number): Tally {
  const slots: Slot[] = [];
  const at = (now: number): Slot => {
    const index = Math.floor(now / intervalMilliseconds);
    while (slots.length <= index)
      slots.push({
        arrivals: 0,
        byAi: 0,
        aiFirst: 0,
        served: 0,
        lost: 0,
        inTime: 0,
        waiting: 0,
        waits: createWaitTally(),
      });
    const slot = slots[index];
    if (!slot) throw new Error('an interval before the beginning');
    return slot;
  };
  return {
    arrived: (now) => {
      at(now).arrivals += 1;
    },
    byAi: (now) => {
      at(now).byAi += 1;
    },
    aiFirst: (now) => {
      at(now).aiFirst += 1;
    },
    served: (arrivedAt, waitedSeconds, isInTime) => {
      const slot = at(arrivedAt);
      slot.served += 1;
      if (isInTime) slot.inTime += 1;
      slot.waits.add(waitedSeconds);
    },
    lost: (arrivedAt, waitedSeconds) => {
      const slot = at(arrivedAt);
      slot.lost += 1;
      slot.waits.add(waitedSeconds);
    },
    waiting: (now, count) => {
      const slot = at(now);
      if (count > slot.waiting) slot.waiting = count;
    },
    interval: at,
    slots: () => slots,
  };
}

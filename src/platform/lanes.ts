/** Runs tasks one after another for each key, keys beside each other; an error is reported and stops nothing. */
export type Lanes<Key> = {
  /** Queues a task; resolves when the key's lane is empty again. */
  run(key: Key, task: () => Promise<void>): Promise<void>;
  /** Resolves when no lane has work. */
  idle(): Promise<void>;
};

/** Makes empty lanes. */
export function createLanes<Key>(report: (error: unknown, key: Key) => void): Lanes<Key> {
  const lanes = new Map<Key, { running: Promise<void>; next: (() => Promise<void>)[] }>();
  const work = async (key: Key, next: (() => Promise<void>)[]) => {
    for (let task = next.shift(); task !== undefined; task = next.shift()) {
      await task().catch((error: unknown) => report(error, key));
    }
    lanes.delete(key);
  };
  return {
    run: (key, task) => {
      const lane = lanes.get(key);
      if (lane !== undefined) {
        lane.next.push(task);
        return lane.running;
      }
      const next: (() => Promise<void>)[] = [];
      // Started in the next microtask, so that the lane is known before the first task runs.
      const running = Promise.resolve().then(() => work(key, next));
      next.push(task);
      lanes.set(key, { running, next });
      return running;
    },
    idle: async () => {
      while (lanes.size > 0) await Promise.all([...lanes.values()].map((lane) => lane.running));
    },
  };
}

/** Hands out a bounded number of places; a few more may wait, the rest is turned away at once. */
export type CallLimit = {
  /** Gives back a function that frees the place; undefined where the queue is full or the wait was ended. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
  running(): number;
};

/** `concurrent` is asked anew each time: the number of places may change. */
export function createCallLimit({ concurrent, waiting }: { concurrent: () => number; waiting: number }): CallLimit {
  let running = 0;
  const queue: (() => void)[] = [];

  function place(): () => void {
    let isFree = false;
    running += 1;
    return () => {
      if (isFree) return;
      isFree = true;
      running -= 1;
      while (running < concurrent() && queue.length > 0) queue.shift()?.();
    };
  }

  return {
    running: () => running,
    enter: (signal) => {
      if (signal.aborted) return Promise.resolve(undefined);
      if (running < concurrent()) return Promise.resolve(place());
      if (queue.length >= waiting) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const admit = () => {
          signal.removeEventListener('abort', leave);
          resolve(place());
        };
        const leave = () => {
          queue.splice(queue.indexOf(admit), 1);
          resolve(undefined);
        };
        queue.push(admit);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
  };
}

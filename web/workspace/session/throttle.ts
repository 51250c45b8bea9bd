/** Something that runs at once, and while it is asked for more often, at most once per pause. */
export type Throttle = { run(): void; stop(): void };

/** Makes one; the last wish within a pause is never lost. */
export function createThrottle(pause: number, work: () => void): Throttle {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const start = () => {
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (!isWanted) return;
      isWanted = false;
      start();
    }, pause);
  };
  return {
    run: () => {
      if (timer) isWanted = true;
      else start();
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      isWanted = false;
    },
  };
}

/**
 * Works through many things without holding the process up, with a pause after each slice of time; ends early, with the signal's reason,
 * where that is given.
 */
export async function inSlices<Thing>(
  things: Iterable<Thing>,
  work: (thing: Thing) => void,
  { restMilliseconds = usualRest, signal }: { restMilliseconds?: number; signal?: AbortSignal | undefined } = {},
): Promise<void> {
  let until = performance.now() + sliceMilliseconds;
  for (const thing of things) {
    work(thing);
    if (performance.now() < until) continue;
    await new Promise((resolve) =>
      restMilliseconds > 0 ? setTimeout(resolve, restMilliseconds) : setImmediate(resolve),
    );
    signal?.throwIfAborted();
    until = performance.now() + sliceMilliseconds;
  }
}

const sliceMilliseconds = 3;
const usualRest = 6;

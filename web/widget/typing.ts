import type { ClientLine } from '../api/index.ts';

/** Said again while the customer goes on (ms). */
const repeatAfter = 3_000;
/** Without a key for this long the customer has stopped (ms). */
const stopAfter = 5_000;

/** Tells the shop that the customer types, not more often than needed. */
export function createTyping(say: (line: ClientLine) => boolean) {
  let saidAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    if (saidAt > 0) say({ type: 'typing', isTyping: false });
    saidAt = 0;
  };
  return {
    /** The text has changed. */
    changed: (text: string) => {
      if (text.trim() === '') return stop();
      clearTimeout(timer);
      timer = setTimeout(stop, stopAfter);
      if (Date.now() - saidAt < repeatAfter) return;
      if (say({ type: 'typing', isTyping: true })) saidAt = Date.now();
    },
    /** The message was sent; that is news enough. */
    sent: () => {
      clearTimeout(timer);
      saidAt = 0;
    },
  };
}

import type { CustomerWindow } from './customer-window.ts';

/** Who speaks next. */
export type Speakers<Window = CustomerWindow> = {
  /** Somebody who waits for nothing, whoever was silent for longest; undefined while everybody waits. */
  next(): Window | undefined;
  /** The message of a window was stored: it may speak again. */
  answered(window: Window): void;
};

/**
 * Lets windows speak in turns, or most of the time those of the first shop (`hotShare`). Who waits for an answer to the last message
 * writes no other one: load comes from more people, not from one who writes into the void.
 */
export function createSpeakers<Window extends Pick<CustomerWindow, 'shop' | 'waiting'>>(
  windows: readonly Window[],
  hotShare: number,
): Speakers<Window> {
  const hot = createLine<Window>();
  const others = createLine<Window>();
  const speaking = new Set(windows);
  const join = (window: Window) => {
    if (window.waiting() === 0) (hotShare > 0 && window.shop === 0 ? hot : others).join(window);
  };
  for (const window of windows) join(window);
  return {
    next: () => (Math.random() < hotShare ? hot : others).first(),
    answered: (window) => {
      if (speaking.has(window)) join(window);
    },
  };
}

/** Those who have left are cut off in pieces of this size. */
const pieceSize = 4_096;

function createLine<Item>(): { join(item: Item): void; first(): Item | undefined } {
  let line: Item[] = [];
  let left = 0;
  return {
    join: (item) => void line.push(item),
    first: () => {
      const item = line[left];
      if (item !== undefined) left += 1;
      if (left >= pieceSize) {
        line = line.slice(left);
        left = 0;
      }
      return item;
    },
  };
}

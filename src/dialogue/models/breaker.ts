import type { Clock } from '../../platform/index.ts';

/**
 * Keeps calls away from a server that fails: opens after some failures in a row, lets a single probe through when the pause is over,
 * closes when that succeeds.
 */
export type Breaker = {
  /** True if a call may go; the caller has to report its end with one of the two below. */
  enter(): boolean;
  succeeded(): void;
  /** `pauseMs` opens at once for that long: the server has asked for it. */
  failed(pauseMs?: number): void;
  isOpen(): boolean;
};

export type BreakerOptions = { failures: number; pauseMs: number };

export function createBreaker(clock: Clock, { failures, pauseMs }: BreakerOptions): Breaker {
  let inARow = 0;
  let openUntil: number | undefined;
  let isProbing = false;
  const now = () => clock.now().getTime();

  return {
    enter: () => {
      if (openUntil === undefined) return true;
      if (isProbing || now() < openUntil) return false;
      isProbing = true;
      return true;
    },
    succeeded: () => {
      // A call from before the opening says nothing about the server of now.
      if (openUntil !== undefined && !isProbing) return;
      inARow = 0;
      openUntil = undefined;
      isProbing = false;
    },
    failed: (pause) => {
      inARow += 1;
      isProbing = false;
      const isOpened = pause !== undefined || inARow >= failures || openUntil !== undefined;
      if (isOpened) openUntil = Math.max(openUntil ?? 0, now() + (pause ?? pauseMs));
    },
    isOpen: () => openUntil !== undefined && (isProbing || now() < openUntil),
  };
}

/**
 * How quickly turns are begun beside storing. While nobody waits to be stored there is no pace; in a crowd turns get a part of the thread
 * that falls while storing is slow, and comes back gradually once it is quick again.
 */
export type TurnPace = {
  /** Whether one more turn may be begun now. */
  mayBegin(): boolean;
  /** One was begun. */
  begun(): void;
  /** A turn has thought for so long, in milliseconds. */
  thought(milliseconds: number): void;
  /** Milliseconds until the next turns may be begun. */
  untilNext(): number;
  /** Part of the thread that turns may take now, up to 1. */
  share(): number;
};

/** Whatever the crowd, answers go on with this part of the thread. */
const leastShare = 0.25;
/** In a crowd the part is halved in this time, in milliseconds. */
const halvedIn = 250;
/** From the least part back to all of it. */
const backIn = 2_500;
/** Turns that are begun together in a crowd: they are claimed, read and written together, and their code and data are at hand. */
const begunTogether = 8;
/** What a turn takes of the thread, thinking and all that goes with it, before one was seen; milliseconds. */
const firstCost = 4;
/** Thinking is about half of what a turn takes; the rest is reading, writing and telling. */
const costOfThinking = 2;
/** What takes longer has waited for somebody. */
const longestThought = 25;

/** Makes the pace of one process; `now` is in monotone milliseconds. */
export function createTurnPace(isCrowded: () => boolean, now: () => number = () => performance.now()): TurnPace {
  let share = 1;
  let credit = 0;
  let isOpen = true;
  let cost = firstCost;
  let lookedAt = now();

  const look = (): void => {
    const at = now();
    const passed = at - lookedAt;
    lookedAt = at;
    share = isCrowded()
      ? Math.max(leastShare, share * 0.5 ** (passed / halvedIn))
      : Math.min(1, share + ((1 - leastShare) * passed) / backIn);
    const most = begunTogether * cost;
    credit = Math.min(most, credit + passed * share);
    // Closed until the next ones can go together.
    isOpen = credit >= most || (isOpen && credit >= cost);
  };

  return {
    mayBegin: () => {
      look();
      return share === 1 || isOpen;
    },
    begun: () => {
      credit = Math.max(0, credit - cost);
    },
    thought: (milliseconds) => {
      if (milliseconds <= longestThought) cost += (Math.max(1, milliseconds) * costOfThinking - cost) * 0.05;
    },
    untilNext: () => Math.max(1, Math.ceil((begunTogether * cost - credit) / share)),
    share: () => {
      look();
      return share;
    },
  };
}

/** Lets one turn after another begin, with a look at the sockets in between: a turn thinks for milliseconds in one piece. */
export function createBreath(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => void setImmediate(resolve)));
    return last;
  };
}

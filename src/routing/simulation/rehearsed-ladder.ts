import { calmLadder, type Ladder, stepLadder } from '../load/ladder.ts';
import type { LoadLevel } from '../load/load-levels.ts';

/** The production ladder in virtual time, measured by the longest wait for a person. */
export type RehearsedLadder = {
  /** Notes how long the first in the queue has waited; both in milliseconds of virtual time. */
  look(now: number, waited: number): void;
  /** Whether the AI answers first whatever the shop has set. */
  isCrowded(): boolean;
  /** Part of the time until `now` at each level. */
  shares(now: number): Readonly<Record<LoadLevel, number>>;
};

/** As often as for real. */
const everyMilliseconds = 1_000;

/** Makes a calm ladder at time 0. */
export function createRehearsedLadder(): RehearsedLadder {
  const spent: Record<LoadLevel, number> = { normal: 0, busy: 0, surge: 0, overload: 0 };
  let ladder: Ladder = calmLadder;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let since = 0;
  const settle = (now: number): void => {
    spent[ladder.level] += now - since;
    since = now;
  };
  return {
    look: (now, waited) => {
      if (now - lookedAt < everyMilliseconds) return;
      lookedAt = now;
      const stepped = stepLadder(ladder, { 'queue-wait': waited / 1_000 }, now);
      if (stepped.change) settle(now);
      ladder = stepped.ladder;
    },
    isCrowded: () => ladder.level === 'surge' || ladder.level === 'overload',
    shares: (now) => {
      settle(Math.max(now, since));
      const total = Math.max(1, since);
      return {
        normal: spent.normal / total,
        busy: spent.busy / total,
        surge: spent.surge / total,
        overload: spent.overload / total,
      };
    },
  };
}

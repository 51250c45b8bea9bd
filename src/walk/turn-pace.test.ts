import { describe, expect, it } from 'vitest';
import { createTurnPace } from './turn-pace.ts';

/** A pace with a clock of its own; `begin` begins what may be begun, as often as the clock is looked at. */
function aPace() {
  const state = { at: 0, isCrowded: false };
  const pace = createTurnPace(
    () => state.isCrowded,
    () => state.at,
  );
  const begin = (most = 1_000): number => {
    let count = 0;
    for (; count < most && pace.mayBegin(); count += 1) pace.begun();
    return count;
  };
  /** Turns that were begun in each millisecond. */
  const play = (milliseconds: number): number[] =>
    Array.from({ length: milliseconds }, () => {
      state.at += 1;
      return begin();
    });
  return { state, pace, begin, play };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + one, 0);

describe('the pace of turns', () => {
  it('is none while nobody waits to be stored', () => {
    const { begin } = aPace();
    expect(begin(5_000)).toBe(5_000);
  });

  it('is a quarter of the thread in a crowd, in groups that are read and written together', () => {
    const { state, pace, play } = aPace();
    state.isCrowded = true;
    play(2_000);
    expect(pace.share()).toBe(0.25);
    const begun = play(10_000);
    // 4 ms a turn: 10 s of a quarter are 625 turns.
    expect(Math.abs(sum(begun) - 625)).toBeLessThanOrEqual(8);
    expect(new Set(begun.filter((count) => count > 0))).toEqual(new Set([8]));
  });

  it('is slower where thinking takes longer, and does not count waiting for somebody as thinking', () => {
    const { state, pace, play } = aPace();
    state.isCrowded = true;
    for (let turn = 0; turn < 200; turn += 1) pace.thought(4);
    for (let turn = 0; turn < 200; turn += 1) pace.thought(900);
    play(2_000);
    expect(Math.abs(sum(play(10_000)) - 312)).toBeLessThanOrEqual(8);
  });

  it('goes back to none gradually once storing is quick again, and falls again at once when it is not', () => {
    const { state, pace, play } = aPace();
    state.isCrowded = true;
    play(2_000);
    state.isCrowded = false;
    const shares = [500, 1_000, 1_000].map((milliseconds) => {
      state.at += milliseconds;
      return Math.round(pace.share() * 100);
    });
    expect(shares).toEqual([40, 70, 100]);
    state.isCrowded = true;
    state.at += 250;
    expect(pace.share()).toBe(0.5);
  });

  it('tells when the next turns may be begun', () => {
    const { state, pace, begin } = aPace();
    state.isCrowded = true;
    state.at = 5_000;
    begin();
    const until = pace.untilNext();
    state.at += until - 1;
    expect(pace.mayBegin()).toBe(false);
    state.at += 1;
    expect(pace.mayBegin()).toBe(true);
  });
});

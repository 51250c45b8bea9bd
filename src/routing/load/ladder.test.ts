import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmLadder, calmMilliseconds, type Ladder, type LoadReading, stepLadder } from './ladder.ts';
import { heightOf, type LoadLevel, loadLevels } from './load-levels.ts';

/** Plays readings one second apart; returns the level after each. */
function play(readings: readonly LoadReading[]) {
  let ladder: Ladder = calmLadder;
  return readings.map((reading, second) => {
    const stepped = stepLadder(ladder, reading, second * 1_000);
    ladder = stepped.ladder;
    return { level: ladder.level, change: stepped.change };
  });
}

const levelAfter = (readings: readonly LoadReading[]): LoadLevel | undefined => play(readings).at(-1)?.level;
const seconds = (count: number, reading: LoadReading): LoadReading[] => Array.from({ length: count }, () => reading);

describe('what asks for which level', () => {
  const table: readonly [LoadReading, LoadLevel][] = [
    [{}, 'normal'],
    [{ 'turn-age': 1_499 }, 'normal'],
    [{ 'turn-age': 1_500 }, 'busy'],
    [{ 'turn-age': 4_000 }, 'surge'],
    [{ 'turn-age': 15_000 }, 'overload'],
    [{ 'event-loop': 200 }, 'busy'],
    [{ 'event-loop': 10_000 }, 'surge'],
    [{ database: 100 }, 'busy'],
    [{ database: 30_000 }, 'surge'],
    [{ 'queue-wait': 180 }, 'busy'],
    [{ 'queue-wait': 900 }, 'surge'],
    [{ 'model-latency': 60_000 }, 'busy'],
    [{ 'model-down': 0 }, 'normal'],
    [{ 'model-down': 1 }, 'surge'],
    [{ refused: 0.02 }, 'overload'],
    [{ 'queue-wait': 200, 'model-down': 1, database: 3 }, 'surge'],
  ];
  it.each(table)('%j: %s', (reading, level) => {
    expect(levelAfter(seconds(2, reading))).toBe(level);
  });

  it('names the signal at fault with its value and limit', () => {
    const played = play(seconds(2, { 'turn-age': 5_000, database: 20 }));
    expect(played[1]?.change).toEqual({
      from: 'normal',
      to: 'surge',
      reason: { signal: 'turn-age', value: 5_000, limit: 4_000 },
    });
  });
});

describe('the way up and down', () => {
  it('a single reading changes nothing', () => {
    expect(play([{ 'turn-age': 60_000 }, {}, { 'turn-age': 60_000 }, {}]).every((one) => one.level === 'normal')).toBe(
      true,
    );
  });

  it('jumps up to what both readings ask for', () => {
    expect(levelAfter([{ 'turn-age': 60_000 }, { 'turn-age': 4_500 }])).toBe('surge');
  });

  it('goes down one step after each calm time', () => {
    const levels = play([...seconds(2, { 'turn-age': 60_000 }), ...seconds(60, {})]).map((one) => one.level);
    expect([...new Set(levels)]).toEqual(['normal', 'overload', 'surge', 'busy']);
    expect(levels.at(2 + 15 + 1)).toBe('surge');
    expect(levels.at(-1)).toBe('normal');
  });

  it('a climb in three steps is one rise: down again as quickly as after a jump', () => {
    const climb = [1_600, 1_600, 4_500, 4_500, 16_000, 16_000].map((age) => ({ 'turn-age': age }));
    const levels = play([...climb, ...seconds(3 * 15 + 1, {})]).map((one) => one.level);
    expect([...new Set(levels)]).toEqual(['normal', 'busy', 'surge', 'overload']);
    expect(levels.at(-1)).toBe('normal');
  });

  it('stays while a signal is near its limit', () => {
    const levels = play([...seconds(2, { database: 450 }), ...seconds(600, { database: 260 })]);
    expect(levels.at(-1)?.level).toBe('surge');
  });

  it('after some rises in a row the way down takes longer', () => {
    const wave = [...seconds(2, { 'event-loop': 500 }), ...seconds(16, {})];
    const falls = play([...wave, ...wave, ...wave, ...wave]).filter((one) => one.change?.reason.signal === 'calm');
    expect(falls).toHaveLength(1);
  });
});

describe('for any load', () => {
  const reading = fc.record(
    {
      'turn-age': fc.integer({ min: 0, max: 30_000 }),
      'event-loop': fc.integer({ min: 0, max: 1_000 }),
      database: fc.integer({ min: 0, max: 1_000 }),
      'model-down': fc.integer({ min: 0, max: 1 }),
      refused: fc.double({ min: 0, max: 1, noNaN: true }),
    },
    { requiredKeys: [] },
  );

  it('it falls one step at a time and never sooner than the calm time after any change', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 400 }), (readings) => {
        let changedAt = Number.NEGATIVE_INFINITY;
        for (const [second, { change }] of play(readings).entries()) {
          if (!change) continue;
          const by = heightOf(change.to) - heightOf(change.from);
          if (by < 0) expect([by, second * 1_000 - changedAt >= calmMilliseconds]).toEqual([-1, true]);
          changedAt = second * 1_000;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('it never flaps: however the load swings, at most twelve changes in five minutes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(reading, fc.integer({ min: 1, max: 40 })), { minLength: 10, maxLength: 40 }),
        (waves) => {
          const changes = play(waves.flatMap(([one, length]) => seconds(length, one))).flatMap((one, second) =>
            one.change ? [second] : [],
          );
          for (const [index, second] of changes.entries())
            expect(second - (changes[index - 12] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(300);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('it always finds back to normal when all is calm', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 60 }), (readings) => {
        expect(levelAfter([...readings, ...seconds(3 * 121, {})])).toBe('normal');
      }),
    );
  });

  it('it is never below what two readings in a row ask for', () => {
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 100 }), fc.constantFrom(...loadLevels), (readings, wanted) => {
        const force: Record<LoadLevel, LoadReading> = {
          normal: {},
          busy: { 'model-latency': 6_000 },
          surge: { 'model-down': 1 },
          overload: { refused: 0.5 },
        };
        const level = levelAfter([...readings, ...seconds(2, force[wanted])]) ?? 'normal';
        expect(heightOf(level)).toBeGreaterThanOrEqual(heightOf(wanted));
      }),
    );
  });
});

import { heightOf, type LoadLevel, loadLevels } from './load-levels.ts';

/**
 * What is measured, each the worse the greater: how long a new turn would wait (ms), delay of the event loop (ms, nine in ten are
 * shorter), a question to the database and back (ms), the longest wait for a person who is there (s), the time of a model's answers (ms,
 * nine in ten are faster), whether the model is down (1), part of the messages that were turned away.
 */
export const loadSignals = [
  'turn-age',
  'event-loop',
  'database',
  'queue-wait',
  'model-latency',
  'model-down',
  'refused',
] as const;
export type LoadSignal = (typeof loadSignals)[number];

/** What was measured at one moment; a signal that is missing says nothing. */
export type LoadReading = Readonly<Partial<Record<LoadSignal, number>>>;

/** From which value a signal asks for a level. Data, so that it can be read beside the ladder in the handbook. */
export const loadLimits: Readonly<Record<LoadSignal, Readonly<Partial<Record<Exclude<LoadLevel, 'normal'>, number>>>>> =
  {
    'turn-age': { busy: 1_500, surge: 4_000, overload: 15_000 },
    'event-loop': { busy: 150, surge: 400 },
    database: { busy: 100, surge: 400 },
    'queue-wait': { busy: 180, surge: 900 },
    'model-latency': { busy: 5_000 },
    'model-down': { surge: 1 },
    refused: { surge: 0.001, overload: 0.02 },
  };

/** Why a level holds or was left: the signal at fault with its value and limit, or that all has been calm for long enough. */
export type LoadReason = { signal: LoadSignal; value: number; limit: number } | { signal: 'calm' };

/** The ladder of one shop in one process; times are monotone milliseconds. */
export type Ladder = {
  level: LoadLevel;
  /** What the reading before asked for, if more than the level. */
  rising?: LoadLevel;
  /** Since when the readings would allow a lower level. */
  calmSince?: number;
  /** When the level rose lately; each makes the next way down slower. The first climb counts once, however many steps it has. */
  rises: readonly number[];
  /** Since the first climb the level has fallen. */
  hasFallen?: boolean;
};

export type LoadChange = { from: LoadLevel; to: LoadLevel; reason: LoadReason };

export const calmLadder: Ladder = { level: 'normal', rises: [] };

/** A level is left only when every signal is this far below what asked for it. */
export const easing = 0.6;
/** So long all must have been calm before one step down; doubled by each rise of the last minutes, at most three times. */
export const calmMilliseconds = 15_000;
const risesRemembered = 300_000;
const doublingsAtMost = 3;

/**
 * One reading further. Up: at once to whatever two readings in a row ask for. Down: one step after a calm time in which every signal was
 * well below its limit; who has risen lately waits longer, so that a load on the edge does not make the level flap.
 */
export function stepLadder(ladder: Ladder, reading: LoadReading, now: number): { ladder: Ladder; change?: LoadChange } {
  const rises = ladder.rises.filter((at) => now - at < risesRemembered);
  const hasFallen = ladder.hasFallen === true && rises.length > 0;
  const asked = askedBy(reading, 1);
  if (heightOf(asked.level) > heightOf(ladder.level)) {
    if (ladder.rising === undefined) return { ladder: { level: ladder.level, rising: asked.level, rises, hasFallen } };
    const to = heightOf(asked.level) < heightOf(ladder.rising) ? asked.level : ladder.rising;
    return {
      ladder: {
        level: to,
        ...(asked.level === to ? {} : { rising: asked.level }),
        rises: hasFallen || rises.length === 0 ? [...rises, now] : rises,
        hasFallen,
      },
      change: { from: ladder.level, to, reason: reasonFor(reading, to) },
    };
  }
  if (ladder.level === 'normal') return { ladder: { level: 'normal', rises, hasFallen } };
  if (heightOf(askedBy(reading, easing).level) >= heightOf(ladder.level))
    return { ladder: { level: ladder.level, rises, hasFallen } };
  const calmSince = ladder.calmSince ?? now;
  if (now - calmSince < calmTime(rises)) return { ladder: { level: ladder.level, calmSince, rises, hasFallen } };
  const to = loadLevels[heightOf(ladder.level) - 1] ?? 'normal';
  return {
    ladder: { level: to, calmSince: now, rises, hasFallen: true },
    change: { from: ladder.level, to, reason: { signal: 'calm' } },
  };
}

/** The highest level that a reading asks for, with the signal that does. */
export function askedBy(reading: LoadReading, easedTo: number): { level: LoadLevel; reason?: LoadReason } {
  let found: { level: LoadLevel; reason?: LoadReason } = { level: 'normal' };
  for (const signal of loadSignals) {
    const value = reading[signal];
    if (value === undefined) continue;
    for (const level of ['busy', 'surge', 'overload'] as const) {
      const limit = loadLimits[signal][level];
      if (limit === undefined || value < limit * easedTo || heightOf(level) <= heightOf(found.level)) continue;
      found = { level, reason: { signal, value, limit } };
    }
  }
  return found;
}

/** The signal that asks for at least this level; of several the one that is furthest over its limit. */
function reasonFor(reading: LoadReading, level: LoadLevel): LoadReason {
  let worst: { reason: LoadReason; over: number } | undefined;
  for (const signal of loadSignals) {
    const value = reading[signal];
    if (value === undefined) continue;
    for (const asked of loadLevels.slice(heightOf(level))) {
      const limit = asked === 'normal' ? undefined : loadLimits[signal][asked];
      if (limit === undefined || value < limit) continue;
      const over = value / limit;
      if (!worst || over > worst.over) worst = { reason: { signal, value, limit }, over };
    }
  }
  return worst?.reason ?? { signal: 'calm' };
}

function calmTime(rises: readonly number[]): number {
  return calmMilliseconds * 2 ** Math.min(doublingsAtMost, Math.max(0, rises.length - 1));
}

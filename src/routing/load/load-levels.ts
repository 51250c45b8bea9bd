/** Steps of the load ladder: what is still done by a model, and who is let in. */
export const loadLevels = ['normal', 'busy', 'surge', 'overload'] as const;
export type LoadLevel = (typeof loadLevels)[number];

/** Height of a level: 0 normal … 3 overload. */
export function heightOf(level: LoadLevel): number {
  return loadLevels.indexOf(level);
}

/** The highest of some levels; normal of none. */
export function highestOf(levels: Iterable<LoadLevel>): LoadLevel {
  let highest: LoadLevel = 'normal';
  for (const level of levels) if (heightOf(level) > heightOf(highest)) highest = level;
  return highest;
}

/** Reads a level that came from elsewhere; undefined where it is none. */
export function readLevel(text: unknown): LoadLevel | undefined {
  return loadLevels.find((level) => level === text);
}

const firstPause = 500;
const longestPause = 15_000;

/** Milliseconds before the n-th try (from 1): doubled each time, at most 15 s, spread by half with `random` (0 to 1). */
export function backOff(attempt: number, random: number): number {
  const longest = Math.min(longestPause, firstPause * 2 ** (attempt - 1));
  return Math.round(longest * (0.5 + 0.5 * random));
}

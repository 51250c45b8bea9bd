/** Length of the longest common subsequence of two rows of units. */
export function longestCommon(a: readonly string[], b: readonly string[]): number {
  let previous = new Uint16Array(b.length + 1);
  for (let row = 0; row < a.length; row++) {
    const next = new Uint16Array(b.length + 1);
    for (let place = 0; place < b.length; place++)
      next[place + 1] =
        a[row] === b[place] ? (previous[place] ?? 0) + 1 : Math.max(previous[place + 1] ?? 0, next[place] ?? 0);
    previous = next;
  }
  return previous[b.length] ?? 0;
}

/** Least number of units to insert, remove or exchange that turn one row into the other (Levenshtein). */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let previous = Uint16Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let row = 0; row < a.length; row++) {
    const next = new Uint16Array(b.length + 1);
    next[0] = row + 1;
    for (let place = 0; place < b.length; place++)
      next[place + 1] = Math.min(
        (previous[place] ?? 0) + (a[row] === b[place] ? 0 : 1),
        (previous[place + 1] ?? 0) + 1,
        (next[place] ?? 0) + 1,
      );
    previous = next;
  }
  return previous[b.length] ?? 0;
}

/** A word that very many products share tells little about which one is meant. */
const mostLooked = 20_000;

/** Of the numbers in any of some lists those that stand in the most of them, at most so many; `size` is above every number. */
export function nearestOf(lists: readonly Uint32Array[], size: number, most: number): readonly number[] {
  const looked = lists.filter((list) => list.length <= mostLooked);
  const shared = new Uint8Array(size);
  for (const list of looked) for (const number of list) shared[number] = Math.min(255, (shared[number] ?? 0) + 1);
  const byCount: number[][] = Array.from({ length: looked.length + 1 }, () => []);
  for (const list of looked)
    for (const number of list) {
      const bucket = byCount[shared[number] ?? 0];
      // A number that was put in once is not met again.
      if ((shared[number] ?? 0) > 0 && bucket !== undefined && bucket.length < most) bucket.push(number);
      shared[number] = 0;
    }
  return byCount.reverse().flat().slice(0, most);
}

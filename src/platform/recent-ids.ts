/** Remembers about the last `size` numbers that were added, at least half of them. */
export function createRecentIds(size: number): {
  /** False when the number is remembered. */ add(id: number): boolean;
} {
  let recent = new Set<number>();
  let older = new Set<number>();
  return {
    add: (id) => {
      if (recent.has(id) || older.has(id)) return false;
      recent.add(id);
      if (recent.size >= size / 2) {
        older = recent;
        recent = new Set();
      }
      return true;
    },
  };
}

/** Remembers about the last `size` numbers that were added, at least half of them. */
export function createRecentIds(size: number): {
  /** False when the number is remembered. */
  add(id: number): boolean;
  has(id: number): boolean;
} {
  let recent = new Set<number>();
  let older = new Set<number>();
  const has = (id: number) => recent.has(id) || older.has(id);
  return {
    has,
    add: (id) => {
      if (has(id)) return false;
      recent.add(id);
      if (recent.size >= size / 2) {
        older = recent;
        recent = new Set();
      }
      return true;
    },
  };
}

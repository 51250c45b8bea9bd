/** Which numbers stand behind each key; lists of 32-bit numbers that grow, so that millions of entries stay small. */
export type Postings = {
  add(key: string, entry: number): void;
  get(key: string): Uint32Array;
  has(key: string): boolean;
  /** Bytes of the lists, without their keys. */
  bytes(): number;
  keys(): number;
};

/** Makes empty lists. The same entry twice in a row for one key is kept once. */
export function createPostings(): Postings {
  const lists = new Map<string, { entries: Uint32Array; length: number }>();
  return {
    add: (key, entry) => {
      const list = lists.get(key);
      if (list === undefined) {
        const entries = new Uint32Array(2);
        entries[0] = entry;
        lists.set(key, { entries, length: 1 });
        return;
      }
      if (list.entries[list.length - 1] === entry) return;
      if (list.length === list.entries.length) {
        const grown = new Uint32Array(list.length * 2);
        grown.set(list.entries);
        list.entries = grown;
      }
      list.entries[list.length] = entry;
      list.length += 1;
    },
    get: (key) => {
      const list = lists.get(key);
      return list === undefined ? none : list.entries.subarray(0, list.length);
    },
    has: (key) => lists.has(key),
    bytes: () => [...lists.values()].reduce((sum, list) => sum + list.entries.byteLength, 0),
    keys: () => lists.size,
  };
}

const none = new Uint32Array(0);

/** Which numbers stand behind each key; lists of 32-bit numbers that grow, so that millions of entries stay small. */
export type Postings = {
  add(key: string, entry: number): void;
  get(key: string): Uint32Array;
  has(key: string): boolean;
  /** Bytes of the lists, without their keys. */
  bytes(): number;
};

/** Makes empty lists. Entries of a key come in rising order; the same one twice in a row is kept once. */
export function createPostings(): Postings {
  // Most keys stand in one place only (numbers of models): those need no list.
  const lists = new Map<string, number | GrowingList>();
  return {
    add: (key, entry) => {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, entry);
      else if (typeof list !== 'number') append(list, entry);
      else if (list !== entry) lists.set(key, { entries: Uint32Array.of(list, entry), length: 2 });
    },
    get: (key) => {
      const list = lists.get(key);
      if (list === undefined) return none;
      return typeof list === 'number' ? Uint32Array.of(list) : list.entries.subarray(0, list.length);
    },
    has: (key) => lists.has(key),
    bytes: () =>
      [...lists.values()].reduce<number>(
        (sum, list) => sum + (typeof list === 'number' ? 8 : list.entries.byteLength),
        0,
      ),
  };
}

type GrowingList = { entries: Uint32Array; length: number };

function append(list: GrowingList, entry: number): void {
  if (list.entries[list.length - 1] === entry) return;
  if (list.length === list.entries.length) {
    const grown = new Uint32Array(Math.ceil(list.length * 1.5));
    grown.set(list.entries);
    list.entries = grown;
  }
  list.entries[list.length] = entry;
  list.length += 1;
}

const none = new Uint32Array(0);

/** Numbers of both rising lists. */
export function commonOf(one: Uint32Array, other: Uint32Array): Uint32Array {
  const common = new Uint32Array(Math.min(one.length, other.length));
  let count = 0;
  for (let first = 0, second = 0; first < one.length && second < other.length; ) {
    const [here = 0, there = 0] = [one[first], other[second]];
    if (here === there) common[count++] = here;
    if (here <= there) first += 1;
    if (there <= here) second += 1;
  }
  return common.subarray(0, count);
}

/** Numbers of either rising list, each once. */
export function eitherOf(one: Uint32Array, other: Uint32Array): Uint32Array {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const either = new Uint32Array(one.length + other.length);
  let count = 0;
  for (let first = 0, second = 0; first < one.length || second < other.length; ) {
    const here = one[first] ?? beyond;
    const there = other[second] ?? beyond;
    either[count++] = Math.min(here, there);
    if (here <= there) first += 1;
    if (there <= here) second += 1;
  }
  return either.subarray(0, count);
}

const beyond = 2 ** 32;

import { bytesOf, openSections, type Sections } from '../../platform/index.ts';
import { inSlices } from './in-slices.ts';
import { createNumberColumn, createStringPacker, openStrings } from './packed-strings.ts';

/** Which numbers stand behind each key; lists of 32-bit numbers, so that millions of entries stay small. */
export type Postings = {
  get(key: string): Uint32Array;
  has(key: string): boolean;
  /** Bytes of the lists; keys count where they lie in the same arrays. */
  bytes(): number;
};

/** Postings that are still being filled. */
export type GrowingPostings = Postings & {
  add(key: string, entry: number): void;
  /** In the order in which keys came. */
  entries(): Iterable<readonly [key: string, entries: ArrayLike<number>]>;
};

/** Makes empty lists. Entries of a key come in rising order; the same one twice in a row is kept once. */
export function createPostings(): GrowingPostings {
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
      return typeof list === 'number' ? Uint32Array.of(list) : entriesOf(list);
    },
    has: (key) => lists.has(key),
    entries: function* () {
      for (const [key, list] of lists) yield [key, typeof list === 'number' ? [list] : entriesOf(list)];
    },
    bytes: () =>
      [...lists.values()].reduce<number>(
        (sum, list) => sum + (typeof list === 'number' ? 8 : list.entries.byteLength),
        0,
      ),
  };
}

/** Lists as sections of a file, made in small slices of time. */
export async function packPostings(
  postings: GrowingPostings,
  name: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys = createStringPacker({ isSearched: true });
  const ends = createNumberColumn();
  const column = createNumberColumn();
  ends.push(0);
  await inSlices(
    postings.entries(),
    ([key, entries]) => {
      keys.add(key);
      for (let at = 0; at < entries.length; at += 1) column.push(entries[at] ?? 0);
      ends.push(column.length());
    },
    { signal },
  );
  return new Map([
    ...keys.pack(`${name}.keys`),
    [`${name}.ends`, bytesOf(ends.numbers())],
    [`${name}.entries`, bytesOf(column.numbers())],
  ]);
}

/** Opens lists that were packed under this name, as they lie in the file. */
export function openPostings(sections: Sections, name: string): Postings {
  const open = openSections(sections);
  const keys = openStrings(sections, `${name}.keys`);
  const ends = open.numbers(`${name}.ends`);
  const entries = open.numbers(`${name}.entries`);
  return {
    get: (key) => {
      const number = keys.find(key);
      return number < 0 ? none : entries.subarray(ends[number], ends[number + 1]);
    },
    has: (key) => keys.find(key) >= 0,
    bytes: () => keys.bytes + ends.byteLength + entries.byteLength,
  };
}

type GrowingList = { entries: Uint32Array; length: number };

function entriesOf(list: GrowingList): Uint32Array {
  return list.entries.subarray(0, list.length);
}

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

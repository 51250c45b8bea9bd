import { bytesOf, openSections, type Sections } from '../../platform/index.ts';

/** Strings by their number, and numbers by their string; in typed arrays that need no building when they come from a file. */
export type StringTable = {
  size: number;
  /** Number of a string; -1 where it is not in the table. */
  find(text: string): number;
  at(number: number): string;
  bytes: number;
};

/** Collects strings for a table; they are only found by themselves where each is another one. */
export function createStringPacker({ isSearched }: { isSearched: boolean }): {
  add(text: string): void;
  pack(name: string): Map<string, Uint8Array>;
} {
  let units = new Uint16Array(1_024);
  let used = 0;
  const starts = createNumberColumn();
  const hashes = createNumberColumn();
  starts.push(0);
  return {
    add: (text) => {
      if (used + text.length > units.length) {
        const grown = new Uint16Array(Math.max(used + text.length, units.length * 2));
        grown.set(units);
        units = grown;
      }
      for (let at = 0; at < text.length; at += 1) units[used++] = text.charCodeAt(at);
      starts.push(used);
      if (isSearched) hashes.push(hashOf(text));
    },
    pack: (name) =>
      new Map([
        [`${name}.units`, bytesOf(units.slice(0, used))],
        [`${name}.starts`, bytesOf(starts.numbers())],
        [`${name}.slots`, bytesOf(slotsOf(hashes.numbers()))],
      ]),
  };
}

/** Opens a table that was packed under this name. */
export function openStrings(sections: Sections, name: string): StringTable {
  const open = openSections(sections);
  const units = open.units(`${name}.units`);
  const starts = open.numbers(`${name}.starts`);
  const slots = open.numbers(`${name}.slots`);
  const text = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
  const mask = slots.length - 1;

  function isAt(number: number, wanted: string): boolean {
    const start = starts[number] ?? 0;
    if ((starts[number + 1] ?? 0) - start !== wanted.length) return false;
    for (let at = 0; at < wanted.length; at += 1) if (units[start + at] !== wanted.charCodeAt(at)) return false;
    return true;
  }

  return {
    size: starts.length - 1,
    find: (wanted) => {
      for (let slot = hashOf(wanted) & mask; ; slot = (slot + 1) & mask) {
        const number = (slots[slot] ?? 0) - 1;
        if (number < 0 || isAt(number, wanted)) return number;
      }
    },
    at: (number) => text.toString('utf16le', (starts[number] ?? 0) * 2, (starts[number + 1] ?? 0) * 2),
    bytes: units.byteLength + starts.byteLength + slots.byteLength,
  };
}

/** 32-bit numbers of which nobody knows yet how many there will be. */
export function createNumberColumn(): {
  push(number: number): void;
  length(): number;
  /** Exactly those that were pushed. */
  numbers(): Uint32Array;
} {
  let column = new Uint32Array(1_024);
  let length = 0;
  return {
    push: (number) => {
      if (length === column.length) {
        const grown = new Uint32Array(column.length * 2);
        grown.set(column);
        column = grown;
      }
      column[length++] = number;
    },
    length: () => length,
    numbers: () => column.slice(0, length),
  };
}

/** An open hash table, at most half full: number + 1 in the first free place behind its hash, 0 where nothing is. */
function slotsOf(hashes: Uint32Array): Uint32Array {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(2, hashes.length * 2))));
  const mask = slots.length - 1;
  hashes.forEach((hash, number) => {
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = number + 1;
  });
  return slots;
}

/** FNV-1a over UTF-16 units, its upper half mixed into the lower one. */
function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return (hash ^ (hash >>> 15)) >>> 0;
}

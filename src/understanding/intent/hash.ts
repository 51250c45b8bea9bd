/** 32-bit FNV-1a over the UTF-16 units `start` to `end`, mixed at the end so that every bit counts. */
export function hashUnits(text: string, start: number, end: number, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** One hash out of two, order kept: (a, b) differs from (b, a). */
export function hashPair(first: number, second: number, seed: number): number {
  return mix(Math.imul(first ^ seed, 0x85ebca6b) ^ Math.imul(second + 0x9e3779b9, 0xc2b2ae35));
}

/** Finaliser of MurmurHash3 (public domain, Austin Appleby). */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

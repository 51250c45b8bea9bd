import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Bytes that one id is made of. */
const bytesOfId = 16;
/** Random bytes are fetched for so many ids at once: a call for each costs more than all the rest of it. */
const idsAtOnce = 256;

const pool = new Uint8Array(bytesOfId * idsAtOnce);
let used = pool.length;
let milliseconds = Number.NEGATIVE_INFINITY;
let sequence = 0;

/** A new UUIDv7; the ids of one process sort in the order in which they were made. */
export function makeUuid(): string {
  const random = nextRandom();
  const now = Date.now();
  if (now > milliseconds) {
    milliseconds = now;
    sequence = firstSequence(random);
  } else {
    sequence = (sequence + 1) | 0;
    // All numbers of this millisecond are used: borrow from the next one.
    if (sequence === 0) milliseconds += 1;
  }
  return v7({ random, msecs: milliseconds, seq: sequence });
}

function nextRandom(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytesOfId;
  return pool.subarray(used - bytesOfId, used);
}

/** A start in the lower half, so that many fit into the rest of the millisecond. */
function firstSequence(random: Uint8Array): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = random.subarray(6, 10);
  return ((first & 0x7f) << 24) | (second << 16) | (third << 8) | fourth;
}

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomUUID } from 'node:crypto';

/**
 * Seals lots of notes with a key made of the installation's master key (AES-256-GCM), so that nobody who can reach the broker reads
 * them or puts words into a customer's window. Each process has a key of its own, its lots are numbered.
 */
export type NoteSeal = {
  /** Name under which the processes of this installation meet at a broker; tells nothing about the key. */
  room: string;
  seal(notes: readonly string[]): Buffer;
  /** The notes of another process; undefined for own, foreign or damaged ones. */
  open(lot: Uint8Array): readonly string[] | undefined;
};

/** Makes the seal of one process. */
export function createNoteSeal(secretKey: string): NoteSeal {
  const self = randomUUID();
  const own = keyOf(secretKey, self);
  const others = new Map<string, Buffer>();
  let number = 0n;
  return {
    room: createHash('sha256').update(keyOf(secretKey, 'room')).digest('hex').slice(0, 24),
    seal: (notes) => {
      number += 1n;
      const nonce = Buffer.alloc(nonceBytes);
      nonce.writeBigUInt64BE(number, nonceBytes - 8);
      const cipher = createCipheriv('aes-256-gcm', own, nonce);
      const sealed = Buffer.concat([cipher.update(notes.join('\n'), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from(self), nonce, cipher.getAuthTag(), sealed]);
    },
    open: (lot) => {
      const bytes = Buffer.from(lot);
      const from = bytes.toString('latin1', 0, nameBytes);
      if (from === self || bytes.length < nameBytes + nonceBytes + tagBytes) return undefined;
      const key = others.get(from) ?? keyOf(secretKey, from);
      const notes = unseal(key, bytes.subarray(nameBytes));
      if (notes === undefined) return undefined;
      if (others.size >= processesKept) others.clear();
      others.set(from, key);
      return notes.split('\n');
    },
  };
}

const nameBytes = 36;
const nonceBytes = 12;
const tagBytes = 16;
const processesKept = 1_000;

function unseal(key: Buffer, bytes: Buffer): string | undefined {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
    cipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([cipher.update(bytes.subarray(nonceBytes + tagBytes)), cipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(secretKey: string, name: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, name, 'peakdesk/peer-notes', 32));
}

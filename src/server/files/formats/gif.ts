import type { CleanImage } from '../image.ts';

/** A GIF without comments and without anything after its end; undefined when it is none or broken (GIF89a specification, 1990). */
export function readGif(bytes: Buffer): CleanImage | undefined {
  const version = bytes.toString('latin1', 0, 6);
  if (bytes.length < 14 || (version !== 'GIF87a' && version !== 'GIF89a')) return undefined;
  const flags = bytes[10] ?? 0;
  const start = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const parts: Buffer[] = [bytes.subarray(0, start)];
  let hasPicture = false;
  for (let at = start; at < bytes.length; ) {
    const kind = bytes[at];
    if (kind === 0x3b) {
      parts.push(bytes.subarray(at, at + 1));
      const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
      return hasPicture ? { contentType: 'image/gif', width, height, bytes: Buffer.concat(parts) } : undefined;
    }
    const end = kind === 0x21 ? blocksEnd(bytes, at + 2) : kind === 0x2c ? pictureEnd(bytes, at) : undefined;
    if (end === undefined) return undefined;
    if (isKept(bytes, at)) parts.push(bytes.subarray(at, end));
    hasPicture ||= kind === 0x2c;
    at = end;
  }
  return undefined;
}

/** Comments, plain text and foreign application data go; timing and the loop counter stay. */
function isKept(bytes: Buffer, at: number): boolean {
  if (bytes[at] === 0x2c) return true;
  const label = bytes[at + 1];
  return label === 0xf9 || (label === 0xff && bytes.toString('latin1', at + 3, at + 14) === 'NETSCAPE2.0');
}

function pictureEnd(bytes: Buffer, at: number): number | undefined {
  const flags = bytes[at + 9] ?? 0;
  const table = flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
  return blocksEnd(bytes, at + 10 + table + 1);
}

function blocksEnd(bytes: Buffer, from: number): number | undefined {
  for (let at = from; at < bytes.length; ) {
    const size = bytes[at] ?? 0;
    at += 1 + size;
    if (size === 0) return at <= bytes.length ? at : undefined;
  }
  return undefined;
}

import type { CleanImage } from '../image.ts';

/** A WebP without EXIF and XMP and without anything after its end; undefined when it is none or broken (RFC 9649). */
export function readWebp(bytes: Buffer): CleanImage | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  const riffEnd = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  const parts: Buffer[] = [];
  let size: { width: number; height: number } | undefined;
  for (let at = 12; at + 8 <= riffEnd; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > bytes.length) return undefined;
    const chunk = Buffer.from(bytes.subarray(at, Math.min(end, bytes.length)));
    if (type === 'VP8X') clearHiddenData(chunk);
    if (type !== 'EXIF' && type !== 'XMP ') parts.push(chunk);
    size ??= sizeOf(type, chunk);
    at = end;
  }
  if (!size) return undefined;
  const body = Buffer.concat(parts);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return { contentType: 'image/webp', ...size, bytes: Buffer.concat([head, body]) };
}

/** The flags for EXIF (bit 3) and XMP (bit 2) must not promise what is gone. */
function clearHiddenData(chunk: Buffer): void {
  if (chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~0b1100;
}

function sizeOf(type: string, chunk: Buffer): { width: number; height: number } | undefined {
  if (type === 'VP8X' && chunk.length >= 18)
    return { width: chunk.readUIntLE(12, 3) + 1, height: chunk.readUIntLE(15, 3) + 1 };
  if (type === 'VP8 ' && chunk.length >= 18 && chunk.readUIntBE(11, 3) === 0x9d012a)
    return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
  if (type === 'VP8L' && chunk.length >= 13 && chunk[8] === 0x2f) {
    const bits = chunk.readUInt32LE(9);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return undefined;
}

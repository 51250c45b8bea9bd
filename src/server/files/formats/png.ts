import type { CleanImage } from '../image.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Chunks that are kept (PNG, third edition, W3C 2025): the picture, its colours and its animation. Texts, EXIF and times are not. */
const kept = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'cICP',
  'sBIT',
  'bKGD',
  'pHYs',
  'acTL',
  'fcTL',
  'fdAT',
]);

/** A PNG without its texts and without anything after its end; undefined when it is none or broken. */
export function readPng(bytes: Buffer): CleanImage | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(signature) || bytes.toString('latin1', 12, 16) !== 'IHDR')
    return undefined;
  const parts: Buffer[] = [signature];
  let hasData = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return undefined;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (kept.has(type)) parts.push(bytes.subarray(at, end));
    hasData ||= type === 'IDAT';
    if (type === 'IEND')
      return hasData
        ? {
            contentType: 'image/png',
            width: bytes.readUInt32BE(16),
            height: bytes.readUInt32BE(20),
            bytes: Buffer.concat(parts),
          }
        : undefined;
    at = end;
  }
  return undefined;
}

import type { CleanImage } from '../image.ts';

/** Segments with the size of the picture (SOF0…SOF15 without DHT, JPG and DAC). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * A JPEG without EXIF, XMP, IPTC and comments (they tell place, time and camera) and without anything after its end; undefined when it
 * is none or broken. Which way is up stays: phones write it into EXIF only.
 */
export function readJpeg(bytes: Buffer): CleanImage | undefined {
  if (bytes.length < 20 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  const parts: Buffer[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    const segment = bytes.subarray(at, end);
    if (isFrame(marker) && segment.length >= 9)
      size = { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
    if (marker === 0xe1) orientation = readOrientation(segment) ?? orientation;
    if (isKept(marker, segment)) parts.push(segment);
    if (marker === 0xda) return finish(bytes, at, parts, size, orientation);
    at = end;
  }
  return undefined;
}

/** Picture data up to the end marker; what comes after it is dropped. */
function finish(
  bytes: Buffer,
  scanAt: number,
  parts: readonly Buffer[],
  size: { width: number; height: number } | undefined,
  orientation: number,
): CleanImage | undefined {
  const endAt = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
  if (!size || endAt < scanAt) return undefined;
  const [start, ...segments] = parts;
  if (!start) return undefined;
  const header = segments.slice(0, -1);
  const turned = orientation === 1 ? [] : [orientationSegment(orientation)];
  const cut = firstEnd(bytes, scanAt) ?? endAt;
  const data = bytes.subarray(scanAt, cut + 2);
  const isSideways = orientation >= 5;
  return {
    contentType: 'image/jpeg',
    width: isSideways ? size.height : size.width,
    height: isSideways ? size.width : size.height,
    bytes: Buffer.concat([start, ...turned, ...header, data]),
  };
}

/** Where the picture ends: in picture data FF is followed by 00 or a restart marker, other segments tell their length. */
function firstEnd(bytes: Buffer, scanAt: number): number | undefined {
  let at = scanAt + 2 + bytes.readUInt16BE(scanAt + 2);
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      at += 1;
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at;
    if (marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)) at += marker === 0xff ? 1 : 2;
    else if (at + 4 <= bytes.length) at += 2 + bytes.readUInt16BE(at + 2);
    else return undefined;
  }
  return undefined;
}

/** JFIF, colour profile and Adobe's colour transform are needed to show the picture; all other application data and comments are not. */
function isKept(marker: number, segment: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  return marker === 0xe0 || marker === 0xee || (marker === 0xe2 && segment.toString('latin1', 4, 15) === 'ICC_PROFILE');
}

/** EXIF tag 0x0112 of the first directory (CIPA DC-008). */
function readOrientation(segment: Buffer): number | undefined {
  if (segment.length < 24 || segment.toString('latin1', 4, 8) !== 'Exif') return undefined;
  const tiff = segment.subarray(10);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const read16 = (at: number) => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(read16(directory), 200);
  for (let index = 0; index < entries; index += 1) {
    const at = directory + 2 + index * 12;
    if (read16(at) !== 0x0112) continue;
    const value = read16(at + 8);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** The smallest EXIF segment that says which way is up. */
function orientationSegment(orientation: number): Buffer {
  return Buffer.from([
    ...[0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00],
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01],
    ...[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00],
    ...[0x00, 0x00, 0x00, 0x00],
  ]);
}

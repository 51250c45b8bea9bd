import { readGif } from './formats/gif.ts';
import { readJpeg } from './formats/jpeg.ts';
import { readPng } from './formats/png.ts';
import { readWebp } from './formats/webp.ts';

/** A picture as it may be kept: its real type by content, its size, and bytes without places, names and other hidden data. */
export type CleanImage = { contentType: string; width: number; height: number; bytes: Buffer };

/** Largest side and largest area in pixels; a small file can unfold to gigabytes. */
const longestSide = 16_000;
const largestArea = 50_000_000;

const readers = [readPng, readJpeg, readWebp, readGif];

/** Reads a picture by its content alone; undefined for everything that is not entirely a PNG, JPEG, WebP or GIF of sensible size. */
export function readImage(bytes: Buffer): CleanImage | undefined {
  for (const read of readers) {
    const image = read(bytes);
    if (!image) continue;
    const { width, height } = image;
    const isSensible =
      width > 0 && height > 0 && Math.max(width, height) <= longestSide && width * height <= largestArea;
    return isSensible ? image : undefined;
  }
  return undefined;
}

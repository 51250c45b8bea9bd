import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Reads a file that ships in this room, from the source tree or from a bundle in `dist/`; undefined where it is missing. */
export function readShippedFile(pathInRoom: string): Uint8Array | undefined {
  const places = [`./${pathInRoom}`, `../src/understanding/${pathInRoom}`];
  const path = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) => existsSync(place));
  return path === undefined ? undefined : readFileSync(path);
}

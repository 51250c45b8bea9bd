import { createRequire } from 'node:module';
import { z } from 'zod';

const require = createRequire(import.meta.url);

/** Version of this checkout, from package.json one or two folders up (dist or src). */
export const version = readVersion();

function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return z.object({ version: z.string() }).parse(require(path)).version;
    } catch {
      // The other depth is tried.
    }
  }
  return '0.0.0';
}

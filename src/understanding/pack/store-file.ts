import { renameSync, writeFileSync } from 'node:fs';

/** Written beside and renamed, so that a reader never sees half a file. */
export function storeFile(path: string, bytes: Uint8Array): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, path);
}

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../platform/index.ts';

/** Folder of the checkout (the one with `migrations/`), found from the running file upwards: dist or src. */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 5; up += 1) {
    if (existsSync(join(folder, 'migrations')) && existsSync(join(folder, 'package.json'))) return folder;
    folder = dirname(folder);
  }
  throw new AppError('bug', 'the folder of Peakdesk was not found from its own file');
}

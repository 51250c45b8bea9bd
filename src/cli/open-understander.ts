import { join } from 'node:path';
import { createUnderstander, loadPack, type Pack, type Understander } from '../understanding/index.ts';
import { projectFolder } from './project-folder.ts';

/** The embedded understanding without any shop's catalogue. */
export async function openUnderstander(): Promise<Understander> {
  return createUnderstander({
    pack: await openPack(),
    catalogue: { products: [], options: [], orderNumberPatterns: [] },
    timeZone: 'Asia/Shanghai',
  });
}

/** The trained pack of this checkout. */
export async function openPack(): Promise<Pack> {
  const folder = projectFolder();
  return await loadPack({
    cacheFolder: join(folder, 'dist/models'),
    packFolder: join(folder, 'src/understanding/pack'),
  });
}

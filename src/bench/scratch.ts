import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, buildApp } from '../app.ts';
import { demoShopId, ensureDemoShop } from '../demo-shop/index.ts';
import { openGround } from '../ground.ts';
import { type Config, createLog, type ShopId, startDatabase } from '../platform/index.ts';

/** The whole product with the demo shop in a folder of its own, so that a benchmark neither reads nor spoils anybody's data. */
export type Scratch = {
  app: App;
  shopId: ShopId;
  /** Address of the database as the owner of its tables, for the floor's own tables. */
  ownerUrl: string;
};

/** Makes an installation, works with it and removes it, whatever happens. */
export async function withScratch<T>(
  config: Config,
  folder: string,
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  return await withScratchFolder(async (dataFolder) => {
    const own: Config = { ...config, dataFolder, databaseUrl: undefined, model: { ...config.model, url: undefined } };
    const log = createLog({ level: 'warn', destination: process.stderr });
    const ground = await openGround(own, folder, { log });
    try {
      await ensureDemoShop({
        database: ground.database,
        secrets: ground.secrets,
        folder,
        now: ground.clock.now(),
        log,
      });
      const app = await buildApp(ground);
      const database = await startDatabase(own, log);
      try {
        await app.shops.get(demoShopId);
        return await work({ app, shopId: demoShopId, ownerUrl: database.owner.url });
      } finally {
        await app.stop();
        await database.stop();
      }
    } finally {
      await ground.stop();
    }
  });
}

/** A new folder for the time of `work`. */
export async function withScratchFolder<T>(work: (dataFolder: string) => Promise<T>): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'peakdesk-bench-'));
  try {
    return await work(dataFolder);
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

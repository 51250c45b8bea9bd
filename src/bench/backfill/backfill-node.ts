import { z } from 'zod';
import { connectionState, saveConnection, syncShop } from '../../commerce/index.ts';
import { openGround } from '../../ground.ts';
import { AppError, createLog, readConfig, ShopId } from '../../platform/index.ts';
import { elsewhere } from './elsewhere.ts';

export const backfillNodeInput = z.object({
  dataFolder: z.string(),
  folder: z.string(),
  shopId: z.string(),
  url: z.string(),
});

/** Orders that were read, how long it took, and the most memory that the process ever had. */
export const backfillNodeResult = z.object({
  orders: z.number(),
  milliseconds: z.number(),
  /** Resident before the first page. */
  startMiB: z.number(),
  peakMiB: z.number(),
});

/** A process of its own that reads all orders of the server elsewhere, as the job of the product does. */
export async function runBackfillNode(
  input: z.infer<typeof backfillNodeInput>,
): Promise<z.infer<typeof backfillNodeResult>> {
  const config = { ...readConfig(process.env), databaseUrl: undefined, dataFolder: input.dataFolder };
  const log = createLog({ level: 'warn', destination: process.stderr });
  const ground = await openGround(config, input.folder, { log });
  try {
    const shopId = ShopId.check(input.shopId);
    const parts = { ...ground, platforms: [elsewhere] };
    await saveConnection(parts, shopId, {
      platform: elsewhere.platform,
      settings: { url: input.url, allowPrivateNetwork: 'true' },
    });
    const startMiB = process.memoryUsage.rss() / 1_048_576;
    const startedAt = performance.now();
    for (;;) {
      await syncShop(parts, shopId);
      const state = await connectionState(parts, shopId);
      if (state?.lastError != null) throw new AppError('bug', state.lastError.detail);
      if (state?.state !== 'live') continue;
      return {
        orders: state.progress.orders.done,
        milliseconds: performance.now() - startedAt,
        startMiB,
        // Kibibytes, the start of the process included.
        peakMiB: process.resourceUsage().maxRSS / 1_024,
      };
    }
  } finally {
    await ground.stop();
  }
}

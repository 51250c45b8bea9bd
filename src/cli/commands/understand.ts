import type { Command } from 'commander';
import { z } from 'zod';
import { catalogueWords, openStore } from '../../commerce/index.ts';
import { AppError } from '../../platform/index.ts';
import { createUnderstander, type Understander } from '../../understanding/index.ts';
import { findShop } from '../../walk/index.ts';
import { readJsonLines, writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';
import { openPack, openUnderstander } from '../open-understander.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  context: z.array(z.object({ from: z.enum(['customer', 'shop']), text: z.string() })).default([]),
});

/** `understand`: what the embedded understander reads in each line, with or without a shop's catalogue. */
export function addUnderstandCommand(program: Command): void {
  program
    .command('understand')
    .description('read JSON Lines {"id","text","context"} and tell language, intents, emotion, entities and risks')
    .option('--shop <id>', "with this shop's catalogue and order numbers")
    .action(async (options: { shop?: string }) => {
      if (options.shop === undefined) return await readAll(await openUnderstander());
      const shopId = readShopId(options.shop);
      await withGround(async (ground) => {
        const shop = await ground.database.inShop(shopId, (sql) => findShop(sql, shopId));
        const store = await openStore({
          database: ground.database,
          secrets: ground.secrets,
          shopId,
          platform: shop.platform,
        });
        const catalogue = catalogueWords(await store.listProducts(), store.descriptor);
        await readAll(createUnderstander({ pack: await openPack(), catalogue, timeZone: shop.timeZone }));
      });
    });
}

async function readAll(understander: Understander): Promise<void> {
  for await (const { line, value } of readJsonLines(process.stdin)) {
    const read = lineSchema.safeParse(value);
    if (!read.success)
      throw new AppError('invalid', `standard input, line ${line}: ${read.error.issues[0]?.message}`, {
        field: `line ${line}`,
      });
    const result = understander.understand(read.data.text, read.data.context);
    const [best] = result.intents;
    await writeJsonLine({
      id: read.data.id,
      language: result.languageTag,
      intent: best?.intent ?? 'oos',
      confidence: best?.confidence ?? 0,
      alternatives: result.intents.slice(1, 5),
      emotion: result.emotion,
      intensity: result.intensity,
      urgency: result.urgency,
      entities: result.entities,
      risks: result.risks,
    });
  }
}

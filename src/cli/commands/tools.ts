import type { Command } from 'commander';
import { openAgentTools, openStore, openTools, toolReplayLine } from '../../commerce/index.ts';
import { AppError } from '../../platform/index.ts';
import { findShop } from '../../walk/index.ts';
import { readJsonLines } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';
import { addToolTokenCommands } from './tool-tokens.ts';

/** `tools list` and `tools replay`: the shop's tools as other programs see them. */
export function addToolsCommand(program: Command): void {
  const tools = program.command('tools').description("the shop's tools");
  tools
    .command('list')
    .description("print the shop's tools with JSON schemas")
    .requiredOption('--shop <id>', 'shop whose tools are listed')
    .action(async (options: { shop: string }) => {
      const shopId = readShopId(options.shop);
      await withGround(async (ground) => {
        const shop = await ground.database.inShop(shopId, (sql) => findShop(sql, shopId));
        const { database, secrets } = ground;
        const { platform } = shop;
        const store = await openStore({ database, secrets, shopId, platform });
        const opened = openAgentTools({ database, secrets, shopId, platform, store, products: new Map() });
        process.stdout.write(`${JSON.stringify(opened.list(), null, 2)}\n`);
      });
    });
  addToolTokenCommands(tools);
  tools
    .command('replay')
    .description(
      'JSON Lines {"id","calls":[{"name","arguments"}]} in; results and changes out; rolled back unless --keep',
    )
    .requiredOption('--shop <id>', 'shop in which the calls run')
    .option('--keep', 'keep what the calls change', false)
    .action(async (options: { shop: string; keep: boolean }) => {
      const shopId = readShopId(options.shop);
      await withGround(async (ground) => {
        const shop = await ground.database.inShop(shopId, (sql) => findShop(sql, shopId));
        const opened = openTools({
          database: ground.database,
          secrets: ground.secrets,
          shopId,
          platform: shop.platform,
        });
        for await (const { line, value } of readJsonLines(process.stdin)) {
          const read = toolReplayLine.safeParse(value);
          if (!read.success)
            throw new AppError('invalid', `standard input, line ${line}: needs {"id","calls":[{"name","arguments"}]}`, {
              field: `line ${line}`,
            });
          await writeText(await opened.replay(read.data, { keep: options.keep }));
        }
      });
    });
}

async function writeText(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { exportFormats, type ImportReport, importFormats } from '../../commerce/index.ts';
import { prepareImportedShop } from '../../demo-shop/index.ts';
import { AppError } from '../../platform/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { makeFirstGroups } from '../make-first-groups.ts';
import { readShopId, withGround } from '../open-app.ts';
import { addConnectCommands } from './connect-shop.ts';
import { createShopCommand } from './create-shop.ts';
import { addTrackingCommands } from './track-shop.ts';

type Options = { format: string; from?: string; to?: string; shop: string; map?: string[]; preview?: boolean };

/** `shop create`, `shop import`, `shop export`, and the commands of a shop whose system is elsewhere. */
export function addShopCommand(program: Command): void {
  const shop = program.command('shop').description('make, import and export shops');
  shop
    .command('create')
    .description('make an empty shop; its knowledge comes by `knowledge import`')
    .requiredOption('--shop <id>', 'lower-case letters, digits and hyphens')
    .requiredOption('--name <name>', 'as customers read it')
    .option('--name-tw <name>', 'the same in Traditional Chinese')
    .option('--name-en <name>', 'the same in English')
    .option('--language <tag>', 'zh-CN, zh-TW or en', 'zh-CN')
    .option('--time-zone <zone>', 'of opening hours and days', 'Asia/Shanghai')
    .option('--currency <code>', 'ISO 4217', 'CNY')
    .action(createShopCommand);
  shop
    .command('import')
    .description('bring a shop in; nothing is half imported')
    .requiredOption('--format <name>', `one of: ${Object.keys(importFormats).join(', ')}`)
    .requiredOption('--from <path>', 'file or folder to read')
    .requiredOption('--shop <id>', 'shop to make or to bring up to date; of a table a shop that is already there')
    .option('--map <column=field...>', 'columns of a table that Peakdesk does not know by name')
    .option('--preview', 'of a table: say what would be written and write nothing')
    .action(importShop);
  shop
    .command('export')
    .description('write a shop out')
    .requiredOption('--format <name>', `one of: ${Object.keys(exportFormats).join(', ')}`)
    .requiredOption('--to <path>', 'folder to write')
    .requiredOption('--shop <id>', 'shop to write out')
    .action(exportShop);
  addConnectCommands(shop);
  addTrackingCommands(shop);
}

async function importShop(options: Options): Promise<void> {
  const importer = importFormats[options.format];
  if (!importer)
    throw new AppError(
      'invalid',
      `--format: '${options.format}' is not one of ${Object.keys(importFormats).join(', ')}`,
      { field: 'format' },
    );
  const isTable = options.format === 'table';
  if (!isTable && (options.map !== undefined || options.preview === true))
    throw new AppError('invalid', '--map and --preview are of --format table', { field: 'format' });
  const shopId = readShopId(options.shop);
  const map = readMap(options.map ?? []);
  const report = await withGround(async (ground) => {
    const done = await importer({
      database: ground.database,
      secrets: ground.secrets,
      shopId,
      from: resolve(options.from ?? '.'),
      map,
      isPreview: options.preview === true,
      onProgress: showProgress,
    });
    if (!isTable && done.refused.length === 0) {
      await prepareImportedShop({ database: ground.database, shopId, now: ground.clock.now() });
      await makeFirstGroups(ground.database, shopId);
    }
    return done;
  });
  await writeReport(report);
}

/** `店铺订单=orderId`: the column as the file names it, and the field that it is. */
function readMap(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      if (at <= 0 || at === pair.length - 1)
        throw new AppError('invalid', `--map: '${pair}' is not COLUMN=FIELD`, { field: 'map' });
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}

async function writeReport(report: ImportReport): Promise<void> {
  const { read, changed, refused, columns } = report;
  await writeJsonLine({ read, changed, refused: refused.length, ...(columns === undefined ? {} : { columns }) });
  for (const refusal of report.refused) process.stderr.write(`${refusal.file}:${refusal.line}: ${refusal.reason}\n`);
  if (report.refused.length > 0)
    throw new AppError('conflict', 'nothing was imported: mend the lines above and import again');
}

async function exportShop(options: Options): Promise<void> {
  const exporter = exportFormats[options.format];
  if (!exporter)
    throw new AppError(
      'invalid',
      `--format: '${options.format}' is not one of ${Object.keys(exportFormats).join(', ')}`,
      { field: 'format' },
    );
  const shopId = readShopId(options.shop);
  await withGround(async (ground) => {
    const written = await exporter({
      database: ground.database,
      secrets: ground.secrets,
      shopId,
      to: resolve(options.to ?? '.'),
    });
    await writeJsonLine(written);
  });
}

/** Progress on a terminal only, on one line. */
function showProgress(progress: { step: string; done: number; total: number }): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${progress.step} ${progress.done}/${progress.total} `);
  if (progress.done >= progress.total) process.stderr.write('\n');
}

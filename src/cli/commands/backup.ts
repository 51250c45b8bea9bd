import type { Command } from 'commander';
import { loadSecretKey, restoreBackup, writeBackup } from '../../platform/index.ts';
import { verifyAudit } from '../../staff/index.ts';
import { listShops } from '../../walk/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { withGround } from '../open-app.ts';

const showTable = (shopId: string, table: string, rows: number) => {
  if (process.stderr.isTTY) process.stderr.write(`${shopId.padEnd(16)} ${table.padEnd(28)} ${rows}\n`);
};

/** `backup`: every shop as of one instant, beside a running server. */
export function addBackupCommand(program: Command): void {
  program
    .command('backup')
    .description('write every shop, with its files, into a folder')
    .requiredOption('--to <folder>', 'a folder that is not there yet or is empty')
    .action(async (options: { to: string }) => {
      await withGround(async (ground) => {
        const { config, owner, clock } = ground;
        const manifest = await writeBackup({
          owner,
          dataFolder: config.dataFolder,
          secretKey: await loadSecretKey(config),
          to: options.to,
          now: clock.now(),
          onTable: showTable,
        });
        await writeJsonLine(summaryOf(options.to, manifest));
        const key = config.secretKey === undefined ? `${config.dataFolder}/secret.key` : 'PEAKDESK_SECRET_KEY';
        process.stderr.write(
          `Personal data in it is sealed. The key is not in the backup: keep a copy of ${key} in another safe place, without it nobody can read them.\n`,
        );
      });
    });
}

/** `restore`: a backup into an empty database, all of it or nothing. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('bring a backup into an empty database (stop the server first)')
    .requiredOption('--from <folder>', 'a folder that `backup` wrote')
    .action(async (options: { from: string }) => {
      await withGround(async (ground) => {
        const { config, owner, database } = ground;
        const manifest = await restoreBackup({
          owner,
          dataFolder: config.dataFolder,
          secretKey: await loadSecretKey(config),
          from: options.from,
          onTable: showTable,
        });
        const trails: Record<string, string> = {};
        for (const { shopId } of await listShops(database)) {
          const verdict = await database.inShop(shopId, (sql) => verifyAudit(sql, shopId));
          trails[shopId] = verdict.ok ? `${verdict.entries} entries, whole` : `${verdict.reason} at ${verdict.auditId}`;
        }
        await writeJsonLine({ ...summaryOf(options.from, manifest), auditTrails: trails });
      });
    });
}

function summaryOf(folder: string, manifest: Awaited<ReturnType<typeof writeBackup>>) {
  const shops = manifest.shops.map(({ shopId, tables }) => ({
    shopId,
    rows: tables.reduce((sum, table) => sum + table.rows, 0),
  }));
  return { folder, createdAt: manifest.createdAt, shops };
}

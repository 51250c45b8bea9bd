import { statfs } from 'node:fs/promises';
import type { Command } from 'commander';
import { configTable, doesBrokerAnswer, readConfig } from '../../platform/index.ts';
import { listShops } from '../../walk/index.ts';
import { withGround } from '../open-app.ts';

const secretNames = new Set([
  'PEAKDESK_SECRET_KEY',
  'PEAKDESK_MODEL_KEY',
  'DATABASE_URL',
  'NATS_URL',
  'PEAKDESK_SMS_URL',
  'PEAKDESK_SMTP_URL',
]);

/** `doctor`: every setting with its value, and whether the ground is sound. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('list every setting and check database, folder and shops')
    .action(async () => {
      const config = readConfig(process.env);
      for (const row of configTable) {
        const value = process.env[row.name];
        const shown =
          value === undefined ? `(${row.default || 'not set'})` : secretNames.has(row.name) ? '(set)' : value;
        process.stdout.write(`${row.name.padEnd(34)} ${shown.padEnd(36)} ${row.help}\n`);
      }
      process.stdout.write(`\nNode.js ${process.versions.node}\n`);
      await withGround(async (ground) => {
        await ground.database.ping();
        const shops = await listShops(ground.database);
        const disk = await statfs(config.dataFolder);
        const freeGigabytes = (disk.bavail * disk.bsize) / 1e9;
        process.stdout.write(`Database answers (${ground.isEmbedded ? 'embedded' : 'outside'}), migrations applied\n`);
        if (config.natsUrl !== undefined)
          process.stdout.write(
            (await doesBrokerAnswer(config.natsUrl))
              ? 'Broker answers\n'
              : 'Broker does not answer; PostgreSQL carries the news between nodes until it does\n',
          );
        process.stdout.write(`Data folder ${config.dataFolder}, ${freeGigabytes.toFixed(1)} GB free\n`);
        process.stdout.write(
          `Shops: ${shops.map((shop) => shop.shopId).join(', ') || 'none yet (npm start seeds the demo shop)'}\n`,
        );
      });
    });
}

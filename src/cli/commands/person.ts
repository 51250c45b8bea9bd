import type { Command } from 'commander';
import { erasePerson, exportPerson } from '../../desk/index.ts';
import { AppError } from '../../platform/index.ts';
import { removeShopFile } from '../../server/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withApp } from '../open-app.ts';

type PersonOptions = { shop: string; customer: string };
const customerHelp = "Peakdesk's id of the customer or the shop's own";

/** `export-person`: everything that is kept of one customer, as JSON. */
export function addExportPersonCommand(program: Command): void {
  program
    .command('export-person')
    .description('print everything that is kept of one customer, as JSON')
    .requiredOption('--shop <id>')
    .requiredOption('--customer <id>', customerHelp)
    .action(async (options: PersonOptions) => {
      const shopId = readShopId(options.shop);
      await withApp(async (app) => {
        process.stdout.write(`${JSON.stringify(await exportPerson(app.walk, shopId, options.customer), null, 2)}\n`);
      });
    });
}

/** `erase`: removes a customer for good. */
export function addEraseCommand(program: Command): void {
  program
    .command('erase')
    .description('erase one customer: conversations, files, identities, profile; a receipt stays in the audit trail')
    .requiredOption('--shop <id>')
    .requiredOption('--customer <id>', customerHelp)
    .requiredOption('--confirm <id>', 'the same id once more: this cannot be undone')
    .option('--with-trade-records', 'also orders and cases, which the law asks to keep for three years', false)
    .action(async (options: PersonOptions & { confirm: string; withTradeRecords: boolean }) => {
      const shopId = readShopId(options.shop);
      if (options.confirm !== options.customer)
        throw new AppError('invalid', '--confirm: not the id of --customer; nothing was erased', { field: 'confirm' });
      await withApp(async (app) => {
        const { fileIds, ...receipt } = await erasePerson(app.walk, {
          shopId,
          id: options.customer,
          actor: { kind: 'command-line' },
          withTradeRecords: options.withTradeRecords,
        });
        for (const fileId of fileIds) await removeShopFile(app.ground.config, shopId, fileId);
        await writeJsonLine({ ...receipt, files: fileIds.length });
        process.stderr.write('Backups that were written before still hold this customer.\n');
      });
    });
}

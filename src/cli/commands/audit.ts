import type { Command } from 'commander';
import { AppError } from '../../platform/index.ts';
import { verifyAudit } from '../../staff/index.ts';
import { findShop } from '../../walk/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';

/** `audit verify`: is the shop's trail whole? */
export function addAuditCommand(program: Command): void {
  program
    .command('audit')
    .description("the shop's audit trail")
    .command('verify')
    .description('recompute the chain of hashes; prints its head, which kept elsewhere also proves the end')
    .requiredOption('--shop <id>')
    .option('--head <id:hash>', 'a head that an earlier run printed; it must still be in the trail', readHead)
    .action(async (options: { shop: string; head?: { auditId: number; hash: string } }) => {
      const shopId = readShopId(options.shop);
      await withGround(async ({ database }) => {
        const verdict = await database.inShop(shopId, async (sql) => {
          await findShop(sql, shopId);
          return verifyAudit(sql, shopId, options.head);
        });
        const head = verdict.ok && verdict.head ? `${verdict.head.auditId}:${verdict.head.hash}` : undefined;
        await writeJsonLine({ ...verdict, ...(head ? { head } : {}) });
        if (!verdict.ok)
          throw new AppError(
            'conflict',
            `the trail of ${shopId} is not whole: ${verdict.reason} at entry ${verdict.auditId}`,
          );
      });
    });
}

function readHead(text: string): { auditId: number; hash: string } {
  const parts = /^(\d+):([0-9a-f]{64})$/.exec(text);
  if (!parts?.[1] || !parts[2])
    throw new AppError('invalid', `--head: '${text}' is not ID:HASH as 'audit verify' prints it`, { field: 'head' });
  return { auditId: Number(parts[1]), hash: parts[2] };
}

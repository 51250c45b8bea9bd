import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { AppError } from '../../platform/index.ts';
import { createOwner, shortestPassword } from '../../staff/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';

/** `staff owner`: the first account of a shop; everybody else is invited in the workspace. */
export function addStaffCommand(program: Command): void {
  program
    .command('staff')
    .description('accounts of a shop')
    .command('owner')
    .description('make the first owner of a shop; the password is read from standard input')
    .requiredOption('--shop <id>')
    .requiredOption('--email <address>')
    .requiredOption('--name <name>')
    .action(async (options: { shop: string; email: string; name: string }) => {
      const shopId = readShopId(options.shop);
      const password = (await text(process.stdin)).trim();
      if (password.length < shortestPassword)
        throw new AppError('invalid', `the password on standard input needs at least ${shortestPassword} characters`, {
          field: 'password',
        });
      await withGround(async (ground) => {
        const owner = await createOwner(ground.database, {
          shopId,
          email: options.email,
          name: options.name,
          password,
          now: ground.clock.now(),
        });
        await writeJsonLine({ staffId: owner.staffId, email: owner.email, role: owner.role });
      });
    });
}

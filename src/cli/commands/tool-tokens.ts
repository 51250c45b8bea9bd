import type { Command } from 'commander';
import { AppError } from '../../platform/index.ts';
import { appendAudit } from '../../staff/index.ts';
import { createToolToken, listToolTokens, revokeToolToken, tokenLimits, toolScopes } from '../../tools/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';

type CreateOptions = { shop: string; name: string; scope: string[]; days: string };

/** `tools token …`: tokens with which other agents call the shop's tools at `/mcp`. */
export function addToolTokenCommands(tools: Command): void {
  const token = tools.command('token').description('tokens of other agents for /mcp');
  token
    .command('create')
    .description('make a token; it is printed this once')
    .requiredOption('--shop <id>')
    .requiredOption('--name <name>', 'who gets it')
    .option('--scope <scopes...>', 'read, act', ['read'])
    .option('--days <number>', 'days that it holds; 0 for ever', '90')
    .action(createToken);
  token
    .command('list')
    .requiredOption('--shop <id>')
    .action(async (options: { shop: string }) => {
      const shopId = readShopId(options.shop);
      await withGround(async ({ database }) => {
        for (const one of await database.inShop(shopId, (sql) => listToolTokens(sql, shopId))) await writeJsonLine(one);
      });
    });
  token
    .command('revoke')
    .requiredOption('--shop <id>')
    .requiredOption('--token <id>', 'its id, as the list shows it')
    .action(revokeToken);
}

async function createToken(options: CreateOptions): Promise<void> {
  const shopId = readShopId(options.shop);
  const scopes = toolScopes.filter((scope) => options.scope.includes(scope));
  const days = Number(options.days);
  if (scopes.length !== options.scope.length)
    throw new AppError('invalid', 'scopes are read and act', { field: 'scope' });
  if (!Number.isInteger(days) || days < 0) throw new AppError('invalid', 'not a number of days', { field: 'days' });
  await withGround(async ({ database, clock }) => {
    const now = clock.now();
    const expiresAt = days === 0 ? null : new Date(now.getTime() + days * 86_400_000);
    const wanted = { name: options.name, scopes, limits: tokenLimits.parse({}), expiresAt, now };
    const made = await database.inShop(shopId, async (sql) => {
      const created = await createToolToken(sql, shopId, wanted);
      await appendAudit(sql, {
        shopId,
        actor: { kind: 'command-line' },
        action: 'tool-token.created',
        target: `tool-token/${created.tokenId}`,
        details: { name: options.name, scopes },
        now,
      });
      return created;
    });
    await writeJsonLine({ ...made, expiresAt });
  });
}

async function revokeToken(options: { shop: string; token: string }): Promise<void> {
  const shopId = readShopId(options.shop);
  await withGround(async ({ database, clock }) => {
    const now = clock.now();
    const isRevoked = await database.inShop(shopId, async (sql) => {
      const done = await revokeToolToken(sql, shopId, options.token, now);
      const target = `tool-token/${options.token}`;
      if (done)
        await appendAudit(sql, { shopId, actor: { kind: 'command-line' }, action: 'tool-token.revoked', target, now });
      return done;
    });
    if (!isRevoked) throw new AppError('not-found', 'no such token that still holds', { field: 'token' });
    await writeJsonLine({ tokenId: options.token, isRevoked });
  });
}

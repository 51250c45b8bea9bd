import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { openStore } from '../../commerce/index.ts';
import type { Ground } from '../../ground.ts';
import {
  checkKnowledge,
  currentItems,
  importKnowledge,
  listReleases,
  loadKnowledge,
  readableFiles,
  releaseKnowledge,
  rollbackKnowledge,
  sellingPoints,
} from '../../knowledge/index.ts';
import { AppError, type ShopId, type Sql } from '../../platform/index.ts';
import { analyzeReviews } from '../../understanding/index.ts';
import { findShop, readEntryUses } from '../../walk/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';
import { openUnderstander } from '../open-understander.ts';
import { readReviews } from './reviews.ts';

/** `knowledge import|check|releases|rollback`: what a shop knows, release by release. */
export function addKnowledgeCommand(program: Command): void {
  const knowledge = program.command('knowledge').description('what a shop knows, release by release');
  knowledge
    .command('import')
    .description('release FAQs from a file beside what the shop knows; nothing is half released')
    .requiredOption('--shop <id>')
    .requiredOption('--from <file>', `one of .${readableFiles.join(', .')}`)
    .option('--dry-run', 'print what was read, one JSON line for each, and release nothing', false)
    .option('--skip-refused', 'release what was read although other parts were refused', false)
    .action(importFile);
  knowledge
    .command('check')
    .description(
      'duplicates, contradictions, expired facts, missing languages, forbidden words, what is never asked; one JSON line for each',
    )
    .requiredOption('--shop <id>')
    .action((options: { shop: string }) => inShop(options.shop, check));
  knowledge
    .command('selling-points')
    .description('what speaks for a product by its facts and reviews, without words that advertising law forbids')
    .requiredOption('--shop <id>')
    .requiredOption('--product <id>')
    .option('--reviews <file>', 'its reviews: a CSV with a column "text", or JSON Lines {"text"}')
    .action((options: { shop: string; product: string; reviews?: string }) =>
      inShop(options.shop, (ground, shopId) => tellSellingPoints(ground, shopId, options)),
    );
  knowledge
    .command('releases')
    .description('the releases of a shop, newest first')
    .requiredOption('--shop <id>')
    .action((options: { shop: string }) =>
      inShop(options.shop, async ({ database }, shopId) => {
        for (const release of await database.inShop(shopId, (sql) => listReleases(sql, shopId)))
          await writeJsonLine(release);
      }),
    );
  knowledge
    .command('rollback')
    .description('make an earlier release the current one again, as a new release')
    .requiredOption('--shop <id>')
    .requiredOption('--to <release>')
    .action((options: { shop: string; to: string }) => {
      const release = Number(options.to);
      if (!Number.isInteger(release) || release < 1)
        throw new AppError('invalid', `--to: '${options.to}' is not a release number`, { field: 'to' });
      return inShop(options.shop, async ({ database }, shopId) => {
        await writeJsonLine(await database.inShop(shopId, (sql) => rollbackKnowledge(sql, shopId, release)));
      });
    });
}

async function inShop(shop: string, work: (ground: Ground, shopId: ShopId) => Promise<void>): Promise<void> {
  const shopId = readShopId(shop);
  await withGround(async (ground) => {
    await ground.database.inShop(shopId, (sql) => findShop(sql, shopId));
    await work(ground, shopId);
  });
}

type ImportOptions = { shop: string; from: string; dryRun: boolean; skipRefused: boolean };

async function importFile(options: ImportOptions): Promise<void> {
  const bytes = await readFile(options.from).catch((cause: unknown) => {
    throw new AppError('invalid', `--from: ${options.from} cannot be read`, { field: 'from', cause });
  });
  const understander = await openUnderstander();
  const { items, refused } = await importKnowledge(
    { name: basename(options.from), bytes },
    { guessIntent: (question) => understander.understand(question).intents[0]?.intent ?? 'chat.other' },
  );
  for (const { file, line, reason } of refused) process.stderr.write(`${file}:${line}: ${reason}\n`);
  if (options.dryRun) {
    for (const item of items) await writeJsonLine(item);
    return;
  }
  if (items.length === 0 || (refused.length > 0 && !options.skipRefused))
    throw new AppError(
      'conflict',
      'nothing was released: mend the lines above and import again, or leave them out with --skip-refused',
    );
  await inShop(options.shop, async ({ database }, shopId) => {
    const release = async (sql: Sql) => {
      const ids = new Set(items.map((item) => item.itemId));
      const kept = (await currentItems(sql, shopId)).filter((item) => item.kind === 'faq' && !ids.has(item.itemId));
      return await releaseKnowledge(sql, shopId, [...kept, ...items], { note: basename(options.from), kinds: ['faq'] });
    };
    await writeJsonLine(await database.inShop(shopId, release));
  });
}

async function check({ database, secrets, clock }: Ground, shopId: ShopId): Promise<void> {
  const shop = await database.inShop(shopId, (sql) => findShop(sql, shopId));
  const store = await openStore({ database, secrets, shopId, platform: shop.platform });
  const products = await store.listProducts();
  const now = clock.now();
  const [content, uses] = await database.inShop(shopId, async (sql) => [
    await loadKnowledge(sql, shopId, products),
    await readEntryUses(sql, shopId, now),
  ]);
  for (const problem of content.problems)
    await writeJsonLine({ kind: 'broken-document', items: [problem.itemId], detail: problem.reason });
  for (const finding of checkKnowledge(content, now, uses)) await writeJsonLine(finding);
}

async function tellSellingPoints(
  { database, secrets }: Ground,
  shopId: ShopId,
  { product: productId, reviews }: { product: string; reviews?: string },
): Promise<void> {
  const shop = await database.inShop(shopId, (sql) => findShop(sql, shopId));
  const store = await openStore({ database, secrets, shopId, platform: shop.platform });
  const product = (await store.listProducts()).find((one) => one.productId === productId);
  if (product === undefined) throw new AppError('not-found', `--product: shop ${shopId} has no product '${productId}'`);
  const summary = reviews === undefined ? undefined : analyzeReviews(await readReviews(reviews)).summary;
  const { points, refused } = sellingPoints(product, summary);
  for (const point of points) await writeJsonLine(point);
  for (const point of refused) await writeJsonLine({ refused: true, ...point });
}

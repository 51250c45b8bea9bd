import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import {
  type ConnectParts,
  connectionState,
  listRemotePlatforms,
  remotePlatforms,
  saveConnection,
  startBackfill,
  syncNow,
  syncShop,
  testConnection,
} from '../../commerce/index.ts';
import type { Ground } from '../../ground.ts';
import { AppError } from '../../platform/index.ts';
import { writeJsonLine } from '../json-lines.ts';
import { readShopId, withGround } from '../open-app.ts';
import { collectSetting, readSettings } from '../settings-option.ts';

/** `shop platforms`, `shop connect` and `shop sync`: a shop whose own system is elsewhere. */
export function addConnectCommands(shop: Command): void {
  const names = remotePlatforms.map((one) => one.platform).join(', ');
  shop
    .command('platforms')
    .description('list the platforms to which a shop can be connected, with the fields that each wants')
    .action(listPlatforms);
  shop
    .command('connect')
    .description("connect a shop to its own system; 'shop sync' then reads its records")
    .requiredOption('--shop <id>', 'shop to connect; it has no records of its own')
    .requiredOption('--platform <name>', `one of: ${names}`)
    .option('--set <key=value>', 'a field of the platform; may be repeated', collectSetting, [])
    .option('--test-only', 'try the connection and keep nothing')
    .action(connect);
  shop
    .command('sync')
    .description('read the records of a connected shop now: all of them the first time, then what has changed')
    .requiredOption('--shop <id>', 'connected shop')
    .option('--full', 'read everything again from the beginning')
    .action(sync);
}

async function listPlatforms(): Promise<void> {
  for (const { platform, label, capabilities, fields } of listRemotePlatforms(remotePlatforms)) {
    const shown = fields.map(({ key, kind, isRequired, label: text }) => ({ key, kind, isRequired, label: text.en }));
    await writeJsonLine({ platform, label: label.en, capabilities, fields: shown });
  }
}

async function connect(options: { shop: string; platform: string; set: string[]; testOnly?: boolean }): Promise<void> {
  const shopId = readShopId(options.shop);
  const settings = readSettings(options.set);
  await withGround(async (ground) => {
    const parts = partsOf(ground);
    const input = { platform: options.platform, settings };
    const test = await testConnection(parts, shopId, input);
    if (!test.ok)
      throw new AppError('unavailable', `${test.field === undefined ? '' : `${test.field}: `}${test.problem.en}`);
    if (options.testOnly !== true) await saveConnection(parts, shopId, input);
    await writeJsonLine({ shopId, platform: options.platform, shopName: test.shopName, details: test.details.en });
  });
}

async function sync(options: { shop: string; full?: boolean }): Promise<void> {
  const shopId = readShopId(options.shop);
  await withGround(async (ground) => {
    const parts = partsOf(ground);
    if (options.full === true) await startBackfill(parts, shopId);
    for (;;) {
      await syncNow(parts, shopId);
      await syncShop(parts, shopId);
      const state = await connectionState(parts, shopId);
      if (state === null) throw new AppError('not-found', `the shop ${shopId} is not connected: peakdesk shop connect`);
      showProgress(state.progress);
      if (state.lastError !== null)
        throw new AppError('unavailable', `${state.lastError.problem.en} (${state.lastError.detail})`);
      if (state.state === 'live') return await writeJsonLine({ shopId, state: state.state, progress: state.progress });
      // A running server may have the turn just now.
      await delay(200);
    }
  });
}

function partsOf({ database, secrets, clock, log }: Ground): ConnectParts {
  return { database, secrets, clock, log, platforms: remotePlatforms };
}

function showProgress({ products, orders, cases }: { products: Count; orders: Count; cases: Count }): void {
  if (!process.stderr.isTTY) return;
  const shown = Object.entries({ products, orders, cases }).map(
    ([name, { done, total }]) => `${name} ${done}${total === null ? '' : `/${total}`}`,
  );
  process.stderr.write(`\r${shown.join(', ')} `);
}

type Count = { done: number; total: number | null };

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppOverrides, buildApp } from '../app.ts';
import { importFormats } from '../commerce/index.ts';
import { demoShopId, ensureDemoShop, prepareImportedShop } from '../demo-shop/index.ts';
import { type Ground, openGround } from '../ground.ts';
import {
  AppError,
  type Config,
  createLog,
  type FixedClock,
  fixedClock,
  type Log,
  ShopId,
  silentLog,
} from '../platform/index.ts';
import type { Stage } from '../training/index.ts';
import { makeFirstGroups } from './make-first-groups.ts';

/** Noon of a Saturday in the shop: people are at work, the morning's flash sale runs, the evening's is announced. */
export const stageTime = new Date('2026-11-21T04:00:00Z');

/** Makes both shops on an empty database and builds the product around them, with a clock that stands still. */
export async function openStage(
  ground: Ground & { clock: FixedClock },
  overrides: AppOverrides = {},
): Promise<Stage & { stop(): Promise<void> }> {
  const { database, secrets, folder, log, clock } = ground;
  clock.set(stageTime);
  await ensureDemoShop({ database, secrets, folder, now: stageTime, log });
  const imported = ShopId.check('imported');
  const from = join(scenarioFolder(folder), 'imported/shop');
  const report = await importFormats['retail-json']?.({ database, secrets, shopId: imported, from });
  const refusal = report?.refused[0];
  if (refusal) throw new AppError('bug', `${refusal.file}:${refusal.line}: ${refusal.reason}`);
  await prepareImportedShop({ database, shopId: imported, now: stageTime });
  await makeFirstGroups(database, imported);
  const problems: string[] = [];
  // What is judged must not hang on how busy the machine is.
  const app = await buildApp({ ...ground, log: rememberingLog(problems) }, { loadLevel: () => 'normal', ...overrides });
  // The clock jumps from scenario to scenario; deadlines that this passes are nobody's doing.
  await app.jobs.stop();
  return {
    walk: app.walk,
    receiver: app.receiver,
    shops: { demo: demoShopId, imported },
    madeAt: stageTime,
    setClock: (at) => clock.set(at),
    settle: async () => {
      await app.turns.drain();
      await app.relay.drain();
    },
    takeProblems: () => problems.splice(0),
    stop: () => app.stop(),
  };
}

/** Says nothing and keeps what went wrong: a turn that fails is taken again, and nobody would hear of it. */
function rememberingLog(problems: string[]): Log {
  const log = silentLog();
  log.error = (data: unknown) => {
    const error = typeof data === 'object' && data !== null && 'error' in data ? data.error : data;
    problems.push(error instanceof Error ? error.message : String(error));
  };
  return log;
}

/** Where the built-in scenarios lie. */
export function scenarioFolder(folder: string): string {
  return join(folder, 'src/training/scenarios');
}

/** A stage in a folder of its own with an embedded PostgreSQL, removed afterwards whatever happens. */
export async function withStage<T>(config: Config, folder: string, work: (stage: Stage) => Promise<T>): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'peakdesk-evaluate-'));
  const own: Config = {
    ...config,
    dataFolder,
    databaseUrl: undefined,
    natsUrl: undefined,
    model: { ...config.model, url: undefined },
  };
  const clock = fixedClock(stageTime);
  const log = createLog({ level: 'warn', destination: process.stderr });
  try {
    const ground = await openGround(own, folder, { clock, log });
    try {
      const stage = await openStage({ ...ground, clock });
      try {
        return await work(stage);
      } finally {
        await stage.stop();
      }
    } finally {
      await ground.stop();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

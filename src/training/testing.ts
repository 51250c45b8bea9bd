import { join } from 'node:path';
import type { AppOverrides } from '../app.ts';
import { openStage, stageTime } from '../cli/open-stage.ts';
import { createMetrics, createSecrets, fixedClock, readConfig, silentLog } from '../platform/index.ts';
import { testDatabase } from '../platform/testing.ts';
import type { Stage } from './stage.ts';

/** The checkout's folder. */
export const root = join(import.meta.dirname, '../..');

/** A stage on a database of its own that all test files' server keeps. */
export async function aStage(overrides: AppOverrides = {}): Promise<Stage & { stop(): Promise<void> }> {
  const test = await testDatabase({ maxConnections: 12 });
  const { database } = test;
  const ground = {
    config: readConfig({}),
    folder: root,
    log: silentLog(),
    metrics: createMetrics(),
    clock: fixedClock(stageTime),
    database,
    owner: test.owner,
    secrets: createSecrets({ database, secretKey: 'k'.repeat(40) }),
    isEmbedded: true,
    stop: async () => undefined,
  };
  const stage = await openStage(ground, overrides);
  return {
    ...stage,
    stop: async () => {
      await stage.stop();
      await test.close();
    },
  };
}

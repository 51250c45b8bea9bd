import { join } from 'node:path';
import {
  type Clock,
  type Config,
  createLog,
  createMetrics,
  createSecrets,
  type Database,
  type DatabaseAddress,
  type Log,
  loadSecretKey,
  type Metrics,
  migrate,
  openDatabase,
  type Secrets,
  startDatabase,
  startSharedClock,
} from './platform/index.ts';

/** What every command stands on: configuration, database, secrets, clock and log. */
export type Ground = {
  config: Config;
  folder: string;
  log: Log;
  metrics: Metrics;
  clock: Clock;
  database: Database;
  /** Owns the tables: for backups and restores, which see every shop. */
  owner: DatabaseAddress;
  secrets: Secrets;
  isEmbedded: boolean;
  /** Closes the database; an embedded server stops with its last user. */
  stop(): Promise<void>;
};

/** Starts or joins the database, applies migrations and opens the secrets. `folder` is the checkout's. */
export async function openGround(
  config: Config,
  folder: string,
  overrides: { clock?: Clock; log?: Log; maxConnections?: number } = {},
): Promise<Ground> {
  const log = overrides.log ?? createLog({ level: config.logLevel });
  const running = await startDatabase(config, log);
  try {
    await migrate(running.owner, { folder: join(folder, 'migrations'), log });
  } catch (error) {
    await running.stop();
    throw error;
  }
  const database = openDatabase(running.app, {
    log,
    ...(overrides.maxConnections ? { maxConnections: overrides.maxConnections } : {}),
  });
  const secrets = createSecrets({ database, secretKey: await loadSecretKey(config) });
  // Leases and due times of several machines must agree; the database's time counts for all.
  const shared = await startSharedClock({ database, log });
  return {
    config,
    folder,
    log,
    metrics: createMetrics({ withProcessMetrics: true }),
    clock: overrides.clock ?? shared,
    database,
    owner: running.owner,
    secrets,
    isEmbedded: running.isEmbedded,
    stop: async () => {
      shared.stop();
      await database.close();
      await running.stop();
    },
  };
}

import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { DatabaseAddress } from './database.ts';
import { startEmbedded } from './embedded/start-embedded.ts';
import { checkOutside } from './outside-database.ts';

/** A PostgreSQL that answers, embedded or outside, with its two roles ready. */
export type RunningDatabase = {
  /** Owns the tables; for migrations only. */
  owner: DatabaseAddress;
  /** Owns nothing and obeys row-level security; for everything else. */
  app: DatabaseAddress;
  isEmbedded: boolean;
  /** Leaves the database; the last process of the data folder also stops the embedded server. */
  stop(): Promise<void>;
};

/** Starts or joins the embedded PostgreSQL of the data folder, or checks the one of DATABASE_URL. */
export async function startDatabase(
  config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'embeddedPostgresPort'>,
  log: Log,
): Promise<RunningDatabase> {
  if (config.databaseUrl !== undefined) return checkOutside(config.databaseUrl);
  return startEmbedded({ dataFolder: config.dataFolder, port: config.embeddedPostgresPort, log });
}

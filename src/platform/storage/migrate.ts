import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { DatabaseAddress } from './database.ts';

/** Applies the numbered SQL files of a folder that the database lacks, as owner; returns the numbers applied. */
export async function migrate(_owner: DatabaseAddress, _options: { folder: string; log: Log }): Promise<number[]> {
  throw new AppError('bug', 'not built yet');
}

/** `current`: nothing to do; `behind`: files wait; `ahead`: a newer Peakdesk migrated this database. */
export type MigrationState = { state: 'current' | 'behind' | 'ahead'; applied: number; known: number };

/** What a database has against what this version knows; for /readyz and doctor. */
export async function readMigrationState(_owner: DatabaseAddress, _folder: string): Promise<MigrationState> {
  throw new AppError('bug', 'not built yet');
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Database, DatabaseAddress, Sql } from './database.ts';
import { toDatabaseError } from './database-error.ts';
import { openPool } from './open-database.ts';

/**
 * Applies the numbered SQL files of a folder that the database lacks, as owner, each in one transaction; returns their
 * numbers. A changed file, a gap, or a database that a newer Peakdesk migrated is an AppError.
 */
export async function migrate(owner: DatabaseAddress, options: { folder: string; log: Log }): Promise<number[]> {
  const files = await readMigrations(options.folder);
  return withOwner(owner, async (sql) => {
    if (checkApplied(await readApplied(sql), files).length === 0) return [];
    await lock(sql);
    try {
      await sql.unsafe(createTable);
      // Read again: another process may have migrated while this one waited for the lock.
      const waiting = checkApplied(await readApplied(sql), files);
      for (const file of waiting) {
        await apply(sql, file);
        options.log.info({ migration: file.name }, 'migration applied');
      }
      return waiting.map((file) => file.number);
    } finally {
      await sql`select pg_advisory_unlock(${lockKey})`;
    }
  });
}

/** `current`: nothing to do; `behind`: files wait; `ahead`: a newer Peakdesk migrated this database. */
export type MigrationState = { state: 'current' | 'behind' | 'ahead'; applied: number; known: number };

/** What a database has against what this version knows; for /readyz and doctor. */
export async function readMigrationState(database: Database, folder: string): Promise<MigrationState> {
  const known = (await readMigrations(folder)).at(-1)?.number ?? 0;
  const applied = (await database.asScheduler(readApplied)).at(-1)?.number ?? 0;
  return { state: applied === known ? 'current' : applied < known ? 'behind' : 'ahead', applied, known };
}

/** A migration file: 'migrations/0001-foundation.sql'. */
export type Migration = { number: number; name: string; text: string; checksum: string };

/** Reads a folder of migrations in order; AppError 'invalid' for a wrong name, a gap or a number used twice. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1] ?? Number.NaN);
      if (number !== index + 1)
        throw new AppError('invalid', `${name}: migrations are 0001-name.sql, 0002-name.sql … without gaps`, {
          field: name,
        });
      const text = (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { number, name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

type Applied = { number: number; name: string; checksum: string };

// Any number that no other program on the same database is likely to use.
const lockKey = 7_325_001;
const createTable = `
  create table if not exists schema_migrations (
    number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now()
  );
  grant select on schema_migrations to public;`;

async function withOwner<T>(owner: DatabaseAddress, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = openPool(owner, 1);
  try {
    return await work(sql);
  } catch (error) {
    throw toDatabaseError(error);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function readApplied(sql: postgres.Sql | Sql): Promise<Applied[]> {
  const [table] = await sql<{ exists: boolean }[]>`select to_regclass('schema_migrations') is not null as exists`;
  if (table?.exists !== true) return [];
  return sql<Applied[]>`select number, name, checksum from schema_migrations order by number`;
}

function checkApplied(applied: readonly Applied[], files: readonly Migration[]): Migration[] {
  for (const row of applied) {
    const file = files[row.number - 1];
    if (file === undefined) {
      const versions = `it has migration ${row.name}, this version knows up to ${files.at(-1)?.name ?? 'none'}`;
      throw new AppError('unavailable', `the database was migrated by a newer Peakdesk: ${versions}`, {
        field: 'DATABASE_URL',
      });
    }
    if (file.checksum !== row.checksum) {
      throw new AppError('invalid', `${file.name} was changed after it was applied; add a new migration instead`, {
        field: file.name,
      });
    }
  }
  return files.slice(applied.length);
}

async function lock(sql: postgres.Sql): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${lockKey}) as taken`;
    if (row?.taken === true) return;
    await delay(100);
  }
  throw new AppError('unavailable', 'another process has been migrating this database for a minute', {
    retryAfterSeconds: 30,
  });
}

/** Waits at most 750 ms for a table's lock, so that running nodes are not held up, and tries again; also where it crossed their locks. */
async function apply(sql: postgres.Sql, file: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sql.begin(async (transaction) => {
        await transaction`select set_config('lock_timeout', '750ms', true), set_config('statement_timeout', '0', true)`;
        await transaction.unsafe(file.text).simple();
        await transaction`insert into schema_migrations (number, name, checksum) values (${file.number}, ${file.name}, ${file.checksum})`;
      });
      return;
    } catch (error) {
      const isLocked = error instanceof postgres.PostgresError && locked.has(error.code);
      if (!isLocked || attempt === 20) throw describe(error, file);
      await delay(200 * attempt);
    }
  }
}

/** Not had in time, and a deadlock with somebody who holds what comes next. */
const locked: ReadonlySet<string> = new Set(['55P03', '40P01']);

function describe(error: unknown, file: Migration): unknown {
  if (!(error instanceof postgres.PostgresError)) return error;
  const line =
    error.position === undefined ? '' : ` near line ${file.text.slice(0, Number(error.position)).split('\n').length}`;
  return new AppError('bug', `${file.name}${line}: ${error.message}`, { field: file.name, cause: error });
}

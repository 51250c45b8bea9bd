import { createReadStream } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type postgres from 'postgres';
import { AppError } from '../errors.ts';
import type { DatabaseAddress } from '../storage/database.ts';
import { openPool } from '../storage/open-database.ts';
import { keyFingerprint, type Manifest, readManifest, type TableInBackup, tableFile } from './manifest.ts';
import { readShopTables } from './shop-tables.ts';
import { sha256Of } from './write-backup.ts';

export type RestoreRequest = {
  owner: DatabaseAddress;
  dataFolder: string;
  secretKey: string;
  from: string;
  onTable?: (shopId: string, table: string, rows: number) => void;
};

/**
 * Brings a backup into a migrated database that holds no shop yet, in one transaction: all of it or nothing. Every file's
 * hash and every table's count are compared. AppError 'invalid' for a damaged or newer backup or another secret key,
 * 'conflict' when the database is not empty.
 */
export async function restoreBackup(request: RestoreRequest): Promise<Manifest> {
  const manifest = await readManifest(request.from);
  refuseOtherKey(manifest, request.secretKey);
  await checkFiles(manifest, request.from);
  const pool = openPool(request.owner, 1);
  try {
    await pool.begin(async (sql) => {
      await refuseNewerOrFull(sql, manifest);
      const order = (await readShopTables(sql)).map((table) => table.name);
      for (const shop of manifest.shops) {
        await sql`select set_config('app.shop_id', ${shop.shopId}, true)`;
        for (const table of shop.tables.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))) {
          await restoreTable(sql, table, tableFile(request.from, shop.shopId, table.name));
          request.onTable?.(shop.shopId, table.name, table.rows);
        }
      }
      await moveSequences(sql);
    });
  } finally {
    await pool.end({ timeout: 2 });
  }
  const files = path.join(request.from, 'files');
  const hasFiles = (await readdir(request.from)).includes('files');
  if (hasFiles) await cp(files, path.join(request.dataFolder, 'files'), { recursive: true });
  return manifest;
}

/** COPY itself is not allowed under row-level security, so rows come in by a table of the session. */
async function restoreTable(sql: postgres.TransactionSql, table: TableInBackup, file: string): Promise<void> {
  await sql`create temp table incoming on commit drop as select ${sql(table.columns)} from ${sql(table.name)} with no data`;
  const rows = await sql`copy incoming (${sql(table.columns)}) from stdin`.writable();
  await pipeline(createReadStream(file), createGunzip(), rows);
  const written = await sql`
    insert into ${sql(table.name)} (${sql(table.columns)}) overriding system value select ${sql(table.columns)} from incoming`;
  await sql`drop table incoming`;
  if (written.count !== table.rows)
    throw new AppError('invalid', `${file}: ${written.count} rows where the manifest tells ${table.rows}`, {
      field: 'from',
    });
}

/** New rows get numbers after the restored ones. */
async function moveSequences(sql: postgres.TransactionSql): Promise<void> {
  const columns = await sql<{ table_name: string; column_name: string }[]>`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and is_identity = 'YES' order by table_name`;
  const shops = await sql<{ shop_id: string }[]>`
    select shop_id from shops where set_config('app.scope', 'scheduler', true) is not null`;
  for (const { table_name: table, column_name: column } of columns) {
    let highest = 0;
    for (const { shop_id: shopId } of shops) {
      await sql`select set_config('app.shop_id', ${shopId}, true)`;
      const [row] = await sql<{ highest: number | null }[]>`select max(${sql(column)}) as highest from ${sql(table)}`;
      highest = Math.max(highest, row?.highest ?? 0);
    }
    if (highest > 0) await sql`select setval(pg_get_serial_sequence(${table}, ${column}), ${highest}::bigint)`;
  }
}

function refuseOtherKey(manifest: Manifest, secretKey: string): void {
  if (manifest.keyFingerprint === keyFingerprint(secretKey)) return;
  throw new AppError(
    'invalid',
    'the backup was sealed with another secret key; set PEAKDESK_SECRET_KEY to it, or put its secret.key into the data folder first',
    { field: 'PEAKDESK_SECRET_KEY' },
  );
}

async function checkFiles(manifest: Manifest, folder: string): Promise<void> {
  for (const shop of manifest.shops)
    for (const table of shop.tables) {
      const file = tableFile(folder, shop.shopId, table.name);
      const found = await sha256Of(file).catch(() => undefined);
      if (found !== table.sha256)
        throw new AppError('invalid', `${file} ${found === undefined ? 'is missing' : 'was changed or damaged'}`, {
          field: 'from',
        });
    }
}

async function refuseNewerOrFull(sql: postgres.TransactionSql, manifest: Manifest): Promise<void> {
  const [migration] = await sql<{ number: number }[]>`select max(number) as number from schema_migrations`;
  if (manifest.migration > (migration?.number ?? 0))
    throw new AppError('invalid', 'the backup comes from a newer Peakdesk; restore it with that version', {
      field: 'from',
    });
  await sql`select set_config('app.scope', 'scheduler', true)`;
  const shops = await sql<{ shop_id: string }[]>`select shop_id from shops order by shop_id`;
  await sql`select set_config('app.scope', '', true)`;
  if (shops.length > 0)
    throw new AppError(
      'conflict',
      `the database already holds ${shops.map((shop) => shop.shop_id).join(', ')}; restore into an empty one (another PEAKDESK_DATA or DATABASE_URL)`,
      { field: 'PEAKDESK_DATA' },
    );
}

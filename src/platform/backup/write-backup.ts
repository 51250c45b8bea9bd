import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type postgres from 'postgres';
import { AppError } from '../errors.ts';
import type { ShopId } from '../ids.ts';
import type { DatabaseAddress } from '../storage/database.ts';
import { openPool } from '../storage/open-database.ts';
import { keyFingerprint, type Manifest, manifestName, type TableInBackup, tableFile } from './manifest.ts';
import { readShopTables, type ShopTable } from './shop-tables.ts';

export type BackupRequest = {
  owner: DatabaseAddress;
  dataFolder: string;
  secretKey: string;
  /** A folder that does not exist yet or is empty. */
  to: string;
  now: Date;
  onTable?: (shopId: string, table: string, rows: number) => void;
};

/**
 * Writes every row of every shop as of one instant, and the files that customers and agents sent, into a folder; a running
 * server goes on meanwhile. The secret key is not in it. AppError 'invalid' when the folder holds something already.
 */
export async function writeBackup(request: BackupRequest): Promise<Manifest> {
  const unfinished = `${request.to}.unfinished`;
  await refuseFullFolder(request.to);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const pool = openPool(request.owner, 1);
  try {
    const manifest = await pool.begin('isolation level repeatable read read only', (sql) =>
      writeShops(sql, unfinished, request),
    );
    await copyFiles(request.dataFolder, unfinished);
    await writeFile(path.join(unfinished, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    await rm(request.to, { recursive: true, force: true });
    await rename(unfinished, request.to);
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  } finally {
    await pool.end({ timeout: 2 });
  }
}

async function writeShops(sql: postgres.TransactionSql, folder: string, request: BackupRequest): Promise<Manifest> {
  await sql`select set_config('app.scope', 'scheduler', true)`;
  const shops = await sql<{ shop_id: ShopId }[]>`select shop_id from shops order by shop_id`;
  const [migration] = await sql<{ number: number }[]>`select max(number) as number from schema_migrations`;
  await sql`select set_config('app.scope', '', true)`;
  const tables = await readShopTables(sql);
  const manifest: Manifest = {
    format: 1,
    createdAt: request.now.toISOString(),
    migration: migration?.number ?? 0,
    keyFingerprint: keyFingerprint(request.secretKey),
    shops: [],
  };
  for (const { shop_id: shopId } of shops) {
    await sql`select set_config('app.shop_id', ${shopId}, true)`;
    await mkdir(path.join(folder, 'shops', shopId), { recursive: true });
    const written: TableInBackup[] = [];
    for (const table of tables) {
      const one = await writeTable(sql, table, tableFile(folder, shopId, table.name));
      request.onTable?.(shopId, table.name, one.rows);
      written.push(one);
    }
    manifest.shops.push({ shopId, tables: written });
  }
  return manifest;
}

/** Row-level security narrows COPY to the shop that the transaction is bound to. */
async function writeTable(sql: postgres.TransactionSql, table: ShopTable, file: string): Promise<TableInBackup> {
  const [count] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from ${sql(table.name)} where shop_id = current_setting('app.shop_id')`;
  const rows = await sql`
    copy (select ${sql(table.columns)} from ${sql(table.name)} where shop_id = current_setting('app.shop_id')) to stdout`.readable();
  await pipeline(rows, createGzip({ level: 1 }), createWriteStream(file, { mode: 0o600, flush: true }));
  return { ...table, rows: count?.rows ?? 0, sha256: await sha256Of(file) };
}

/** Hash of a file's bytes, in hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function copyFiles(dataFolder: string, folder: string): Promise<void> {
  const files = path.join(dataFolder, 'files');
  const exists = await readdir(files).then(
    () => true,
    () => false,
  );
  if (exists) await cp(files, path.join(folder, 'files'), { recursive: true });
}

async function refuseFullFolder(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(() => []);
  if (entries.length > 0)
    throw new AppError('invalid', `--to: ${folder} is not empty; a backup wants a folder of its own`, { field: 'to' });
}

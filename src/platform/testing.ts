import { createHash, randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { ShopId } from './ids.ts';
import { silentLog } from './log.ts';
import type { Database, DatabaseAddress } from './storage/database.ts';
import { doesExist } from './storage/embedded/process-life.ts';
import { startEmbedded } from './storage/embedded/start-embedded.ts';
import { migrate, readMigrations } from './storage/migrate.ts';
import { openDatabase } from './storage/open-database.ts';

export { createInProcessRoom } from './bus/in-process-link.ts';

export type TestDatabase = {
  /** Works as the application does: role peakdesk_app, row-level security on. */
  database: Database;
  app: DatabaseAddress;
  owner: DatabaseAddress;
  /** Makes a shop row; without a name a fresh one. */
  makeShop(name?: string): Promise<ShopId>;
  /** Closes the pool and drops the database; call it in afterAll. */
  close(): Promise<void>;
};

/**
 * A migrated database of its own for one test file, on a real PostgreSQL that all test processes of this checkout share
 * (started by the first one, stopped seconds after the last). Takes about 0.1 s when the server runs.
 */
export async function testDatabase(options: { maxConnections?: number } = {}): Promise<TestDatabase> {
  const server = await startEmbedded({
    dataFolder: testFolder,
    port: undefined,
    log: silentLog(),
    settings: testSettings,
  });
  const admin = postgres(server.owner.url, { max: 1, onnotice: () => {} });
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await dropOrphans(admin);
  await makeFromTemplate(admin, name, server.owner);

  const address = (one: DatabaseAddress) => ({ ...one, url: withDatabase(one.url, name) });
  const database = openDatabase(address(server.app), { log: silentLog(), maxConnections: options.maxConnections ?? 5 });
  return {
    database,
    app: address(server.app),
    owner: address(server.owner),
    makeShop: (shop) => makeShop(database, shop ?? `shop-${randomBytes(5).toString('hex')}`),
    close: async () => {
      await database.close();
      await dropDatabase(admin, name);
      await admin.end({ timeout: 2 });
      await server.leave();
    },
  };
}

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const migrationsFolder = path.join(projectFolder, 'migrations');
const testFolder = path.join(
  os.tmpdir(),
  `peakdesk-test-${createHash('sha256').update(projectFolder).digest('hex').slice(0, 10)}-${process.getuid?.() ?? 0}`,
);
// Crash tests bring their own server; for all others commits need not reach the disk.
const testSettings = { synchronous_commit: 'off', max_connections: '300', log_min_duration_statement: '-1' };

async function makeFromTemplate(admin: postgres.Sql, name: string, owner: DatabaseAddress): Promise<void> {
  const migrations = await readMigrations(migrationsFolder);
  const checksum = createHash('sha256')
    .update(migrations.map((one) => one.checksum).join())
    .digest('hex')
    .slice(0, 12);
  const template = `template_${checksum}`;
  await admin`select pg_advisory_lock(1, 2)`;
  try {
    const [known] = await admin`select 1 from pg_database where datname = ${template}`;
    if (known === undefined) {
      await dropDatabase(admin, `${template}_new`);
      await admin.unsafe(`create database ${template}_new`);
      await migrate(
        { ...owner, url: withDatabase(owner.url, `${template}_new`) },
        { folder: migrationsFolder, log: silentLog() },
      );
      await admin.unsafe(`alter database ${template}_new rename to ${template}`);
    }
  } finally {
    await admin`select pg_advisory_unlock(1, 2)`;
  }
  await admin.unsafe(`create database ${name} template ${template}`);
}

/**
 * Connections that were closed a moment ago may still be there on the server's side. The owner may not end those of the application's
 * role (nor autovacuum's), and then waits for them instead: without force PostgreSQL does that for up to five seconds.
 */
async function dropDatabase(admin: postgres.Sql, name: string): Promise<void> {
  const isForbidden = await admin.unsafe(`drop database if exists ${name} with (force)`).then(
    () => false,
    (error: unknown) => {
      if (error instanceof postgres.PostgresError && error.code === '42501') return true;
      throw error;
    },
  );
  if (isForbidden) await admin.unsafe(`drop database if exists ${name}`);
}

/** Databases of test processes that were killed. */
async function dropOrphans(admin: postgres.Sql): Promise<void> {
  const rows = await admin<{ name: string }[]>`select datname as name from pg_database where datname like 'test\\_%'`;
  for (const { name } of rows) {
    const pid = Number(name.split('_')[1]);
    if (!doesExist(pid)) await dropDatabase(admin, name).catch(() => {});
  }
}

async function makeShop(database: Database, name: string): Promise<ShopId> {
  const shopId = ShopId.check(name);
  await database.inShop(shopId, async (sql) => {
    await sql`
      insert into shops (shop_id, name, platform) values (${shopId}, ${sql.json({ 'zh-CN': name, en: name })}, 'test')
      on conflict do nothing`;
  });
  return shopId;
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

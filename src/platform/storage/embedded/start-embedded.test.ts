import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../../log.ts';
import { openDatabase } from '../open-database.ts';
import { readPostmaster } from './postmaster.ts';
import { doesExist } from './process-life.ts';
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from './start-embedded.ts';

let dataFolder: string;
let cluster: string;
const log = silentLog();
const started: EmbeddedDatabase[] = [];
const start = async (more: Partial<EmbeddedOptions> = {}) => {
  const server = await startEmbedded({ dataFolder, port: undefined, log, ...more });
  started.push(server);
  return server;
};
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(os.tmpdir(), 'peakdesk-embedded-'));
  cluster = path.join(dataFolder, 'postgres', 'cluster');
  await (await start()).stop();
});
afterAll(async () => {
  const running = await readPostmaster(cluster);
  if (running !== undefined) process.kill(running.pid, 'SIGQUIT');
  await rm(dataFolder, { recursive: true, force: true });
});

describe('a data folder', () => {
  test('holds passwords for its owner only, and a durable UTF-8 database with a role that owns nothing', async () => {
    const server = await start();
    const sql = postgres(server.app.url, { max: 1 });
    const [facts] = await sql`
      select current_user as who, rolsuper as super, rolbypassrls as bypass, rolcreatedb as create_db,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('full_page_writes') as pages,
        current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listen,
        (select datcollate || ' ' || datlocprovider::text from pg_database where datname = current_database()) as locale,
        pg_get_userbyid((select datdba from pg_database where datname = current_database())) as owner
      from pg_roles where rolname = current_user`;
    await sql.end();
    await server.stop();
    expect(facts).toMatchObject({
      who: 'peakdesk_app',
      super: false,
      bypass: false,
      create_db: false,
      owner: 'peakdesk_owner',
      fsync: 'on',
      commit: 'on',
      pages: 'on',
      encoding: 'UTF8',
      listen: '127.0.0.1',
      locale: 'C b',
    });
    expect((await stat(path.join(dataFolder, 'postgres', 'access.json'))).mode & 0o777).toBe(0o600);
  });

  test('is served once: a second user joins, and the last one to leave stops it', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.app.url).toBe(first.app.url);
    await first.stop();
    await first.stop();
    expect(await readPostmaster(cluster)).toBeDefined();
    await second.stop();
    expect(await readPostmaster(cluster)).toBeUndefined();
  });

  test('is served once when several processes start at the same moment', async () => {
    const results = await Promise.all([1, 2, 3].map(() => runUser('once')));
    expect(results.map((result) => result.code)).toEqual([0, 0, 0]);
    expect(new Set(results.map((result) => result.output)).size).toBe(1);
    expect(await readPostmaster(cluster)).toBeUndefined();
  });

  test('keeps its port, and takes another when that is taken', async () => {
    const first = await start();
    await first.stop();
    const again = await start();
    await again.stop();
    expect(again.app.url).toBe(first.app.url);
    const blocker = createServer().listen(Number(new URL(first.app.url).port), '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const moved = await start();
    await moved.stop();
    await expect(start({ port: Number(new URL(first.app.url).port) })).rejects.toMatchObject({
      kind: 'unavailable',
      field: 'PEAKDESK_EMBEDDED_POSTGRES_PORT',
    });
    blocker.close();
    expect(moved.app.url).not.toBe(first.app.url);
  });

  test('starts although a postmaster.pid of a dead server names a living process', async () => {
    const text = `${process.ppid}\n${cluster}\n1790000000\n5432\n\n127.0.0.1\n  1 2\nready   \n`;
    await writeFile(path.join(cluster, 'postmaster.pid'), text);
    const server = await start();
    await server.stop();
    expect(server.isEmbedded).toBe(true);
  });

  test('starts although a holder of its lock and its users died', async () => {
    const dead = JSON.stringify({ pid: 2_147_483_000, startedAt: '1', world: await readWorld() });
    const folder = path.join(dataFolder, 'postgres');
    await mkdir(path.join(folder, 'lock'));
    await writeFile(path.join(folder, 'lock', 'holder'), dead);
    await writeFile(path.join(folder, 'users', '2147483000-x'), dead);
    const server = await start();
    await server.stop();
    expect(await readPostmaster(cluster)).toBeUndefined();
  });

  test('of a newer PostgreSQL is refused in words', async () => {
    const version = path.join(cluster, 'PG_VERSION');
    const own = await readFile(version, 'utf8');
    await writeFile(version, '99\n');
    await expect(start()).rejects.toThrow(/PostgreSQL 99.*this Peakdesk brings 18/);
    await writeFile(version, own);
  });

  test('that is a file is refused in words', async () => {
    const file = path.join(dataFolder, 'a-file');
    await writeFile(file, '');
    await expect(start({ dataFolder: file })).rejects.toMatchObject({ kind: 'unavailable', field: 'PEAKDESK_DATA' });
  });
});

describe('a crash', () => {
  test('of the server loses no acknowledged row, and users come back by themselves', async () => {
    const server = await start();
    const database = openDatabase(server.app, { log, maxConnections: 4 });
    const owner = postgres(server.owner.url, { max: 1 });
    await owner`create table if not exists crash (n int primary key)`;
    await owner`grant select, insert on crash to peakdesk_app`;
    await owner.end();
    const readies: number[] = [];
    const listening = await database.listen(
      'crash_test',
      () => {},
      () => readies.push(1),
    );

    const acknowledged: number[] = [];
    let next = 0;
    const write = async (until: number) => {
      while (next < until) {
        const n = next++;
        await database
          .asScheduler((sql) => sql`insert into crash values (${n})`)
          .then(
            () => acknowledged.push(n),
            (error: unknown) => expect(error).toMatchObject({ kind: 'unavailable' }),
          );
      }
    };
    for (const round of [1, 2]) {
      const writing = Promise.all([1, 2, 3, 4].map(() => write(round * 400)));
      while (acknowledged.length < (round - 1) * 100 + 100) await new Promise((resolve) => setTimeout(resolve, 5));
      await killServer();
      await writing;
      await waitFor(() =>
        database.ping().then(
          () => true,
          () => false,
        ),
      );
    }
    const rows = await database.asScheduler((sql) => sql<{ n: number }[]>`select n from crash`);
    await waitFor(async () => readies.length > 1);
    await listening.stop();
    await database.close();
    await server.stop();
    const stored = new Set(rows.map((row) => row.n));
    expect(acknowledged.filter((n) => !stored.has(n))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(200);
  });

  test('of the last user leaves no server behind', async () => {
    const user = await runUser('hang');
    const running = await readPostmaster(cluster);
    expect(running).toBeDefined();
    process.kill(user.pid, 'SIGKILL');
    await waitFor(async () => running === undefined || !doesExist(running.pid));
    const server = await start();
    await server.stop();
  });
});

async function killServer(): Promise<void> {
  const running = await readPostmaster(cluster);
  if (running !== undefined) process.kill(running.pid, 'SIGKILL');
}

async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function readWorld(): Promise<string> {
  const { markProcess } = await import('./process-life.ts');
  return markProcess().world;
}

/** Starts the database in another process, which prints its address and then ends ('once') or stays ('hang'). */
function runUser(mode: 'once' | 'hang'): Promise<{ code: number | null; output: string; pid: number }> {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(fileURLToPath(new URL('./start-embedded.ts', import.meta.url)))});
    const { silentLog } = await import(${JSON.stringify(fileURLToPath(new URL('../../log.ts', import.meta.url)))});
    const server = await startEmbedded({ dataFolder: ${JSON.stringify(dataFolder)}, port: undefined, log: silentLog() });
    console.log(server.app.url);
    if (${JSON.stringify(mode)} === 'hang') setInterval(() => {}, 1000); else await server.stop();`;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
      if (mode === 'hang') resolve({ code: null, output, pid: child.pid ?? 0 });
    });
    child.on('exit', (code) => resolve({ code, output, pid: child.pid ?? 0 }));
  });
}

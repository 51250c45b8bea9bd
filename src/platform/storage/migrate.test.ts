import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { migrate, readMigrationState } from './migrate.ts';

let db: TestDatabase;
let folder: string;
const log = silentLog();
const add = (name: string, text: string) => writeFile(path.join(folder, name), text);
const run = () => migrate(db.owner, { folder, log });

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'peakdesk-migrations-'));
  const sql = postgres(db.owner.url, { max: 1, onnotice: () => {} });
  await sql`drop table if exists schema_migrations, one, two`;
  await sql`drop sequence if exists tries`;
  await sql.end();
  await add('0001-one.sql', 'create table one (n int);\ninsert into one values (1);\n');
  return () => rm(folder, { recursive: true });
});

test('files are applied once and in order, also by processes that start together', async () => {
  await add('0002-two.sql', 'create table two as select n + 1 as n from one;');
  const applied = await Promise.all([run(), run(), run()]);
  expect(applied.flat().sort()).toEqual([1, 2]);
  expect(await run()).toEqual([]);
  expect(await readMigrationState(db.database, folder)).toEqual({ state: 'current', applied: 2, known: 2 });
});

test('a file that was changed after it was applied is refused; line ends do not count', async () => {
  await run();
  await add('0001-one.sql', 'create table one (n int);\r\ninsert into one values (1);\r\n');
  expect(await run()).toEqual([]);
  await add('0001-one.sql', 'create table one (n bigint);');
  await expect(run()).rejects.toMatchObject({ kind: 'invalid', field: '0001-one.sql' });
});

test('a database that a newer Peakdesk migrated is refused in words', async () => {
  await add('0002-two.sql', 'create table two (n int);');
  await run();
  await rm(path.join(folder, '0002-two.sql'));
  await expect(run()).rejects.toThrow(/newer Peakdesk.*0002-two.sql.*0001-one.sql/);
  expect(await readMigrationState(db.database, folder)).toMatchObject({ state: 'ahead' });
});

test('a file that fails leaves nothing of itself and says where', async () => {
  await add('0002-two.sql', 'create table two (n int);\nselect broken;\n');
  await expect(run()).rejects.toThrow(/0002-two.sql near line 2.*broken/);
  expect(await readMigrationState(db.database, folder)).toEqual({ state: 'behind', applied: 1, known: 2 });
  await add('0002-two.sql', 'create table two (n int);');
  expect(await run()).toEqual([2]);
});

test('a table that is in use for a moment does not make a migration fail', async () => {
  await run();
  await add('0002-two.sql', 'alter table one add column m int;');
  const sql = postgres(db.owner.url, { max: 1 });
  const holding = sql.begin(async (transaction) => {
    await transaction`lock table one in access share mode`;
    await transaction`select pg_sleep(1.2)`;
  });
  expect(await run()).toEqual([2]);
  await holding;
  await sql.end();
});

test.each(['0003-three.sql', '2-two.sql', '0001-again.sql', '0002_Two.sql'])(
  '%s is no name for the second migration',
  async (name) => {
    await add(name, 'select 1;');
    await expect(run()).rejects.toMatchObject({ kind: 'invalid' });
  },
);

test('a file that crosses the locks of running nodes is tried again', async () => {
  await add('0001-one.sql', 'create table one (n int);\ncreate sequence tries;\n');
  await run();
  await add(
    '0002-two.sql',
    `do $$ begin if nextval('tries') < 3 then raise exception 'deadlock detected' using errcode = '40P01'; end if; end $$;
     create table two (n int);`,
  );
  expect(await run()).toEqual([2]);
});

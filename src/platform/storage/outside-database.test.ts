import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded/start-embedded.ts';
import { openDatabase } from './open-database.ts';
import { checkOutside } from './outside-database.ts';

let dataFolder: string;
let server: EmbeddedDatabase;
let admin: postgres.Sql;
let adminUrl: string;
const urlOf = (user: string, password: string) => {
  const url = new URL(server.app.url);
  return Object.assign(url, { username: user, password }).href;
};

beforeAll(async () => {
  dataFolder = await mkdtemp(path.join(os.tmpdir(), 'peakdesk-outside-'));
  server = await startEmbedded({ dataFolder, port: undefined, log: silentLog() });
  const access: { superuserPassword: string } = JSON.parse(
    await readFile(path.join(dataFolder, 'postgres', 'access.json'), 'utf8'),
  );
  adminUrl = urlOf('postgres', access.superuserPassword);
  admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  // As it is on a server that Peakdesk has not seen yet.
  await admin`drop role peakdesk_app`;
  for (const role of ['maker', 'plain'])
    await admin.unsafe(`create role ${role} login password 'secret' ${role === 'maker' ? 'createrole' : ''}`);
  await admin`grant create on schema public to maker, plain`;
});
afterAll(async () => {
  await admin.end();
  await server.stop();
  await rm(dataFolder, { recursive: true });
});

test('a user who may not make the role is told what an administrator has to run', async () => {
  const statement = 'create role peakdesk_app nologin nosuperuser nobypassrls; grant peakdesk_app to "plain";';
  await expect(checkOutside(urlOf('plain', 'secret'))).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining(statement),
  });
});

test('a user who may make roles needs nothing else, and Peakdesk then works as the role that owns nothing', async () => {
  const outside = await checkOutside(urlOf('maker', 'secret'));
  const again = await checkOutside(urlOf('maker', 'secret'));
  const database = openDatabase(again.app, { log: silentLog(), maxConnections: 2 });
  const [row] = await database.asScheduler(
    (sql) => sql`select current_user as who, current_setting('statement_timeout') as timeout`,
  );
  await database.close();
  expect(row).toEqual({ who: 'peakdesk_app', timeout: '30s' });
  expect([outside.isEmbedded, outside.owner.role]).toEqual([false, undefined]);
});

test('a user who may not become the role is told what to run', async () => {
  await expect(checkOutside(urlOf('plain', 'secret'))).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining('grant peakdesk_app to "plain";'),
  });
});

test('a superuser works too: row-level security holds because of the role', async () => {
  const outside = await checkOutside(adminUrl);
  const database = openDatabase(outside.app, { log: silentLog(), maxConnections: 1 });
  const [row] = await database.asScheduler(
    (sql) => sql`select rolsuper or rolbypassrls as strong from pg_roles where rolname = current_user`,
  );
  await database.close();
  expect(row).toEqual({ strong: false });
});

test('a role that would bypass row-level security is refused', async () => {
  await admin`alter role peakdesk_app bypassrls`;
  await expect(checkOutside(adminUrl)).rejects.toThrow('alter role peakdesk_app nosuperuser nobypassrls');
  await admin`alter role peakdesk_app nobypassrls`;
});

test('a wrong password and a server that is not there are unavailable, in words', async () => {
  await expect(checkOutside(urlOf('plain', 'wrong'))).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('sign-in refused'),
  });
  await expect(checkOutside('postgres://x:y@127.0.0.1:1/z')).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('nobody listens'),
  });
});

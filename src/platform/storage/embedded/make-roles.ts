import postgres from 'postgres';
import { appRole, databaseName, ownerRole } from '../roles.ts';
import type { Access } from './access.ts';

/** Makes the two roles and the database where they are missing; safe to repeat after any interruption. */
export async function makeRoles(access: Access, port: number): Promise<void> {
  const sql = postgres({ ...superuser(access, port), max: 1, onnotice: () => {} });
  try {
    const made = await sql<{ name: string }[]>`
      select rolname as name from pg_roles where rolname in (${ownerRole}, ${appRole})
      union all select datname from pg_database where datname = ${databaseName}`;
    const has = (name: string) => made.some((row) => row.name === name);
    // Passwords are base64url, so they need no quoting; the owner may make databases for tests and restores.
    if (!has(ownerRole)) await sql.unsafe(`create role ${ownerRole} login createdb password '${access.ownerPassword}'`);
    if (!has(appRole)) await sql.unsafe(`create role ${appRole} login nobypassrls password '${access.appPassword}'`);
    if (!has(databaseName)) await sql.unsafe(`create database ${databaseName} owner ${ownerRole}`);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** True when the server lets the application in; false while it starts or stops. */
export async function doesAnswer(access: Access, port: number): Promise<boolean> {
  const sql = postgres({
    host: '127.0.0.1',
    port,
    user: appRole,
    password: access.appPassword,
    database: databaseName,
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
  });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function superuser(access: Access, port: number) {
  return { host: '127.0.0.1', port, user: 'postgres', password: access.superuserPassword, database: 'postgres' };
}

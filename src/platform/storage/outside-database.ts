import postgres from 'postgres';
import { AppError } from '../errors.ts';
import { toDatabaseError } from './database-error.ts';
import { appRole } from './roles.ts';
import type { RunningDatabase } from './start-database.ts';

/**
 * Checks a PostgreSQL that somebody else runs and makes the role without ownership if it may.
 * Peakdesk connects as the user of the address and then works as `peakdesk_app`.
 */
export async function checkOutside(url: string): Promise<RunningDatabase> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connect_timeout: 10,
    connection: { application_name: 'peakdesk' },
  });
  try {
    const [facts] = await sql<Facts[]>`
      select current_user as "user", current_setting('server_version_num')::int as version,
        (select rolsuper or rolbypassrls from pg_roles where rolname = ${appRole}) as "isAppTooStrong",
        has_schema_privilege(current_user, 'public', 'create') as "canCreate"`;
    if (facts === undefined) throw new AppError('bug', 'PostgreSQL answered without a row');
    checkFacts(facts);
    if (facts.isAppTooStrong === null) await createAppRole(sql, facts.user);
    await checkMembership(sql, facts);
  } catch (error) {
    throw error instanceof AppError ? error : toDatabaseError(error);
  } finally {
    await sql.end({ timeout: 2 });
  }
  return { owner: { url, role: undefined }, app: { url, role: appRole }, isEmbedded: false, stop: async () => {} };
}

type Facts = { user: string; version: number; isAppTooStrong: boolean | null; canCreate: boolean };

const field = 'DATABASE_URL';

function checkFacts(facts: Facts): void {
  if (facts.version < 140_000) {
    throw new AppError('invalid', `PostgreSQL 14 or newer is needed, this is ${Math.floor(facts.version / 10_000)}`, {
      field,
    });
  }
  if (facts.user === appRole) {
    throw new AppError(
      'invalid',
      `connect as the owner of the database, not as ${appRole}; Peakdesk switches to it by itself`,
      { field },
    );
  }
  if (facts.isAppTooStrong === true) {
    throw new AppError(
      'invalid',
      `role ${appRole} would bypass row-level security; run: alter role ${appRole} nosuperuser nobypassrls`,
      { field },
    );
  }
  if (!facts.canCreate) {
    throw new AppError(
      'invalid',
      `${facts.user} may not create tables; run: grant create on schema public to "${facts.user}"`,
      { field },
    );
  }
}

async function createAppRole(sql: postgres.Sql, user: string): Promise<void> {
  try {
    await sql.unsafe(`create role ${appRole} nologin nosuperuser nobypassrls nocreatedb nocreaterole`);
    await sql.unsafe(`grant ${appRole} to current_user`);
  } catch (error) {
    // Another node may have made it in this moment.
    if (error instanceof postgres.PostgresError && ['42710', '23505'].includes(error.code)) return;
    if (!(error instanceof postgres.PostgresError) || error.code !== '42501') throw error;
    const statements = `create role ${appRole} nologin nosuperuser nobypassrls; grant ${appRole} to "${user}";`;
    throw new AppError('forbidden', `${user} may not create roles; let an administrator run: ${statements}`, {
      field,
      cause: error,
    });
  }
}

async function checkMembership(sql: postgres.Sql, facts: Facts): Promise<void> {
  const privilege = facts.version >= 160_000 ? 'SET' : 'MEMBER';
  const [row] = await sql<{ may: boolean }[]>`select pg_has_role(current_user, ${appRole}, ${privilege}) as may`;
  if (row?.may === true) return;
  throw new AppError(
    'forbidden',
    `${facts.user} may not become ${appRole}; let an administrator run: grant ${appRole} to "${facts.user}";`,
    { field },
  );
}

import postgres from 'postgres';
import { AppError } from '../errors.ts';
import type { Database, DatabaseAddress, DatabaseOptions, Sql } from './database.ts';
import { toDatabaseError } from './database-error.ts';

/** Opens a connection pool; nothing is connected before the first use. */
export function openDatabase(address: DatabaseAddress, options: DatabaseOptions): Database {
  const pool = openPool(address, options.maxConnections ?? 20, appLimits);

  const inTransaction = async <T>(
    setting: 'app.shop_id' | 'app.scope',
    value: string,
    work: (sql: Sql) => Promise<T>,
  ) => {
    const kept: T[] = [];
    await guarded(() =>
      pool.begin(async (sql) => {
        // Not awaited: it travels in one packet with the first statement. If it fails, so does the transaction.
        const bound = sql`select set_config(${setting}, ${value}, true)`.execute();
        kept.push(await work(sql));
        await bound;
      }),
    );
    return only(kept);
  };

  return {
    inShop: (shopId, work) => inTransaction('app.shop_id', shopId, work),
    asScheduler: (work) => inTransaction('app.scope', 'scheduler', work),
    rehearseInShop: async (shopId, work) =>
      rehearse((rolledBack) => inTransaction('app.shop_id', shopId, rolledBack), work),
    listen: async (channel, onPayload, onReady) => {
      const { unlisten } = await guarded(() => pool.listen(channel, onPayload, onReady));
      return { stop: async () => void (await unlisten().catch(() => {})) };
    },
    notify: async (channel, payload) => {
      await guarded(() => pool`select pg_notify(${channel}, ${payload})`);
    },
    ping: async () => {
      await guarded(() => pool`select 1`);
    },
    readClock: async () => {
      const [row] = await guarded(() => pool<{ now: Date }[]>`select clock_timestamp() as now`);
      if (!row) throw new AppError('bug', 'the database told no time');
      return row.now;
    },
    close: () => pool.end({ timeout: 5 }),
  };
}

// Milliseconds. A statement or an idle transaction beyond these is a fault; long work is cut into pieces.
const appLimits = { statement_timeout: 30_000, lock_timeout: 10_000, idle_in_transaction_session_timeout: 15_000 };

/** The pool with Peakdesk's types, with settings for each connection; also used for migrations. */
export function openPool(
  address: DatabaseAddress,
  maxConnections: number,
  settings: Readonly<Record<string, number>> = {},
) {
  return postgres(address.url, {
    max: maxConnections,
    connect_timeout: 10,
    idle_timeout: 300,
    // Seconds; short, so that a restarted server is found again within a second.
    backoff: (retries: number) => Math.min(1, 0.05 * 2 ** retries),
    onnotice: () => {},
    connection: {
      application_name: 'peakdesk',
      ...settings,
      ...(address.role === undefined ? {} : { role: address.role }),
    },
    types: { ...numberTypes },
  });
}

const numberTypes = {
  bigint: { to: 20, from: [20], serialize: (value: number) => String(value), parse: toSafeNumber },
  // A calendar day has no instant; the driver would make one of it.
  day: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text },
};

function toSafeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new AppError('bug', `bigint ${text} is beyond what a number holds exactly`);
  return value;
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toDatabaseError(error);
  }
}

class RolledBack extends Error {}

async function rehearse<T>(
  transaction: (work: (sql: Sql) => Promise<never>) => Promise<never>,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const kept: T[] = [];
  try {
    return await transaction(async (sql) => {
      // The work's own early commit is no commit here.
      kept.push(await work(Object.assign(sql, { finish: () => undefined })));
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack) return only(kept);
    throw error;
  }
}

function only<T>(kept: readonly T[]): T {
  for (const value of kept) return value;
  throw new AppError('bug', 'a transaction ended without a result');
}

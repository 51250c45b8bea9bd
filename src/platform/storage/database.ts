import type postgres from 'postgres';
import type { ShopId } from '../ids.ts';
import type { Log } from '../log.ts';

/** An open transaction: a tagged template that runs queries (https://github.com/porsager/postgres). */
export type Sql = postgres.TransactionSql;

/** Where a database is and as which role to work there; `role` is set on every connection when given. */
export type DatabaseAddress = { url: string; role: string | undefined };

/**
 * The one way to PostgreSQL. bigint columns arrive as numbers (an unsafe one is an error), numeric as text,
 * date as 'YYYY-MM-DD', timestamptz as Date. Write json with `sql.json(value)`.
 * A lost connection is an AppError 'unavailable'; the pool reconnects by itself.
 */
export type Database = {
  /**
   * One short transaction bound to one shop: forced row-level security shows and accepts this shop's rows only.
   * No network or model call inside, and no second `inShop` (it would wait for another connection).
   * Work on a hot path calls `sql.finish()` once all its statements are asked: the commit then travels with them.
   */
  inShop<T>(shopId: ShopId, work: (sql: Sql) => Promise<T>): Promise<T>;
  /** The same, but rolled back at the end whatever happens; for trying something out. */
  rehearseInShop<T>(shopId: ShopId, work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Across shops, only to see which shop has due turns, jobs or outbox rows, and for the shop registry. */
  asScheduler<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Listens to NOTIFY on a channel on one connection of its own, which reconnects by itself (`onReady` each time). */
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onReady?: () => void,
  ): Promise<{ stop(): Promise<void> }>;
  /** Sends NOTIFY outside any transaction; `createNotifier` coalesces. */
  notify(channel: string, payload: string): Promise<void>;
  ping(): Promise<void>;
  /** The database's own time, which all processes share. */
  readClock(): Promise<Date>;
  /** Ends the pool; running queries get five seconds. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  log: Log;
  /** Size of the connection pool; default 20. */
  maxConnections?: number;
};

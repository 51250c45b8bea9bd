import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';

/** What a database has written since some start, by its own statistics. */
type Counts = { rows: ReadonlyMap<string, number>; commits: number; logBytes: number };

/** Counts what the database writes for each operation; unlike a rate, that is the same on a busy machine. */
export type WrittenMeter = {
  /** Words for the time since the last call. */
  lap(operations: number): Promise<string>;
  stop(): Promise<void>;
};

/** PostgreSQL tells its statistics with a delay; what is missed is counted in the next lap. */
const statisticsDelay = 1_500;
/** Tables with fewer rows written in an operation are not named. */
const leastShare = 0.05;

/** Starts to count. */
export async function startWrittenMeter(ownerUrl: string): Promise<WrittenMeter> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  let last = await read(sql);
  return {
    lap: async (operations) => {
      await delay(statisticsDelay);
      const now = await read(sql);
      const each = (one: number, before: number) => (one - before) / operations;
      const tables = [...now.rows]
        .map(([name, rows]) => ({ name, rows: each(rows, last.rows.get(name) ?? 0) }))
        .filter(({ rows }) => rows >= leastShare)
        .sort((a, b) => b.rows - a.rows)
        .map(({ name, rows }) => `${name} ${rows.toFixed(1)}`);
      const commits = each(now.commits, last.commits).toFixed(1);
      const log = (each(now.logBytes, last.logBytes) / 1_000).toFixed(1);
      last = now;
      return `written each: ${log} kB of log in ${commits} transactions; rows: ${tables.join(', ')}`;
    },
    stop: () => sql.end(),
  };
}

async function read(sql: postgres.Sql): Promise<Counts> {
  const rows = await sql<{ name: string; rows: number }[]>`
    select relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::float as rows from pg_stat_user_tables`;
  const [whole] = await sql<{ commits: number; log: number }[]>`
    select xact_commit::float as commits, (pg_current_wal_lsn() - '0/0'::pg_lsn)::float as log
    from pg_stat_database where datname = current_database()`;
  return {
    rows: new Map(rows.map((row) => [row.name, row.rows])),
    commits: whole?.commits ?? 0,
    logBytes: whole?.log ?? 0,
  };
}

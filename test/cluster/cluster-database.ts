import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { silentLog } from '../../src/platform/index.ts';
import { startEmbedded } from '../../src/platform/storage/embedded/start-embedded.ts';

/** A real, durable PostgreSQL on a small disk of its own, which comes up again by itself when it was killed. */
export type ClusterDatabase = {
  /** Address as the user who owns everything; row-level security does not bind it, so that the oracle sees all. */
  url: string;
  port: number;
  sql: postgres.Sql;
  /** kill -9 of the whole server. */
  kill(): void;
  untilAnswering(): Promise<void>;
  /** Takes the rest of its disk; false where this machine lets nobody make a small disk. */
  fillDisk(): boolean;
  freeDisk(): void;
  stop(): Promise<void>;
};

/** Starts it below `folder`. */
export async function startClusterDatabase(folder: string): Promise<ClusterDatabase> {
  const { disk, isSmall, giveBack } = takeSmallDisk(folder);
  const ballast = join(disk, 'ballast');
  const server = await startEmbedded({ dataFolder: disk, port: undefined, log: silentLog(), settings });
  const url = superuserUrl(server.app.url, disk);
  const sql = postgres(url, { max: 3, onnotice: () => {}, connect_timeout: 3, backoff: () => 0.2 });
  await sql`create extension if not exists pg_stat_statements`;
  return {
    url,
    port: Number(new URL(url).port),
    sql,
    kill: () =>
      process.kill(
        Number(readFileSync(join(disk, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]),
        'SIGKILL',
      ),
    untilAnswering: async () => {
      for (;;) {
        const isThere = await sql`select 1`.then(
          () => true,
          () => false,
        );
        if (isThere) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    fillDisk: () => {
      if (!isSmall) return false;
      // Ends when nothing more fits.
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=1M', 'count=700'], { stdio: 'ignore' });
      return true;
    },
    freeDisk: () => {
      if (existsSync(ballast)) writeFileSync(ballast, '');
      rmSync(ballast, { force: true });
    },
    stop: async () => {
      await sql.end({ timeout: 2 });
      await server.stop();
      giveBack();
    },
  };
}

/** A small disk: the one that `npm run test:cluster` has brought, or one that is mounted here; else a folder, which cannot be filled. */
function takeSmallDisk(folder: string): { disk: string; isSmall: boolean; giveBack(): void } {
  const brought = process.env.PEAKDESK_TEST_SMALL_DISK;
  if (brought) {
    const disk = mkdtempSync(join(brought, 'database-'));
    return { disk, isSmall: true, giveBack: () => rmSync(disk, { recursive: true, force: true }) };
  }
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const isSmall = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=700m', 'tmpfs', disk]).status === 0;
  return { disk, isSmall, giveBack: () => void (isSmall && spawnSync('umount', ['-l', disk])) };
}

// Durable, or nothing would be proved; small files of the log, so that a full disk is soon felt.
const settings = {
  // Which statements were run, for the check that each names its shop.
  shared_preload_libraries: 'pg_stat_statements',
  max_connections: '200',
  max_wal_size: '96MB',
  min_wal_size: '48MB',
  log_min_duration_statement: '-1',
};

function superuserUrl(appUrl: string, dataFolder: string): string {
  const access: { superuserPassword: string } = JSON.parse(
    readFileSync(join(dataFolder, 'postgres/access.json'), 'utf8'),
  );
  return Object.assign(new URL(appUrl), { username: 'postgres', password: access.superuserPassword }).href;
}

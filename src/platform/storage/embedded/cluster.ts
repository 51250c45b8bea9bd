import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../errors.ts';
import { toStartError } from './failure.ts';
import type { Program } from './program.ts';
import { callAs, type RunAs, runCall } from './run-as.ts';

/** Major version of the PostgreSQL that made a cluster folder; undefined when there is none yet. */
export async function readClusterVersion(cluster: string): Promise<number | undefined> {
  const text = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

/** Refuses a cluster that this program cannot serve. */
export function checkClusterVersion(made: number, program: number, cluster: string): void {
  if (made === program) return;
  const advice =
    made > program ? 'start the newer Peakdesk that made it' : 'back it up with the older Peakdesk and restore it here';
  throw new AppError(
    'unavailable',
    `the database in ${cluster} is of PostgreSQL ${made}, this Peakdesk brings ${program}; ${advice}`,
    { field: 'PEAKDESK_DATA' },
  );
}

/** Makes a new cluster; it appears under its name only when it is whole. */
export async function initCluster(parts: {
  program: Program;
  cluster: string;
  runAs: RunAs;
  superuserPassword: string;
}): Promise<void> {
  const { program, cluster, runAs } = parts;
  const unfinished = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${parts.superuserPassword}\n`, { mode: 0o600 });
  try {
    if (runAs.kind === 'system-user') {
      for (const file of [unfinished, passwordFile]) await chown(file, runAs.uid, runAs.gid);
    }
    const args = ['-D', unfinished, '--username=postgres', `--pwfile=${passwordFile}`, ...initFlags];
    const ended = await runCall(callAs(runAs, program.initdb, args));
    if (ended.code !== 0) throw toStartError(ended.output, { folder: cluster, port: undefined });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await writeFile(path.join(unfinished, 'postgresql.conf'), "include_if_exists = 'peakdesk.conf'\n", { flag: 'a' });
  await rename(unfinished, cluster);
  await syncFolder(path.dirname(cluster));
}

/** Writes Peakdesk's settings; done at every start, so that a new version brings its own. */
export async function writeSettings(cluster: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const lines = Object.entries({ ...settings, ...more }).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`,
  );
  await writeFile(path.join(cluster, 'peakdesk.conf'), `# Written by Peakdesk at every start.\n${lines.join('\n')}\n`);
}

const initFlags = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
];

// For two cores and a few GB of memory; durability is never traded.
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  password_encryption: 'scram-sha-256',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  // macOS keeps an ordinary fsync in the drive's cache.
  ...(process.platform === 'darwin' ? { wal_sync_method: 'fsync_writethrough' } : {}),
  wal_level: 'replica',
  wal_compression: 'on',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  // Keeps out of /dev/shm, which containers make small.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  random_page_cost: '1.1',
  autovacuum_naptime: '20s',
  autovacuum_vacuum_scale_factor: '0.1',
  autovacuum_analyze_scale_factor: '0.05',
  logging_collector: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
  log_min_duration_statement: '2000',
  log_checkpoints: 'off',
  // A failed statement is logged by Peakdesk; its parameters may be personal.
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
} as const;

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().catch(() => {});
  await handle.close();
}

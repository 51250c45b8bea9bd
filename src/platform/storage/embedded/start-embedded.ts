import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { appRole, databaseName, ownerRole } from '../roles.ts';
import type { RunningDatabase } from '../start-database.ts';
import { type Access, makeAccess, readAccess, writeAccess } from './access.ts';
import { checkClusterVersion, initCluster, readClusterVersion, writeSettings } from './cluster.ts';
import { toStartError } from './failure.ts';
import { withFolderLock } from './folder-lock.ts';
import { isPortFree, takeFreePort } from './free-port.ts';
import { doesAnswer, makeRoles } from './make-roles.ts';
import { type Postmaster, readPostmaster, startPostmaster, stopPostmaster, waitForEnd } from './postmaster.ts';
import { copyProgram, findProgram, locatePackage, type Program } from './program.ts';
import { canUse, decideRunAs, type RunAs } from './run-as.ts';
import { countUsers, registerUser, silentMilliseconds } from './users.ts';
import { startWatchdog } from './watchdog.ts';

export type EmbeddedOptions = {
  /** Peakdesk's data folder; the database lives in `postgres` below it. */
  dataFolder: string;
  /** A fixed port; undefined takes the last one again or a free one. */
  port: number | undefined;
  log: Log;
  /** More settings of PostgreSQL, for tests. */
  settings?: Readonly<Record<string, string>>;
};

/** `leave` gives the database up without stopping it; the watchdog does so seconds later if nobody else came. */
export type EmbeddedDatabase = RunningDatabase & { leave(): Promise<void> };

/**
 * Starts the PostgreSQL of a data folder, or joins it when another process has started it. Whoever stops last stops it.
 * Durable: fsync and synchronous commit are on; after a kill of everything the next start recovers.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    return await startOrJoin(options, await makePlaces(options.dataFolder));
  } catch (error) {
    const isFromSystem = error instanceof Error && 'syscall' in error;
    throw isFromSystem ? toStartError(String(error), { folder: options.dataFolder, port: undefined }) : error;
  }
}

async function startOrJoin(options: EmbeddedOptions, places: Places): Promise<EmbeddedDatabase> {
  return withFolderLock(places.lock, async () => {
    await waitForOthers(places, options.log);
    const user = await registerUser(places.users);
    try {
      const { access, port, cluster } = await ensureRunning(options, places);
      const supervision = supervise({ ...options, port }, places, cluster);
      let stopping: Promise<void> | undefined;
      const leave = async () => {
        supervision.stop();
        await user.remove();
      };
      return {
        owner: address(ownerRole, access.ownerPassword, port),
        app: address(appRole, access.appPassword, port),
        isEmbedded: true,
        stop: () => {
          stopping ??= withFolderLock(places.lock, () => leaveAsLast(leave, places, cluster));
          return stopping;
        },
        leave,
      };
    } catch (error) {
      await user.remove();
      throw error;
    }
  });
}

async function leaveAsLast(leave: () => Promise<void>, places: Places, cluster: string): Promise<void> {
  await leave();
  const { here, elsewhere } = await countUsers(places.users);
  if (here + elsewhere === 0) await stopPostmaster(cluster);
}

const superviseMilliseconds = 1000;

/** Starts the server again, on the same port, when it was killed while this process uses it. */
function supervise(options: EmbeddedOptions, places: Places, cluster: string): { stop(): void } {
  let isStopped = false;
  let isChecking = false;
  const check = async () => {
    if ((await readPostmaster(cluster)) !== undefined) return;
    await withFolderLock(places.lock, async () => {
      if (isStopped || (await readPostmaster(cluster)) !== undefined) return;
      options.log.warn('the embedded database was killed; starting it again');
      await ensureRunning(options, places);
    });
  };
  const timer = setInterval(() => {
    if (isChecking) return;
    isChecking = true;
    check()
      .catch((error: unknown) =>
        options.log.error({ err: error }, 'the embedded database was killed and does not start'),
      )
      .finally(() => {
        isChecking = false;
      });
  }, superviseMilliseconds);
  timer.unref();
  return {
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}

type Places = { folder: string; lock: string; users: string; access: string; logFile: string };

async function makePlaces(dataFolder: string): Promise<Places> {
  const wanted = path.join(dataFolder, 'postgres');
  await mkdir(wanted, { recursive: true, mode: 0o700 });
  const folder = await realpath(wanted);
  return {
    folder,
    lock: path.join(folder, 'lock'),
    users: path.join(folder, 'users'),
    access: path.join(folder, 'access.json'),
    logFile: path.join(folder, 'server.log'),
  };
}

/** A server in another container cannot be joined; one that was killed falls silent soon. */
async function waitForOthers(places: Places, log: Log): Promise<void> {
  const until = Date.now() + silentMilliseconds + 3000;
  for (let round = 0; (await countUsers(places.users)).elsewhere > 0; round += 1) {
    if (Date.now() > until) {
      throw new AppError('unavailable', `the database in ${places.folder} is in use by another container or machine`, {
        field: 'PEAKDESK_DATA',
      });
    }
    if (round === 0)
      log.info({ folder: places.folder }, 'waiting: the database was in use by another container a moment ago');
    await delay(500);
  }
}

async function ensureRunning(
  options: EmbeddedOptions,
  places: Places,
): Promise<{ access: Access; port: number; cluster: string }> {
  const access = await readAccess(places.access);
  const cluster = access?.cluster ?? path.join(places.folder, 'cluster');
  const running = await readPostmaster(cluster);
  if (running !== undefined && access !== undefined) {
    const port = await join(running, access);
    if (port !== undefined) return { access, port, cluster };
  }
  return start(options, places, access);
}

/** Port of the running server; undefined once one that was stopping has ended. */
async function join(running: Postmaster, access: Access): Promise<number | undefined> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    if (await doesAnswer(access, running.port)) return running.port;
    if (await waitForEnd(running.pid, 5000)) return undefined;
  }
  throw new AppError('unavailable', `the embedded database (process ${running.pid}) runs but does not answer`, {
    field: 'PEAKDESK_DATA',
  });
}

async function start(options: EmbeddedOptions, places: Places, known: Access | undefined) {
  const prepared = await prepare(places, known);
  const { program, runAs, cluster } = prepared;
  const made = await readClusterVersion(cluster);
  if (made !== undefined && known === undefined) {
    throw new AppError('invalid', `${places.access} is missing; restore it from a backup`, { field: 'PEAKDESK_DATA' });
  }
  if (made !== undefined) checkClusterVersion(made, program.major, cluster);
  let access: Access = known ?? { ...makeAccess(), ...(prepared.isOutside ? { cluster } : {}) };
  // The passwords are stored first: a cluster without them could not be opened.
  if (known === undefined) await writeAccess(places.access, access);
  if (made === undefined) await initCluster({ program, cluster, runAs, superuserPassword: access.superuserPassword });
  await writeSettings(cluster, options.settings);

  const running = await startOnPort({ options, places, access, program, runAs, cluster });
  if (running.port !== access.port) {
    access = { ...access, port: running.port };
    await writeAccess(places.access, access);
  }
  startWatchdog({ pid: running.pid, usersFolder: places.users, lock: places.lock });
  await makeRoles(access, running.port);
  return { access, port: running.port, cluster };
}

async function startOnPort(parts: {
  options: EmbeddedOptions;
  places: Places;
  access: Access;
  program: Program;
  runAs: RunAs;
  cluster: string;
}): Promise<Postmaster> {
  const { options, places, access, program, runAs, cluster } = parts;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const isLastFree = attempt === 0 && access.port !== undefined && (await isPortFree(access.port));
    const port = options.port ?? (isLastFree ? access.port : undefined) ?? (await takeFreePort());
    const running = await startPostmaster({ program, cluster, runAs, port, logFile: places.logFile, log: options.log });
    if (running !== 'port-taken') return running;
    if (options.port !== undefined) {
      throw new AppError('unavailable', `port ${port} is taken by another program`, {
        field: 'PEAKDESK_EMBEDDED_POSTGRES_PORT',
      });
    }
  }
  throw new AppError('unavailable', 'found no free local port for the embedded database', {
    field: 'PEAKDESK_EMBEDDED_POSTGRES_PORT',
  });
}

type Prepared = { program: Program; runAs: RunAs; cluster: string; isOutside: boolean };

/** Decides as whom to run, and moves aside to /var/lib/peakdesk where that user cannot enter the data folder. */
async function prepare(places: Places, known: Access | undefined): Promise<Prepared> {
  const program = await findProgram(places.folder);
  const inside = path.join(places.folder, 'cluster');
  const cluster = known?.cluster ?? inside;
  const facts = await stat(cluster).catch(() => undefined);
  const runAs = await decideRunAs({
    uid: process.getuid?.() ?? 1,
    owner: facts,
    isReachable: (candidate) => canUse(candidate, places.folder, program.postgres),
  });
  if (runAs.kind !== 'system-user') return { program, runAs, cluster, isOutside: false };
  return prepareForUser({
    program,
    places,
    runAs,
    cluster,
    owner: facts?.uid,
    isOutside: known?.cluster !== undefined,
  });
}

async function prepareForUser(parts: {
  program: Program;
  places: Places;
  runAs: RunAs & { kind: 'system-user' };
  cluster: string;
  owner: number | undefined;
  isOutside: boolean;
}): Promise<Prepared> {
  const { places, runAs } = parts;
  // Passing through is enough; the secrets beside the cluster keep their own mode.
  await chmod(places.folder, 0o711);
  const canPass = await canUse(runAs, '/tmp', places.folder);
  if (parts.owner === 0) {
    const advice = `allow user namespaces again, or give the folder to user ${runAs.name}`;
    throw new AppError(
      'unavailable',
      `${parts.cluster} belongs to root and PostgreSQL cannot run as root here; ${advice}`,
      { field: 'PEAKDESK_DATA' },
    );
  }
  const outside = path.join('/var/lib/peakdesk', createHash('sha256').update(places.folder).digest('hex').slice(0, 12));
  const isOutside = parts.isOutside || (parts.owner === undefined && !canPass);
  if (isOutside) await mkdir(outside, { recursive: true, mode: 0o711 });
  if (isOutside && parts.owner === undefined) await chown(outside, runAs.uid, runAs.gid);
  const isProgramOpen = await canUse(runAs, '/tmp', parts.program.postgres);
  const copyFolder = isOutside ? outside : places.folder;
  const program = isProgramOpen ? parts.program : await copyProgram(locatePackage(), parts.program.version, copyFolder);
  const cluster = isOutside && parts.owner === undefined ? path.join(outside, 'cluster') : parts.cluster;
  return { program, runAs, cluster, isOutside };
}

function address(role: string, password: string, port: number) {
  return { url: `postgres://${role}:${password}@127.0.0.1:${port}/${databaseName}`, role: undefined };
}

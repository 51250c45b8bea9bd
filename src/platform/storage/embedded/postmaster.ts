import { spawn } from 'node:child_process';
import { close, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { isPortTaken, toStartError } from './failure.ts';
import { doesExist, readWorkingFolder } from './process-life.ts';
import type { Program } from './program.ts';
import { callAs, plainEnvironment, type RunAs } from './run-as.ts';

/** The running server of one cluster folder, as PostgreSQL writes it into postmaster.pid. */
export type Postmaster = { pid: number; port: number; status: string };

/** Reads who serves a cluster folder; undefined when nobody does (a file of a dead server is no one). */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  // Lines: pid, data folder, start time, port, socket folder, address, shared memory key, status (pidfile.h).
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || !doesExist(pid) || !(await servesCluster(pid, cluster))) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: lines[7] ?? 'starting' };
}

/** Starts the server and waits until it accepts connections; 'port-taken' when another program has the port. */
export async function startPostmaster(parts: {
  program: Program;
  cluster: string;
  runAs: RunAs;
  port: number;
  logFile: string;
  log: Log;
}): Promise<Postmaster | 'port-taken'> {
  await removeStalePidFile(parts.cluster);
  await putAsideLongLog(parts.logFile);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await launch(parts);
    if (typeof outcome !== 'string') return outcome;
    if (isPortTaken(outcome)) return 'port-taken';
    // After a kill of the server alone its children need a moment to notice and end.
    const isLeaving = /still in use|lock file .* already exists/i.test(outcome);
    if (!isLeaving || attempt === 20) throw toStartError(outcome, { folder: parts.cluster, port: parts.port });
    await delay(500);
  }
}

/** Stops the server: fast shutdown (running transactions are rolled back), after 20 seconds immediate. */
export async function stopPostmaster(cluster: string): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 20],
    ['SIGQUIT', 10],
  ] as const) {
    const running = await readPostmaster(cluster);
    if (running === undefined) return;
    try {
      process.kill(running.pid, signal);
    } catch {
      return;
    }
    if (await waitForEnd(running.pid, seconds * 1000)) return;
  }
}

/** True once the process is gone. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  while (Date.now() < until) {
    if (!doesExist(pid)) return true;
    await delay(15);
  }
  return !doesExist(pid);
}

const startMilliseconds = 300_000;
const longLogBytes = 5_000_000;

async function putAsideLongLog(logFile: string): Promise<void> {
  const facts = await stat(logFile).catch(() => undefined);
  if (facts !== undefined && facts.size > longLogBytes) await rename(logFile, `${logFile}.old`);
}

async function launch(parts: Parameters<typeof startPostmaster>[0]): Promise<Postmaster | string> {
  const call = callAs(parts.runAs, parts.program.postgres, ['-D', parts.cluster, '-p', String(parts.port)]);
  const from = await stat(parts.logFile).then(
    (facts) => facts.size,
    () => 0,
  );
  const output = openSync(parts.logFile, 'a', 0o600);
  // Detached: Ctrl-C in the terminal reaches Peakdesk only, which then stops the server in order.
  const child = spawn(call.command, call.args, {
    ...call.options,
    env: plainEnvironment(),
    detached: true,
    stdio: ['ignore', output, output],
  });
  close(output, () => {});
  child.unref();
  let failure: string | undefined;
  child.on('error', (error) => {
    failure = error.message;
  });
  child.on('exit', (code, signal) => {
    failure ??= `exit ${code ?? signal}`;
  });

  const startedAt = Date.now();
  let toldAt = startedAt;
  while (Date.now() - startedAt < startMilliseconds) {
    if (failure !== undefined) return `${readFrom(parts.logFile, from)}\n${failure}`;
    const running = await readPostmaster(parts.cluster);
    if (running?.status === 'ready') return running;
    if (Date.now() - toldAt > 10_000) {
      toldAt = Date.now();
      parts.log.info('the embedded database is recovering');
    }
    await delay(10);
  }
  throw new AppError('unavailable', 'the embedded database was not ready after five minutes', {
    field: 'PEAKDESK_DATA',
  });
}

function readFrom(file: string, from: number): string {
  return readFileSync(file).subarray(from).toString().slice(-8000);
}

/**
 * PostgreSQL removes its own stale file, but takes any process of the same number for a server, as after a restart of a
 * container. Called under the folder lock.
 */
async function removeStalePidFile(cluster: string): Promise<void> {
  if ((await readPostmaster(cluster)) !== undefined) return;
  const text = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const pid = Number.parseInt(text ?? '', 10);
  if (!Number.isInteger(pid) || !doesExist(pid)) return;
  if (await isAnybodyIn(cluster)) return;
  await rm(path.join(cluster, 'postmaster.pid'), { force: true });
}

async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!existsSync('/proc/self')) return true;
  const folder = readWorkingFolder(pid);
  // Unreadable for us: then the name has to do.
  if (folder === undefined) return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  return folder === (await realpath(cluster).catch(() => cluster));
}

async function isAnybodyIn(cluster: string): Promise<boolean> {
  if (!existsSync('/proc/self')) return true;
  const folder = await realpath(cluster);
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && readWorkingFolder(Number(name)) === folder);
}

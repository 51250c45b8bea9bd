import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { AppError } from '../../errors.ts';

/** As whom PostgreSQL runs; it refuses to run as root. */
export type RunAs =
  /** As this process's own user. */
  | { kind: 'self' }
  /** As root outside and an ordinary user inside of a user namespace: files stay root's, paths below /root can be entered. */
  | { kind: 'namespace' }
  /** As another user of this machine, for root where user namespaces are forbidden. */
  | { kind: 'system-user'; name: string; uid: number; gid: number };

/** A program call as `child_process.spawn` takes it. */
export type Call = { command: string; args: string[]; options: { uid?: number; gid?: number; cwd: string } };

/** Wraps a call so that it runs as decided. */
export function callAs(runAs: RunAs, command: string, args: readonly string[]): Call {
  if (runAs.kind === 'self') return { command, args: [...args], options: { cwd: '/' } };
  if (runAs.kind === 'system-user')
    return { command, args: [...args], options: { uid: runAs.uid, gid: runAs.gid, cwd: '/' } };
  return { command: 'unshare', args: [...namespaceFlags, command, ...args], options: { cwd: '/' } };
}

export type Ended = { code: number; output: string };

/** Runs a call to its end; never throws for what the program says. `environment` is added to a minimal one. */
export function runCall(call: Call, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(call.command, call.args, {
      ...call.options,
      env: { ...plainEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (part: Buffer) => {
      output = `${output}${part.toString()}`.slice(-8000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}

/** What PostgreSQL's programs get of the environment: no PG* variables, messages in English (they are read here). */
export function plainEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Decides for this process. `owner` is the user who owns an existing database; `isReachable` tries whether a way of
 * running can use the folders at hand.
 */
export async function decideRunAs(parts: {
  uid: number;
  owner: { uid: number; gid: number } | undefined;
  isReachable: (runAs: RunAs) => Promise<boolean>;
}): Promise<RunAs> {
  const { uid, owner } = parts;
  if (uid !== 0) {
    if (owner === undefined || owner.uid === uid) return { kind: 'self' };
    throw new AppError(
      'unavailable',
      `the database in the data folder belongs to user ${owner.uid}, this is user ${uid}`,
      { field: 'PEAKDESK_DATA' },
    );
  }
  if (owner !== undefined && owner.uid !== 0) return { kind: 'system-user', name: String(owner.uid), ...owner };
  const namespace: RunAs = { kind: 'namespace' };
  if (process.platform === 'linux' && (await parts.isReachable(namespace))) return namespace;
  return findSystemUser();
}

/** True when that user can write the folder and run the program there. */
export async function canUse(runAs: RunAs, folder: string, program: string): Promise<boolean> {
  const test = callAs(runAs, 'sh', ['-c', 'test -w "$1" && test -x "$2"', 'sh', folder, program]);
  return (await runCall(test)).code === 0;
}

// util-linux 2.36 and newer; what runs inside sees itself as user 1000.
const namespaceFlags = ['--user', '--map-user=1000', '--map-group=1000'];
const systemUserNames = ['peakdesk', 'postgres', '_postgres', 'nobody'];

async function findSystemUser(): Promise<RunAs> {
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  for (const name of systemUserNames) {
    const found = users.find((fields) => fields[0] === name);
    const uid = Number(found?.[2]);
    const gid = Number(found?.[3]);
    if (Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { kind: 'system-user', name, uid, gid };
  }
  const advice = 'start Peakdesk as an ordinary user, add a user named peakdesk, or set DATABASE_URL';
  throw new AppError('unavailable', `PostgreSQL cannot run as root and no other user was found; ${advice}`, {
    field: 'DATABASE_URL',
  });
}

import { readFileSync, readlinkSync } from 'node:fs';

/** Enough of a process to know it again: the number alone is given to another process later. */
export type ProcessMark = {
  pid: number;
  /** Start time in ticks since boot; undefined where /proc is missing (macOS). */
  startedAt: string | undefined;
  /** Boot and process namespace (container); numbers of another one mean nothing here. */
  world: string;
};

/** Marks a process, by default this one. */
export function markProcess(pid: number = process.pid): ProcessMark {
  return { pid, startedAt: readStart(pid), world: readWorld() };
}

/** True or false for processes of this machine and container; undefined when it cannot be known from here. */
export function isAlive(mark: ProcessMark): boolean | undefined {
  if (mark.world !== readWorld()) return undefined;
  if (!doesExist(mark.pid)) return false;
  return mark.startedAt === undefined || readStart(mark.pid) === mark.startedAt;
}

/** True when a process with this number exists, whoever owns it; a zombie does not count. */
export function doesExist(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return readStat(pid)?.[0] !== 'Z';
}

/** Working directory of a process; undefined where it cannot be read. A PostgreSQL server works in its data folder. */
export function readWorkingFolder(pid: number): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/cwd`));
}

function readStart(pid: number): string | undefined {
  // Field 22 of proc(5) stat; the list begins with field 3 (state).
  return readStat(pid)?.[19];
}

function readStat(pid: number): string[] | undefined {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The command name in parentheses may hold blanks and parentheses itself.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readWorld(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? 'unknown';
  return `${boot} ${attempt(() => readlinkSync('/proc/self/ns/pid')) ?? ''}`;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

import { mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../errors.ts';
import { isAlive, markProcess, type ProcessMark } from './process-life.ts';
import { readMark } from './users.ts';

/**
 * Runs work while no other process does the same on this lock, a folder that exists while it is held. A lock whose
 * holder died is taken over. Waits up to five minutes (a crashed database may need that long to recover).
 */
export async function withFolderLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  await acquire(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

const waitMilliseconds = 300_000;
// A holder writes its mark right after making the folder; the watchdog holds it for an instant without a mark.
const unmarkedMilliseconds = 10_000;
const foreignMilliseconds = 60_000;

async function acquire(lock: string): Promise<void> {
  const until = Date.now() + waitMilliseconds;
  while (Date.now() < until) {
    if (await make(lock)) {
      await writeFile(path.join(lock, 'holder.new'), JSON.stringify(markProcess()));
      await rename(path.join(lock, 'holder.new'), path.join(lock, 'holder'));
      return;
    }
    if (await isAbandoned(lock)) await breakLock(lock);
    else await delay(25);
  }
  throw new AppError('unavailable', `${lock} has been held by another process for five minutes`, {
    field: 'PEAKDESK_DATA',
  });
}

async function make(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  const holder = await readHolder(lock);
  const life = holder === undefined ? undefined : isAlive(holder);
  if (life !== undefined) return !life;
  const age = await ageMilliseconds(lock);
  // A holder in another container cannot be asked; it gets a minute.
  return age !== undefined && age > (holder === undefined ? unmarkedMilliseconds : foreignMilliseconds);
}

/** Only one process at a time may break, and looks again before it does: the lock may be a fresh one by now. */
async function breakLock(lock: string): Promise<void> {
  const guard = `${lock}.break`;
  if (!(await make(guard))) {
    const age = await ageMilliseconds(guard);
    if (age !== undefined && age > unmarkedMilliseconds) await rmdir(guard).catch(() => {});
    await delay(25);
    return;
  }
  try {
    if (await isAbandoned(lock)) await rm(lock, { recursive: true, force: true });
  } finally {
    await rmdir(guard).catch(() => {});
  }
}

async function readHolder(lock: string): Promise<ProcessMark | undefined> {
  const text = await readFile(path.join(lock, 'holder'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : readMark(text);
}

async function ageMilliseconds(folder: string): Promise<number | undefined> {
  const facts = await stat(folder).catch(() => undefined);
  return facts === undefined ? undefined : Date.now() - facts.mtimeMs;
}

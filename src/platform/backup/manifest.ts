import { createHash, hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { ShopId } from '../ids.ts';

const table = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
  rows: z.number().int().nonnegative(),
  /** Of the file's bytes as they lie in the folder. */
  sha256: z.string(),
});

const manifest = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** The last migration of the database at that time. */
  migration: z.number().int(),
  /** Tells whether a secret key is the one whose data this is, without telling the key. */
  keyFingerprint: z.string(),
  shops: z.array(z.object({ shopId: z.string().refine(ShopId.is), tables: z.array(table) })),
});

/** What a backup holds; `manifest.json` is written last, so a folder without it is no backup. */
export type Manifest = z.infer<typeof manifest>;
export type TableInBackup = z.infer<typeof table>;

export const manifestName = 'manifest.json';

/** Where the rows of a shop's table lie: PostgreSQL's COPY text format, gzipped. */
export const tableFile = (folder: string, shopId: string, name: string) =>
  path.join(folder, 'shops', shopId, `${name}.copy.gz`);

/** Reads and checks a backup's manifest; AppError 'invalid' names the folder. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(path.join(folder, manifestName), 'utf8');
  } catch (cause) {
    throw new AppError('invalid', `${folder} is no backup: ${manifestName} is not there`, { field: 'from', cause });
  }
  try {
    return manifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('invalid', `${folder}: ${manifestName} cannot be read: ${String(cause)}`, {
      field: 'from',
      cause,
    });
  }
}

/** A short name of a secret key that does not tell the key. */
export function keyFingerprint(secretKey: string): string {
  const derived = hkdfSync('sha256', secretKey, '', 'peakdesk/fingerprint', 32);
  return createHash('sha256').update(Buffer.from(derived)).digest('hex').slice(0, 16);
}

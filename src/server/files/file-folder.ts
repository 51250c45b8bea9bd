import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { AppError, type Config, type ShopId } from '../../platform/index.ts';

/** Keeps a file of a shop in the data folder; its name is its id, so nothing that a sender wrote becomes part of a path. */
export async function writeShopFile(config: Config, shopId: ShopId, fileId: string, bytes: Uint8Array): Promise<void> {
  const target = pathOf(config, shopId, fileId);
  await mkdir(path.dirname(target), { recursive: true });
  const unfinished = `${target}.${v7()}`;
  await writeFile(unfinished, bytes, { mode: 0o600, flush: true });
  await rename(unfinished, target);
}

/** Bytes of a file; AppError 'not-found' when the folder does not have it. */
export async function readShopFile(config: Config, shopId: ShopId, fileId: string): Promise<Buffer> {
  try {
    return await readFile(pathOf(config, shopId, fileId));
  } catch (error) {
    throw new AppError('not-found', 'the file is not in the data folder', { cause: error });
  }
}

/** Removes a file's bytes for good; one that is gone already is no error. */
export async function removeShopFile(config: Config, shopId: ShopId, fileId: string): Promise<void> {
  await rm(pathOf(config, shopId, fileId), { force: true });
}

/** A name as it may stand in a header: no path, no control characters, no quotes; the extension is the real type's. */
export function safeFileName(name: string, contentType: string): string {
  const extension = contentType.slice(contentType.indexOf('/') + 1).replace('jpeg', 'jpg');
  const base = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[\p{C}"'<>:|?*;%]/gu, '')
    .trim();
  return `${base.slice(0, 100) || 'image'}.${extension}`;
}

function pathOf(config: Config, shopId: ShopId, fileId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(fileId)) throw new AppError('not-found', 'not a file id');
  return path.join(config.dataFolder, 'files', shopId, fileId);
}

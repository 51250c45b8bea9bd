import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Named runs of bytes; each one read from a file has a buffer of its own, so that typed arrays may look at it. */
export type Sections = ReadonlyMap<string, Uint8Array>;

/**
 * Writes sections beside each other in one file that is there as a whole or not at all: a temporary file of this writer alone, flushed to the
 * disk, then renamed. Of two writers at once the later one stays. `label` says what the file is of; a reader that wants another one ignores it.
 */
export async function writeSectionFile(file: string, label: string, sections: Sections): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeUnfinished(folder);
  const unfinished = `${file}.${randomUUID()}${unfinishedEnding}`;
  try {
    const handle = await open(unfinished, 'wx', 0o600);
    try {
      await writeAll(handle, label, sections);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    await syncFolder(folder);
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** The sections of a file with this label; `undefined` where there is none, or where a byte of it is not what was written. */
export async function readSectionFile(file: string, label: string): Promise<Sections | undefined> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const table = await readTable(handle, label);
    return table === undefined ? undefined : await readAll(handle, table);
  } catch {
    // A file that cannot be read is no file; it is made anew.
    return undefined;
  } finally {
    await handle.close();
  }
}

const magic = 'PKDSEC01';
/** Magic, digest of the table, length of the table. */
const headBytes = magic.length + 32 + 4;
const mostTableBytes = 16 * 1024 * 1024;
const pieceBytes = 2 * 1024 * 1024;
const unfinishedEnding = '.unfinished';
const forgottenMilliseconds = 3_600_000;

/** Label, then name, length and digest of each section in their order. */
const tableSchema = z.tuple([z.string(), z.array(z.tuple([z.string(), z.int().nonnegative(), z.string()]))]);
type Entry = z.infer<typeof tableSchema>[1][number];

async function writeAll(handle: FileHandle, label: string, sections: Sections): Promise<void> {
  const entries: Entry[] = [];
  for (const [name, bytes] of sections) entries.push([name, bytes.byteLength, await digestOf(bytes)]);
  const table = Buffer.from(JSON.stringify([label, entries]), 'utf8');
  const head = Buffer.alloc(headBytes);
  head.write(magic, 'latin1');
  createHash('sha256').update(table).digest().copy(head, magic.length);
  head.writeUInt32LE(table.byteLength, headBytes - 4);
  for (const part of [head, table, ...sections.values()]) await writeFully(handle, part);
}

async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.byteLength - written);
    written += bytesWritten;
  }
}

async function readTable(
  handle: FileHandle,
  label: string,
): Promise<{ sections: readonly Entry[]; start: number } | undefined> {
  const head = Buffer.from(await readFully(handle, headBytes, 0));
  if (head.toString('latin1', 0, magic.length) !== magic) return undefined;
  const length = head.readUInt32LE(headBytes - 4);
  if (length > mostTableBytes) return undefined;
  const text = Buffer.from(await readFully(handle, length, headBytes));
  const digest = createHash('sha256').update(text).digest();
  if (!digest.equals(head.subarray(magic.length, magic.length + digest.length))) return undefined;
  const [written, sections] = tableSchema.parse(JSON.parse(text.toString('utf8')));
  return written === label ? { sections, start: headBytes + length } : undefined;
}

async function readAll(
  handle: FileHandle,
  { sections, start }: { sections: readonly Entry[]; start: number },
): Promise<Sections | undefined> {
  const read = new Map<string, Uint8Array>();
  let position = start;
  for (const [name, length, digest] of sections) {
    const section = await readFully(handle, length, position);
    if ((await digestOf(section)) !== digest) return undefined;
    read.set(name, section);
    position += length;
  }
  return read;
}

async function readFully(handle: FileHandle, length: number, position: number): Promise<Uint8Array> {
  // A buffer of its own, for typed arrays begin where they may; what is in it is written over in full.
  const bytes = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
  for (let read = 0; read < length; ) {
    const { bytesRead } = await handle.read(bytes, read, length - read, position + read);
    if (bytesRead === 0) throw new RangeError('the file ends early');
    read += bytesRead;
  }
  return bytes;
}

/** In pieces: a large section must not hold the process up. (A digest in another thread would first copy everything.) */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.byteLength; start += pieceBytes) {
    hash.update(bytes.subarray(start, start + pieceBytes));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return hash.digest('base64');
}

/** What a writer left that was killed while it wrote. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith(unfinishedEnding)) continue;
    const file = path.join(folder, name);
    const age = Date.now() - (await stat(file).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > forgottenMilliseconds) await rm(file, { force: true });
  }
}

/** So that the new name outlives a loss of power; not every system can do that with a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** A built file as it goes out. */
export type StaticFile = {
  bytes: Buffer<ArrayBuffer>;
  contentType: string;
  etag: string;
  /** Compressed forms, made at the first request. */
  compressed(encoding: 'br' | 'gzip'): Promise<Buffer<ArrayBuffer>> | undefined;
  /** Its name holds a hash of its content. */
  isImmutable: boolean;
};

export type StaticFiles = { find(urlPath: string): Promise<StaticFile | undefined> };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};
const smallest = 1_024;

/**
 * Files of one folder of built pages. Only names that are in the folder are found: a request's path is looked up in the list and never
 * becomes a path of the file system.
 */
export function createStaticFiles(folder: string): StaticFiles {
  const known = new Map<string, { at: number; file: StaticFile }>();
  let list: { until: number; names: Promise<Set<string>> } | undefined;
  const names = () => {
    if (!list || list.until < performance.now()) list = { until: performance.now() + 2_000, names: listNames(folder) };
    return list.names;
  };
  return {
    find: async (urlPath) => {
      const name = decodePath(urlPath);
      if (name === undefined || !(await names()).has(name)) return undefined;
      const target = path.join(folder, name);
      const { mtimeMs } = await stat(target);
      const cached = known.get(name);
      if (cached?.at === mtimeMs) return cached.file;
      const file = makeFile(name, await readFile(target));
      known.set(name, { at: mtimeMs, file });
      return file;
    },
  };
}

async function listNames(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')),
  );
}

function decodePath(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath).replace(/^\/+/, '');
  } catch {
    return undefined;
  }
}

function makeFile(name: string, content: Buffer): StaticFile {
  const bytes = Buffer.from(content);
  const made = new Map<string, Promise<Buffer<ArrayBuffer>>>();
  const contentType = types[path.extname(name)] ?? 'application/octet-stream';
  const isText = /^(text|application\/(json|manifest)|image\/svg)/.test(contentType) && bytes.length >= smallest;
  return {
    bytes,
    contentType,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    isImmutable: /[-.][\w-]{8,}\.(js|css|woff2|png|svg|jpg|webp)$/.test(name) && name.startsWith('assets/'),
    compressed: (encoding) => {
      if (!isText) return undefined;
      const running = made.get(encoding) ?? compress(encoding, bytes);
      made.set(encoding, running);
      return running;
    },
  };
}

async function compress(encoding: 'br' | 'gzip', bytes: Buffer): Promise<Buffer<ArrayBuffer>> {
  const compressed =
    encoding === 'gzip'
      ? await compressGzip(bytes, { level: 9 })
      : await compressBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return Buffer.from(compressed);
}

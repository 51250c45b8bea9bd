import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { copyFile, cp, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AppError, toAppError } from '../../../platform/index.ts';
import catalogue from './catalogue.json' with { type: 'json' };
import { loadOptional } from './llama-module.ts';
import { checkName, enginesFolder, weightsFolder } from './model-folder.ts';

const entry = z.strictObject({
  name: z.string(),
  kind: z.enum(['gguf', 'onnx']),
  megabytes: z.number(),
  license: z.string(),
  /** `path` is the place in the model's folder, empty for a single file; the first address that answers is taken. */
  files: z.array(z.strictObject({ path: z.string(), urls: z.array(z.url({ protocol: /^https$/ })).min(1) })),
});

/** A small open model that is known to work, with where it is offered. */
export type CatalogueEntry = z.infer<typeof entry>;
export const modelCatalogue: readonly CatalogueEntry[] = z.array(entry).parse(catalogue);

// Exact versions: what was tried is what is installed.
const engines = {
  gguf: { name: 'node-llama-cpp', version: '3.22.1' },
  onnx: { name: '@huggingface/transformers', version: '4.3.1' },
} as const;

export type PullOptions = { dataFolder: string; tell(line: string): void };

/** Installs what runs models of a kind into the data folder, unless it is there; AppError 'unavailable' where npm cannot. */
export async function pullEngine(kind: 'gguf' | 'onnx', { dataFolder, tell }: PullOptions): Promise<void> {
  const folder = enginesFolder(dataFolder);
  const { name, version } = engines[kind];
  const isThere = await loadOptional(folder, name).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n', { flag: 'a' });
  tell(`Installing ${name} ${version} into ${folder} …`);
  const packages = [`${name}@${version}`, ...(kind === 'gguf' ? [`${llamaBinary()}@${version}`] : [])];
  // Scripts of the packages are not run; node-llama-cpp's binary is a package of its own, the ones for graphics cards are left out.
  const leaveOut = kind === 'gguf' ? ['--omit=optional'] : [];
  await runNpm([
    'install',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '--save-exact',
    '--ignore-scripts',
    ...leaveOut,
    ...packages,
  ]);
}

/** Fetches a model of the catalogue, or copies a GGUF file or a folder with an ONNX model of one's own; returns the name it is used by. */
export async function pullWeights(wanted: string, given: PullOptions & { from?: string }): Promise<string> {
  const folder = weightsFolder(given.dataFolder);
  await mkdir(folder, { recursive: true });
  if (given.from !== undefined) return await copyIn(given.from, folder, given.tell);
  if (/^https:\/\//.test(wanted)) {
    const name = basename(new URL(wanted).pathname);
    checkName(name);
    await fetchFirst([wanted], join(folder, name), given.tell);
    await checkGguf(join(folder, name));
    return name;
  }
  const known = modelCatalogue.find((one) => one.name === wanted || one.name === `${wanted}.gguf`);
  if (!known)
    throw new AppError(
      'not-found',
      `no model '${wanted}' is known; give an https address, --from FILE, or one of: ${modelCatalogue.map((one) => one.name).join(', ')}`,
      { field: 'name' },
    );
  given.tell(`${known.name}: ${known.megabytes} MB, licence ${known.license}`);
  for (const { path, urls } of known.files) await fetchFirst(urls, join(folder, known.name, path), given.tell);
  if (known.kind === 'gguf') await checkGguf(join(folder, known.name));
  return known.name;
}

async function copyIn(from: string, folder: string, tell: (line: string) => void): Promise<string> {
  const name = basename(from);
  checkName(name);
  if ((await stat(from).catch(() => undefined))?.isDirectory()) return await copyFolder(from, folder, tell);
  await checkGguf(from);
  tell(`Copying ${from} …`);
  await copyFile(from, join(folder, `${name}.part`));
  await rename(join(folder, `${name}.part`), join(folder, name));
  return name;
}

/** What an embedding model in ONNX form needs, as the hub lays it out. */
const onnxFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'];

async function copyFolder(from: string, folder: string, tell: (line: string) => void): Promise<string> {
  const name = basename(from);
  for (const file of onnxFiles) {
    const isThere = await stat(join(from, file)).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere)
      throw new AppError('invalid', `${from} is no ONNX embedding model: ${file} is missing`, { field: 'from' });
  }
  tell(`Copying ${from} …`);
  await cp(from, join(folder, `${name}.part`), { recursive: true });
  await rm(join(folder, name), { recursive: true, force: true });
  await rename(join(folder, `${name}.part`), join(folder, name));
  return name;
}

async function fetchFirst(urls: readonly string[], path: string, tell: (line: string) => void): Promise<void> {
  const reasons: string[] = [];
  for (const url of urls) {
    try {
      tell(`Fetching ${url} …`);
      return await fetchFile(url, path);
    } catch (error) {
      reasons.push(`${new URL(url).host}: ${toAppError(error).message}`);
    }
  }
  throw new AppError('unavailable', `no server gave the file (${reasons.join('; ')})`);
}

async function fetchFile(url: string, path: string): Promise<void> {
  const answer = await fetch(url);
  if (!answer.ok || answer.body === null) throw new AppError('unavailable', `answered ${answer.status}`);
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  try {
    await pipeline(Readable.from(bytesOf(answer.body)), createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

/** A page of an error instead of weights is found here, not when the first customer writes. */
async function checkGguf(path: string): Promise<void> {
  const file = await open(path).catch((error: unknown) => {
    throw new AppError('not-found', `${path} cannot be read: ${toAppError(error).message}`, { field: 'from' });
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('latin1') !== 'GGUF')
      throw new AppError('invalid', `${path} is no GGUF file`, { field: 'from' });
  } finally {
    await file.close();
  }
}

function llamaBinary(): string {
  const platform = process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'win' : 'linux';
  return `@node-llama-cpp/${platform}-${process.arch}${platform === 'mac' && process.arch === 'arm64' ? '-metal' : ''}`;
}

function runNpm(commandLine: readonly string[]): Promise<void> {
  const isWindows = process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(isWindows ? 'npm.cmd' : 'npm', commandLine, {
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: isWindows,
    });
    let said = '';
    child.stderr.on('data', (part: Buffer) => {
      said = (said + part.toString()).slice(-2_000);
    });
    child.on('error', (error) => reject(new AppError('unavailable', `npm could not be started: ${error.message}`)));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new AppError('unavailable', `npm ended with ${code}: ${said.trim()}`)),
    );
  });
}

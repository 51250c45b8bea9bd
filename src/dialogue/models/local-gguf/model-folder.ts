import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../platform/index.ts';

/** Where optional engines are installed, below the data folder. */
export function enginesFolder(dataFolder: string): string {
  return join(dataFolder, 'models', 'engines');
}

/** Where weights lie: GGUF files, and folders with ONNX models. */
export function weightsFolder(dataFolder: string): string {
  return join(dataFolder, 'models', 'weights');
}

/** One model of the data folder. */
export type LocalWeights = { name: string; kind: 'gguf' | 'onnx'; bytes: number; isUsed: boolean };

const chosenSchema = z.object({ chat: z.string() });

/** Every model that was pulled, the one in use marked. */
export async function listWeights(dataFolder: string): Promise<LocalWeights[]> {
  const folder = weightsFolder(dataFolder);
  const used = await chosen(dataFolder);
  const found: LocalWeights[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.name.endsWith('.gguf'))
      found.push({
        name: entry.name,
        kind: 'gguf',
        bytes: (await stat(join(folder, entry.name))).size,
        isUsed: entry.name === used,
      });
    else if (entry.isDirectory()) found.push({ name: entry.name, kind: 'onnx', bytes: 0, isUsed: false });
  }
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

/** Path of a GGUF file, of the chosen one without a name; AppError 'unavailable' says what to do where it is missing. */
export async function findWeights(dataFolder: string, name: string | undefined): Promise<string> {
  const wanted =
    name ?? (await chosen(dataFolder)) ?? (await listWeights(dataFolder)).find((one) => one.kind === 'gguf')?.name;
  if (wanted === undefined) throw new AppError('unavailable', 'no local model is there: run peakdesk models pull');
  checkName(wanted);
  const path = join(weightsFolder(dataFolder), wanted);
  const isThere = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isThere)
    throw new AppError(
      'unavailable',
      `the local model ${wanted} is not there: peakdesk models list shows those that are`,
    );
  return path;
}

/** Makes a pulled file the one that answers where no name is set. */
export async function chooseWeights(dataFolder: string, name: string): Promise<void> {
  await findWeights(dataFolder, name);
  const path = join(dataFolder, 'models', 'chosen.json');
  await mkdir(join(dataFolder, 'models'), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify({ chat: name }), { flush: true });
  await rename(`${path}.new`, path);
}

/** A file's name and nothing that leads elsewhere; AppError 'invalid'. */
export function checkName(name: string): void {
  if (!/^[\p{L}\d][\p{L}\d._-]{0,150}$/u.test(name))
    throw new AppError('invalid', `'${name}' is no name of a model file`, { field: 'name' });
}

async function chosen(dataFolder: string): Promise<string | undefined> {
  try {
    const parsed = chosenSchema.safeParse(
      JSON.parse(await readFile(join(dataFolder, 'models', 'chosen.json'), 'utf8')),
    );
    return parsed.success ? parsed.data.chat : undefined;
  } catch {
    return undefined;
  }
}

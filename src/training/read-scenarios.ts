import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../platform/index.ts';
import { type Scenario, type ScenarioShop, scenarioFile, scenarioSchema, scenarioShops } from './scenario.ts';

export type Selection = {
  shop?: ScenarioShop;
  /** Part of a title, an id, a flow, a kind, an emotion or a language. */
  only?: string;
  /** One file of scenarios instead of the built-in folder. */
  file?: string;
};

/** Reads scenario files below a folder (or one file) and picks the wanted ones; AppError 'invalid' names file and field. */
export async function readScenarios(folder: string, { shop, only, file }: Selection = {}): Promise<Scenario[]> {
  const files = file === undefined ? await filesBelow(folder) : [file];
  const all = (await Promise.all(files.map(readOne))).flat();
  refuseDoubles(all);
  const wanted = all.filter((one) => (shop === undefined || one.shop === shop) && matches(one, only));
  if (wanted.length === 0)
    throw new AppError('invalid', 'no scenario is like that: see --shop, --only and --file', { field: 'only' });
  return wanted;
}

async function filesBelow(folder: string): Promise<string[]> {
  const lists = await Promise.all(
    scenarioShops.map(async (shop) => {
      const names = await readdir(join(folder, shop));
      return names.filter((name) => name.endsWith('.json')).map((name) => join(folder, shop, name));
    }),
  );
  return lists.flat().toSorted();
}

async function readOne(path: string): Promise<Scenario[]> {
  const { scenarios, ...shared } = check(path, '', scenarioFile, await readJson(path));
  const { shop, ...defaults } = shared;
  const name = basename(path, '.json');
  return scenarios.map((one, at) => {
    const id = `${shop}/${name}#${at + 1}`;
    const body = check(path, `scenario ${at + 1}: `, scenarioSchema, { ...defaults, ...toRecord(one) });
    return { ...body, id, shop, file: `${shop}/${name}.json` };
  });
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function check<T>(
  path: string,
  where: string,
  schema: {
    safeParse(value: unknown): {
      success: boolean;
      data?: T;
      error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } | undefined;
    };
  },
  value: unknown,
): T {
  const read = schema.safeParse(value);
  if (read.success && read.data !== undefined) return read.data;
  const issue = read.error?.issues[0];
  throw new AppError('invalid', `${path}: ${where}${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`, {
    field: basename(path),
  });
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('invalid', `${path} cannot be read`, { field: 'file', cause });
  });
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new AppError('invalid', `${path} is not valid JSON: ${String(cause)}`, { field: 'file', cause });
  }
}

function matches(one: Scenario, only: string | undefined): boolean {
  if (only === undefined) return true;
  const wanted = only.toLowerCase();
  const exact = [one.flow, one.kind, one.emotion, one.language.toLowerCase(), one.customer?.toLowerCase()];
  return exact.includes(wanted) || one.id.includes(wanted) || one.title.toLowerCase().includes(wanted);
}

function refuseDoubles(all: readonly Scenario[]): void {
  const seen = new Map<string, string>();
  for (const { id, shop, title } of all) {
    const key = `${shop} ${title}`;
    const before = seen.get(key);
    if (before !== undefined) throw new AppError('invalid', `${id} has the title of ${before}`, { field: 'title' });
    seen.set(key, id);
  }
}

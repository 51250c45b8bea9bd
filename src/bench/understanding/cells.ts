import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import type { Labelled } from '../../understanding/index.ts';

/** One training and testing: a collection, all of its training part or ten texts a label. */
export type Cell = {
  collection: string;
  part: 'full' | '10 per label';
  train: readonly Labelled[];
  test: readonly Labelled[];
  outOfScope: string | undefined;
};

/** Which collections of a folder are measured. */
export type CellChoice = {
  /** Names of the collections; all small ones unless told. */
  collections?: readonly string[];
  /** Label of texts that belong to no other; for collections that have it. */
  outOfScope?: string;
};

const trainingFile = /^(.+)-train\.json(?:\.gz)?$/u;
const fewTexts = 10;
const heldOutShare = 0.15;
/** Larger collections are measured only when named. */
const mostTexts = 20_000;
const labelled = z.array(z.tuple([z.string(), z.string()]));

/**
 * Cells of the files NAME-train.json in a folder. NAME-test.json is the test where it is there; otherwise 15 % of each label are held
 * out, others in each round. AppError 'invalid' where nothing can be read.
 */
export async function readCells(folder: string, round: number, choice: CellChoice): Promise<Cell[]> {
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new AppError('invalid', `--data: ${folder} cannot be read`, { field: 'data', cause });
  });
  const cells: Cell[] = [];
  for (const file of files.sort()) {
    const collection = trainingFile.exec(file)?.[1];
    if (collection === undefined || (choice.collections && !choice.collections.includes(collection))) continue;
    const all = await readLabelled(join(folder, file));
    if (!all || (all.length > mostTexts && !choice.collections)) continue;
    const given = await readLabelled(join(folder, file.replace('-train.', '-test.')));
    const { train, test } = given ? { train: all, test: given } : holdOut(all, round);
    const outOfScope = all.some(([, label]) => label === choice.outOfScope) ? choice.outOfScope : undefined;
    cells.push({ collection, part: 'full', train, test, outOfScope });
    cells.push({ collection, part: '10 per label', train: fewOf(train, round), test, outOfScope });
  }
  if (cells.length === 0)
    throw new AppError('invalid', `--data: ${folder} has no NAME-train.json with [text, label]`, { field: 'data' });
  return cells;
}

async function readLabelled(path: string): Promise<Labelled[] | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  try {
    return labelled.safeParse(JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Holds a share of each label out; the same round holds the same texts out. */
export function holdOut(all: readonly Labelled[], round: number): { train: Labelled[]; test: Labelled[] } {
  const train: Labelled[] = [];
  const test: Labelled[] = [];
  for (const texts of byLabel(mixed(all, round))) {
    const count = Math.round(texts.length * heldOutShare);
    test.push(...texts.slice(0, count));
    train.push(...texts.slice(count));
  }
  return { train: mixed(train, round), test };
}

function fewOf(train: readonly Labelled[], round: number): Labelled[] {
  return mixed(
    byLabel(train).flatMap((texts) => texts.slice(0, fewTexts)),
    round,
  );
}

function byLabel(texts: readonly Labelled[]): Labelled[][] {
  const groups = new Map<string, Labelled[]>();
  for (const text of texts) {
    const group = groups.get(text[1]) ?? [];
    groups.set(text[1], group);
    group.push(text);
  }
  return [...groups.values()];
}

/** A repeatable order: linear congruential numbers as in Numerical Recipes. */
function mixed(texts: readonly Labelled[], round: number): Labelled[] {
  let state = round + 1;
  return texts
    .map((text) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return { text, place: state };
    })
    .sort((a, b) => a.place - b.place)
    .map(({ text }) => text);
}

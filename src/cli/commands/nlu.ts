import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { z } from 'zod';
import { openLocalModels } from '../../dialogue/models/index.ts';
import { AppError, createLog, readConfig } from '../../platform/index.ts';
import {
  type EmbedTexts,
  evaluateIntentEngine,
  evaluatePack,
  evaluationFolder,
  trainPredictor,
} from '../../understanding/index.ts';
import { readJsonLines, writeJsonLine } from '../json-lines.ts';
import { openPack } from '../open-understander.ts';

const labelled = z.array(z.tuple([z.string(), z.string()]));

/** `nlu evaluate`, `nlu predict`, `nlu train`: the intent engine on any labelled data. */
export function addNluCommand(program: Command): void {
  const nlu = program.command('nlu').description('train and evaluate the intent engine');
  nlu
    .command('evaluate')
    .description('train on one file, test on another: JSON arrays of [text, label], .gz allowed')
    .requiredOption('--train <file>')
    .requiredOption('--test <file>')
    .option('--out-of-scope <label>', 'label of utterances that belong to no intent')
    .option('--embedder <name>', 'also read by an embedding model of the data folder (models pull)')
    .action(async (options: { train: string; test: string; outOfScope?: string; embedder?: string }) => {
      const { outOfScope } = options;
      const train = await readLabelled(options.train, 'train');
      const test = await readLabelled(options.test, 'test');
      const figures = await withEmbedder(options.embedder, (embed) =>
        evaluateIntentEngine({ train, test, ...(outOfScope ? { outOfScope } : {}), ...(embed ? { embed } : {}) }),
      );
      await writeJsonLine(figures);
    });
  nlu
    .command('predict')
    .description('train on a file, then label JSON Lines {"id","text"}')
    .requiredOption('--train <file>')
    .action(async (options: { train: string }) => {
      const predict = await trainPredictor(await readLabelled(options.train, 'train'));
      for await (const { line, value } of readJsonLines(process.stdin)) {
        const read = z.object({ id: z.union([z.string(), z.number()]), text: z.string() }).safeParse(value);
        if (!read.success)
          throw new AppError('invalid', `standard input, line ${line}: needs {"id","text"}`, { field: `line ${line}` });
        await writeJsonLine({ id: read.data.id, ...(await predict(read.data.text)) });
      }
    });
  nlu
    .command('train')
    .description("train Peakdesk's own understanding from its utterances, if they have changed")
    .action(async () => {
      const pack = await openPack();
      await writeJsonLine(pack.card);
    });
  nlu
    .command('evaluate-pack')
    .description("read Peakdesk's own evaluation utterances with its built-in models: one JSON line for each file")
    .option('--misses', 'also print what was read differently')
    .action(async (options: { misses?: true }) => {
      const pack = await openPack();
      const { intents, emotions } = evaluatePack(pack, evaluationFolder());
      for (const { misses, ...figures } of intents)
        await writeJsonLine(options.misses ? { ...figures, misses } : figures);
      await writeJsonLine({ file: 'emotions', ...emotions });
    });
}

/** Opens an embedding model of the data folder for the time of one piece of work. */
async function withEmbedder<T>(
  name: string | undefined,
  work: (embed: EmbedTexts | undefined) => Promise<T>,
): Promise<T> {
  if (name === undefined) return await work(undefined);
  const models = openLocalModels(readConfig(process.env).dataFolder, createLog({ level: 'warn' }));
  try {
    const embedder = models.embedder(name);
    return await work((texts) => embedder.embed(texts, AbortSignal.timeout(embeddingMs)));
  } finally {
    await models.stop();
  }
}

/** The first request also loads the model. */
const embeddingMs = 120_000;

async function readLabelled(path: string, option: string): Promise<[string, string][]> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new AppError('invalid', `--${option}: ${path} cannot be read`, { field: option, cause });
  });
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const read = labelled.safeParse(parseJson((isGzip ? gunzipSync(bytes) : bytes).toString('utf8'), path, option));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new AppError('invalid', `--${option}: ${path}, entry ${String(issue?.path[0] ?? 0)}: needs [text, label]`, {
      field: option,
    });
  }
  if (read.data.length === 0) throw new AppError('invalid', `--${option}: ${path} is empty`, { field: option });
  return read.data;
}

function parseJson(text: string, path: string, option: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', `--${option}: ${path} is not JSON`, { field: option, cause });
  }
}

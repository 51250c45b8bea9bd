import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { z } from 'zod';
import { AppError, readConfig } from '../../platform/index.ts';
import {
  type EmbeddedReading,
  type EmbedTexts,
  embeddedIntentsFolder,
  embedExamples,
  evaluateIntentEngine,
  evaluatePack,
  evaluationFolder,
  openIntentsByEmbedder,
  type Pack,
  readEvaluation,
  trainIntentsByEmbedder,
  trainPredictor,
} from '../../understanding/index.ts';
import { readJsonLines, writeJsonLine } from '../json-lines.ts';
import { withEmbedderAt } from '../open-embedder.ts';
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
    .option('--embedder-url <url>', 'the same by a server with OpenAI’s embeddings; --embedder names its model')
    .action(async (options: { train: string; test: string; outOfScope?: string } & EmbedderOptions) => {
      const { outOfScope } = options;
      const train = await readLabelled(options.train, 'train');
      const test = await readLabelled(options.test, 'test');
      const figures = await withEmbedder(options, (embed) =>
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
    .option('--embedder <name>', 'once more, to read with the vectors of this embedding model of the data folder')
    .option('--embedder-url <url>', 'the same by a server with OpenAI’s embeddings; --embedder names its model')
    .action(async (options: EmbedderOptions) => {
      const { card } = await openPack();
      const { embedder } = options;
      if (embedder === undefined) return await writeJsonLine(card);
      const { origin } = await withEmbedder(options, async (embed) => {
        if (embed === undefined) throw new AppError('invalid', '--embedder: no such model', { field: 'embedder' });
        return await trainIntentsByEmbedder({ folder: byEmbedderFolder(), embedder, embed });
      });
      await writeJsonLine({ ...card, embedder, utterances: origin.texts });
    });
  nlu
    .command('evaluate-pack')
    .description("read Peakdesk's own evaluation utterances with its built-in models: one JSON line for each file")
    .option('--misses', 'also print what was read differently')
    .option('--embedder <name>', 'with the model of nlu train --embedder')
    .option('--embedder-url <url>', 'where that embedding model is served')
    .action(async (options: { misses?: true } & EmbedderOptions) => {
      const pack = await openPack();
      const { intents, emotions } = await withEmbedder(options, async (embed) =>
        evaluatePack(pack, evaluationFolder(), await readersOf(pack, options.embedder, embed)),
      );
      for (const { misses, ...figures } of intents)
        await writeJsonLine(options.misses ? { ...figures, misses } : figures);
      await writeJsonLine({ file: 'emotions', ...emotions });
    });
}

/** What the embedder says of each evaluation utterance; nothing without one. */
async function readersOf(
  pack: Pack,
  embedder: string | undefined,
  embed: EmbedTexts | undefined,
): Promise<ReadonlyMap<string, EmbeddedReading>> {
  if (embedder === undefined || embed === undefined) return new Map();
  const intents = openIntentsByEmbedder(byEmbedderFolder(), pack.card.dataHash)(embedder);
  if (intents === undefined)
    throw new AppError('invalid', `--embedder: run nlu train --embedder ${embedder} first`, { field: 'embedder' });
  const lines = [...readEvaluation(evaluationFolder()).values()].flat();
  const read = await embedExamples(
    lines.map(({ text, intent }) => [text, intent] as const),
    embed,
  );
  return new Map(read.flatMap(({ text, embedding }) => (embedding ? [[text, { intents, vector: embedding }]] : [])));
}

/** Opens the embedding model that was asked for, for the time of one piece of work. */
async function withEmbedder<T>(
  { embedder, embedderUrl }: EmbedderOptions,
  work: (embed: EmbedTexts | undefined) => Promise<T>,
): Promise<T> {
  if (embedder === undefined) return await work(undefined);
  return await withEmbedderAt({ name: embedder, url: embedderUrl }, work);
}

type EmbedderOptions = { embedder?: string; embedderUrl?: string };

/** Where the models lie that read an embedder's vectors. */
function byEmbedderFolder(): string {
  return embeddedIntentsFolder(readConfig(process.env).dataFolder);
}

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

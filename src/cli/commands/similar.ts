import type { Command } from 'commander';
import { AppError } from '../../platform/index.ts';
import { evaluateSimilarity, evaluateWithEmbedder, type QuestionPair } from '../../understanding/index.ts';
import { readInputFile, readTable, type TableRow } from '../input-tables.ts';
import { writeJsonLine } from '../json-lines.ts';
import { withEmbedderAt } from '../open-embedder.ts';

const columns = ['sentence1', 'sentence2', 'label'] as const;
const truths: Readonly<Record<string, boolean>> = { '1': true, '0': false, true: true, false: false };

/** `similar evaluate`: how well the built-in similarity tells which questions ask the same. */
export function addSimilarCommand(program: Command): void {
  const similar = program.command('similar').description('tell whether two questions ask the same');
  similar
    .command('evaluate')
    .description(
      'compare the built-in similarity with a CSV or TSV of sentence1, sentence2, label (1 same, 0 not), .gz allowed',
    )
    .requiredOption('--test <file>')
    .option('--embedder <name>', 'also compare by an embedding model of the data folder (models pull); wants --train')
    .option('--embedder-url <url>', 'the same by a server with OpenAI’s embeddings; --embedder names its model')
    .option('--train <file>', 'pairs that the mixture of both is fitted on')
    .action(async ({ test, train, embedder, embedderUrl }: SimilarOptions) => {
      const pairs = await pairsOf(test, 'test');
      if (embedder === undefined) return await writeJsonLine(evaluateSimilarity(pairs));
      if (train === undefined)
        throw new AppError('invalid', '--train: wanted with --embedder, pairs to fit the mixture on', {
          field: 'train',
        });
      const known = await pairsOf(train, 'train');
      await writeJsonLine(
        await withEmbedderAt({ name: embedder, url: embedderUrl }, (embed) =>
          evaluateWithEmbedder(known, pairs, embed),
        ),
      );
    });
}

type SimilarOptions = { test: string; train?: string; embedder?: string; embedderUrl?: string };

async function pairsOf(path: string, option: 'test' | 'train'): Promise<QuestionPair[]> {
  return readPairs(readTable(await readInputFile(path, option), path, option), path, option);
}

function readPairs(rows: readonly TableRow[], path: string, option: string): QuestionPair[] {
  const [first] = rows;
  const names = first?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const hasHeader = columns.every((column) => names.includes(column));
  // Without names, the last three columns are meant; some collections number their rows in front.
  const places = hasHeader
    ? columns.map((column) => names.indexOf(column))
    : columns.map((_, place) => names.length - 3 + place);
  const pairs = rows.slice(hasHeader ? 1 : 0).map(({ line, cells }): QuestionPair => {
    const [one, other, label] = places.map((place) => cells[place]);
    const isSame = truths[label?.trim().toLowerCase() ?? ''];
    if (one === undefined || other === undefined || isSame === undefined)
      throw new AppError(
        'invalid',
        `--${option}: ${path}, line ${line}: needs sentence1, sentence2 and a label 0 or 1`,
        {
          field: option,
        },
      );
    return { one, other, isSame };
  });
  if (pairs.length === 0) throw new AppError('invalid', `--${option}: ${path} is empty`, { field: option });
  return pairs;
}

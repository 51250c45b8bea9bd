import type { Command } from 'commander';
import { AppError } from '../../platform/index.ts';
import { evaluateSimilarity, type QuestionPair } from '../../understanding/index.ts';
import { readInputFile, readTable, type TableRow } from '../input-tables.ts';
import { writeJsonLine } from '../json-lines.ts';

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
    .action(async (options: { test: string }) => {
      const rows = readTable(await readInputFile(options.test, 'test'), options.test, 'test');
      await writeJsonLine(evaluateSimilarity(readPairs(rows, options.test)));
    });
}

function readPairs(rows: readonly TableRow[], path: string): QuestionPair[] {
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
      throw new AppError('invalid', `--test: ${path}, line ${line}: needs sentence1, sentence2 and a label 0 or 1`, {
        field: 'test',
      });
    return { one, other, isSame };
  });
  if (pairs.length === 0) throw new AppError('invalid', `--test: ${path} is empty`, { field: 'test' });
  return pairs;
}

import type { Command } from 'commander';
import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import { analyzeReviews } from '../../understanding/index.ts';
import { readInputFile, readTable } from '../input-tables.ts';
import { writeJsonLine } from '../json-lines.ts';

const review = z.object({ text: z.string() });

/** `reviews analyze`: feeling and aspects of each review on standard output, the sums on standard error. */
export function addReviewsCommand(program: Command): void {
  const reviews = program.command('reviews').description('read what customers write about goods');
  reviews
    .command('analyze')
    .description(
      'tell feeling and aspects of each review; a CSV with a column "text", or JSON Lines {"text"}, .gz allowed',
    )
    .requiredOption('--input <file>')
    .action(async ({ input }: { input: string }) => {
      const { analyses, summary } = analyzeReviews(await readReviews(input));
      for (const analysis of analyses) await writeJsonLine(analysis);
      process.stderr.write(`${JSON.stringify(summary)}\n`);
    });
}

/** Texts of reviews from a CSV with a column "text" or JSON Lines; AppError 'invalid' names the line at fault. */
export async function readReviews(path: string): Promise<string[]> {
  const text = await readInputFile(path, 'input');
  return text.trimStart().startsWith('{') ? readLines(text, path) : readColumn(text, path);
}

function readLines(text: string, path: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const read = review.safeParse(parseJson(line));
    if (read.success) return [read.data.text];
    throw new AppError('invalid', `--input: ${path}, line ${index + 1}: needs {"text"}`, { field: 'input' });
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function readColumn(text: string, path: string): string[] {
  const [header, ...rows] = readTable(text, path, 'input');
  const place = header?.cells.findIndex((cell) => cell.trim().toLowerCase() === 'text') ?? -1;
  if (place < 0) throw new AppError('invalid', `--input: ${path} has no column "text"`, { field: 'input' });
  return rows.map(({ cells }) => cells[place] ?? '');
}

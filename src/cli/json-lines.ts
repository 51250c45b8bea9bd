import { createInterface } from 'node:readline';
import { AppError } from '../platform/index.ts';

/** JSON values of standard input, one a line; empty lines are passed over. AppError 'invalid' names the line at fault. */
export async function* readJsonLines(input: NodeJS.ReadableStream): AsyncGenerator<{ line: number; value: unknown }> {
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw new AppError('invalid', `standard input, line ${line}: not JSON`, { field: `line ${line}`, cause });
    }
    yield { line, value };
  }
}

/** Writes one JSON line to standard output, waiting where the reader is slow. */
export async function writeJsonLine(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve));
}

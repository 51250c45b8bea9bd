import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '../platform/index.ts';

/** A row of a table and the line of the file where it ends. */
export type TableRow = { line: number; cells: readonly string[] };

/** Text of a file that an option names, unpacked where it is gzipped. AppError 'invalid' names option and file. */
export async function readInputFile(path: string, option: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new AppError('invalid', `--${option}: ${path} cannot be read`, { field: option, cause });
  });
  try {
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes)
      .toString('utf8')
      .replaceAll('\uFEFF', '');
  } catch (cause) {
    throw new AppError('invalid', `--${option}: ${path} is no complete gzip file`, { field: option, cause });
  }
}

/** Rows of a CSV or TSV text; which of the two, its first line tells. AppError 'invalid' names the line at fault. */
export function readTable(text: string, path: string, option: string): TableRow[] {
  const delimiter = (/^[^\n]*/u.exec(text)?.[0] ?? '').includes('\t') ? '\t' : ',';
  const rows: TableRow[] = [];
  try {
    parse(text, {
      delimiter,
      quote: delimiter === ',' || isQuoted(text) ? '"' : null,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells, { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError('invalid', `--${option}: ${path}: ${error.message}`, { field: option, cause: error });
  }
}

/** Tab-separated files of some programs quote, those of others hold quotation marks as text; the former open and close them by cell. */
function isQuoted(text: string): boolean {
  return text.split(/\t|\r?\n/u).every((cell) => !/^"/u.test(cell) || /^"(?:[^"]|"")*"$/u.test(cell));
}

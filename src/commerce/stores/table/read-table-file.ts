import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { z } from 'zod';
import type { Refusal } from '../../shop-files.ts';

/** A table with its header; lines are counted as a person counts them. */
export type Table = { header: readonly string[]; rows: readonly { line: number; cells: readonly string[] }[] };
export type TableReading = { ok: true; table: Table } | { ok: false; refused: readonly Refusal[] };

/** Reads CSV, TSV or the first sheet of an Excel workbook, by the file's ending. */
export async function readTableFile(path: string): Promise<TableReading> {
  const file = basename(path);
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return refuse(file, 0, 'cannot be read');
  if (/\.xlsx$/i.test(file)) return readExcel(file, bytes);
  return readCsv(file, bytes.toString('utf8'), /\.tsv$/i.test(file) ? '\t' : ',');
}

const records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function readCsv(file: string, text: string, delimiter: string): TableReading {
  try {
    const parsed = records.parse(
      parse(text, { bom: true, delimiter, info: true, skip_empty_lines: true, trim: true, relax_column_count: true }),
    );
    let before = 0;
    const rows = parsed.map(({ record, info }) => {
      const line = before + 1;
      before = info.lines;
      return { line, cells: record };
    });
    return tableOf(file, rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse(file, 'lines' in error && typeof error.lines === 'number' ? error.lines : 1, error.message);
  }
}

async function readExcel(file: string, bytes: Buffer): Promise<TableReading> {
  const sheets = await readXlsx(bytes).catch(() => undefined);
  if (sheets === undefined) return refuse(file, 1, 'not an Excel workbook (.xlsx)');
  const [first] = sheets;
  const rows: Table['rows'][number][] = [];
  for (const [index, values] of (first !== undefined && 'data' in first ? first.data : []).entries()) {
    const line = index + 1;
    if (values.some((value) => typeof value === 'number' && Math.abs(value) >= 1e15))
      return refuse(
        file,
        line,
        'a number is longer than Excel keeps exactly: format the column as text and export again',
      );
    rows.push({ line, cells: values.map(cellText) });
  }
  return tableOf(
    file,
    rows.filter((row) => row.cells.some((cell) => cell !== '')),
  );
}

/** A date cell is the wall clock, whatever zone its instant pretends. */
function cellText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return value === null || value === undefined ? '' : String(value).trim();
}

function tableOf(file: string, [head, ...rows]: Table['rows'][number][]): TableReading {
  return head === undefined ? refuse(file, 1, 'the file is empty') : { ok: true, table: { header: head.cells, rows } };
}

function refuse(file: string, line: number, reason: string): TableReading {
  return { ok: false, refused: [{ file, line, reason }] };
}

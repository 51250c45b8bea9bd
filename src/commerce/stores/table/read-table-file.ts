import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { z } from 'zod';
import type { Refusal } from '../../shop-files.ts';
import { findHeader } from './find-header.ts';
import { refusalOf, type TableFault } from './table-faults.ts';
import { unpackedBytes } from './unpacked-bytes.ts';

/** A table with its header; lines are counted as a person counts them. */
export type Table = { header: readonly string[]; rows: readonly TableRow[] };
export type TableRow = { line: number; cells: readonly string[] };
export type TableReading = { ok: true; table: Table } | { ok: false; refused: readonly Refusal[] };

/** Most rows of one table, and bytes that a workbook may unpack to. */
export const mostTableRows = 20_000;
const mostUnpackedBytes = 200_000_000;

/** Reads a table file; what cannot be opened is a refusal, too. */
export async function readTableFile(path: string): Promise<TableReading> {
  const file = basename(path);
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? refuse(file, 0, 'unread') : readTable(file, bytes);
}

/** Reads CSV, TSV or the first sheet of an Excel workbook, by the file's ending. */
export async function readTable(file: string, bytes: Buffer): Promise<TableReading> {
  if (/\.xlsx$/i.test(file)) return readExcel(file, bytes);
  if (/\.(csv|tsv|txt)$/i.test(file)) return readCsv(file, textOf(bytes), /\.csv$/i.test(file) ? ',' : '\t');
  return refuse(file, 0, 'kind');
}

/** Shops' systems in China write UTF-8 or, as Excel there does, GB18030. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
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
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    return refuse(file, line, 'csv', { detail: error.message });
  }
}

async function readExcel(file: string, bytes: Buffer): Promise<TableReading> {
  const size = unpackedBytes(bytes);
  if (size === undefined) return refuse(file, 1, 'no-workbook');
  if (size > mostUnpackedBytes) return refuse(file, 1, 'too-large', { most: mostTableRows });
  const sheets = await readXlsx(bytes).catch(() => undefined);
  if (sheets === undefined) return refuse(file, 1, 'no-workbook');
  const [first] = sheets;
  const rows: TableRow[] = [];
  for (const [index, values] of (first !== undefined && 'data' in first ? first.data : []).entries()) {
    const line = index + 1;
    if (values.some((value) => typeof value === 'number' && Math.abs(value) >= 1e15))
      return refuse(file, line, 'long-number');
    rows.push({ line, cells: values.map(cellText) });
  }
  return tableOf(file, rows);
}

/**
 * A date cell is the wall clock, whatever zone its instant pretends, and a fraction of a day, so that it can be a millisecond short of
 * its second; a computed number is as exact as Excel shows it.
 */
function cellText(value: unknown): string {
  if (value instanceof Date)
    return new Date(Math.round(value.getTime() / 1_000) * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return value === null || value === undefined ? '' : String(value).trim();
}

function tableOf(file: string, given: readonly TableRow[]): TableReading {
  const filled = given.filter((row) => row.cells.some((cell) => cell !== ''));
  if (filled.length === 0) return refuse(file, 1, 'empty-file');
  const { header, rows } = findHeader(filled);
  if (rows.length > mostTableRows) return refuse(file, rows.length, 'too-large', { most: mostTableRows });
  return { ok: true, table: { header, rows } };
}

function refuse(
  file: string,
  line: number,
  fault: TableFault,
  values: { detail?: string; most?: number } = {},
): TableReading {
  return { ok: false, refused: [refusalOf(file, line, fault, values)] };
}

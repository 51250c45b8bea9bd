import { parse } from 'csv-parse/browser/esm/sync';

/** Rows with `at` and what else is known, or the line of the file that cannot be taken, and why. */
export type TraceReading = { ok: true; rows: unknown[] } | { ok: false; line: number; why: 'form' | 'moment' };

type Row = { line: number; row: unknown };

/** Reads who came when: JSON Lines, or CSV with a header. The server reads each row again; here its line can still be named. */
export function readTrace(text: string): TraceReading {
  const read = text.trimStart().startsWith('{') ? fromJsonLines(text) : fromCsv(text);
  if (!Array.isArray(read)) return { ok: false, line: read.line, why: 'form' };
  if (read.length === 0) return { ok: false, line: 1, why: 'form' };
  const wrong = read.find(({ row }) => !hasMoment(row));
  return wrong ? { ok: false, line: wrong.line, why: 'moment' } : { ok: true, rows: read.map(({ row }) => row) };
}

function fromJsonLines(text: string): Row[] | { line: number } {
  const rows: Row[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    try {
      rows.push({ line: index + 1, row: JSON.parse(line) });
    } catch {
      return { line: index + 1 };
    }
  }
  return rows;
}

function fromCsv(text: string): Row[] | { line: number } {
  const rows: Row[] = [];
  let last = 1;
  try {
    parse(text, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim()),
      trim: true,
      skip_empty_lines: true,
      on_record: (row: unknown, { lines }) => {
        last = lines;
        rows.push({ line: lines, row });
        return null;
      },
    });
    return rows;
  } catch {
    return { line: last + 1 };
  }
}

/** Seconds from the beginning, or a time that can be read. */
function hasMoment(row: unknown): boolean {
  if (typeof row !== 'object' || row === null || !('at' in row)) return false;
  const { at } = row;
  if (typeof at === 'number') return at >= 0;
  return typeof at === 'string' && (/^\d+(\.\d+)?$/.test(at) || Number.isFinite(Date.parse(at)));
}

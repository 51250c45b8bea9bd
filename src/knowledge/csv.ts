/** One record of a CSV file by column name; `line` is where it begins, counted from 1. */
export type CsvRow = { line: number; cells: Readonly<Record<string, string>> };
export type CsvTable =
  | { ok: true; header: readonly string[]; rows: readonly CsvRow[] }
  | { ok: false; line: number; reason: string };

/** Reads comma-separated text with a header (RFC 4180: quotes, doubled quotes, line breaks in quotes; a byte-order mark is fine). */
export function readCsv(text: string): CsvTable {
  const records = readRecords(text.replace(/^\uFEFF/, ''));
  if (!records.ok) return records;
  const [first, ...rest] = records.records;
  if (first === undefined) return { ok: false, line: 1, reason: 'the file is empty' };
  const header = first.cells.map((name) => name.trim());
  const wrong = rest.find((record) => record.cells.length !== header.length);
  if (wrong !== undefined) {
    return { ok: false, line: wrong.line, reason: `${wrong.cells.length} cells where the header has ${header.length}` };
  }
  const rows = rest.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(header.map((name, index) => [name, (cells[index] ?? '').trim()])),
  }));
  return { ok: true, header, rows };
}

type CsvRecord = { line: number; cells: readonly string[] };
type Records = { ok: true; records: readonly CsvRecord[] } | { ok: false; line: number; reason: string };

function readRecords(text: string): Records {
  const records: CsvRecord[] = [];
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;
  while (cell.lastIndex < text.length || cells.length > 0) {
    const from = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) return { ok: false, line, reason: 'a quote is not closed, or text follows a closing quote' };
    const [, quoted, plain = '', end = ''] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += text.slice(from, cell.lastIndex).split(/\r\n|\n|\r/).length - 1;
    if (end === ',') continue;
    if (cells.some((value) => value.trim() !== '')) records.push({ line: start, cells });
    cells = [];
    start = line;
    if (end === '' && cell.lastIndex >= text.length) break;
  }
  return { ok: true, records };
}

import { CsvError, parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { z } from 'zod';
import type { FileReading, RawEntry } from './import-types.ts';

/** CSV and TSV with a header (RFC 4180; a byte-order mark is fine). */
export function readCsvEntries(text: string, delimiter = ','): FileReading {
  try {
    const options = { bom: true, delimiter, info: true, skip_empty_lines: true, trim: true } as const;
    let before = 0;
    const rows = recordList.parse(parse(text, options)).map(({ record, info }) => {
      const line = before + 1;
      before = info.lines;
      return { line, values: record };
    });
    return entriesOf(rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { entries: [], refused: [{ line: lineOf(error), reason: csvReasons[error.code] ?? error.message }] };
  }
}

/** The first sheet of an Excel workbook. */
export async function readExcelEntries(bytes: Uint8Array): Promise<FileReading> {
  const sheet = await readXlsx(Buffer.from(bytes)).catch(() => undefined);
  if (sheet === undefined) return { entries: [], refused: [{ line: 1, reason: 'not an Excel workbook (.xlsx)' }] };
  const [first] = sheet;
  const rows = (first !== undefined && 'data' in first ? first.data : []).map((values, index) => ({
    line: index + 1,
    values: values.map((value) => (value === null || value === undefined ? '' : String(value).trim())),
  }));
  return entriesOf(rows.filter((row) => row.values.some((value) => value !== '')));
}

const recordList = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

type Row = { line: number; values: readonly string[] };

function entriesOf([head, ...rows]: readonly Row[]): FileReading {
  if (head === undefined) return { entries: [], refused: [{ line: 1, reason: 'the file is empty' }] };
  const header = head.values.map(columnName);
  const missing = [
    ...(header.some((name) => /^questions(\.|$)/.test(name)) ? [] : ['questions']),
    ...(header.some((name) => /^answer(\.|$)/.test(name)) ? [] : ['answer']),
  ];
  if (missing.length > 0)
    return { entries: [], refused: [{ line: 1, reason: `column ${missing.join(', ')} is missing` }] };
  const entries = rows.map(
    ({ line, values }): RawEntry => ({
      line,
      cells: Object.fromEntries(header.map((name, index) => [name, values[index] ?? ''])),
    }),
  );
  return { entries, refused: [] };
}

/** Shops call the same column differently; a language may stand behind a dot. */
function columnName(given: string): string {
  const [name = '', language] = given.trim().split('.', 2);
  const known = columnNames[name.toLowerCase()] ?? name.toLowerCase();
  return language === undefined ? known : `${known}.${language}`;
}

const columnNames: Readonly<Record<string, string>> = {
  编号: 'id',
  主题: 'topic',
  分类: 'topic',
  意图: 'intent',
  问题: 'questions',
  标准问: 'questions',
  question: 'questions',
  相似问: 'similar',
  扩展问: 'similar',
  回答: 'answer',
  答案: 'answer',
  回复: 'answer',
  政策: 'policies',
};

const csvReasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  INVALID_OPENING_QUOTE: 'a quote opens in the middle of a cell',
};

function lineOf(error: CsvError): number {
  return 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
}

import { CsvError, parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { z } from 'zod';
import type { FileReading, RawEntry } from './import-types.ts';
import { because, type RefusalKey, type RefusalReason } from './refusal-reasons.ts';

/** CSV and TSV with a header (RFC 4180; a byte-order mark is fine); without a delimiter the one that the header uses. */
export function readCsvEntries(text: string, delimiter = delimiterOf(text)): FileReading {
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
    return { entries: [], refused: [{ line: lineOf(error), ...reasonOf(error) }] };
  }
}

/** All sheets of an Excel workbook that have the columns; the others are named. */
export async function readExcelEntries(bytes: Uint8Array): Promise<FileReading> {
  const sheets = await readXlsx(Buffer.from(bytes)).catch(() => undefined);
  if (sheets === undefined) return { entries: [], refused: [{ line: 1, ...because('not-excel') }] };
  const readings = sheets.map(({ sheet, data }) => {
    const rows = data.map((values, index) => ({
      line: index + 1,
      values: values.map((value) => (value === null || value === undefined ? '' : String(value).trim())),
    }));
    return { sheet, ...entriesOf(rows.filter((row) => row.values.some((value) => value !== ''))) };
  });
  return {
    entries: readings.flatMap(({ entries }) => entries),
    refused: readings.flatMap(({ sheet, refused }) =>
      refused.map((one) => (sheets.length === 1 ? one : { ...one, sheet, reason: `sheet ${sheet}: ${one.reason}` })),
    ),
  };
}

/** Programs in other countries, and copies out of a table, write semicolons and tabs into a .csv. */
function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  return [',', '\t', ';'].find((one) => header.includes(one)) ?? ',';
}

const recordList = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

type Row = { line: number; values: readonly string[] };

function entriesOf([head, ...rows]: readonly Row[]): FileReading {
  if (head === undefined) return { entries: [], refused: [{ line: 1, ...because('empty-file') }] };
  const header = head.values.map(columnName);
  const missing = [
    ...(header.some((name) => /^questions(\.|$)/.test(name)) ? [] : ['questions']),
    ...(header.some((name) => /^answer(\.|$)/.test(name)) ? [] : ['answer']),
  ];
  if (missing.length > 0)
    return { entries: [], refused: [{ line: 1, ...because('column-missing', { columns: missing.join(', ') }) }] };
  const entries = rows.map(
    ({ line, values }): RawEntry => ({
      line,
      cells: Object.fromEntries(header.map((name, index) => [name, values[index] ?? ''])),
    }),
  );
  return { entries, refused: [] };
}

/** Shops call the same column differently, mark it as required, and put a language behind a dot or in words. */
function columnName(given: string): string {
  const plain = given
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[*:\s]|\((?:必填|选填|可选|required|optional)\)/g, '');
  const [name = '', dotted] = plain.split('.', 2);
  const language = dotted === undefined ? languageWords.find(({ word }) => word.test(name)) : undefined;
  const bare = language === undefined ? name : name.replace(language.word, '');
  const known = columnNames[bare] ?? bare;
  const tag = language?.tag ?? languageTags[dotted ?? ''] ?? dotted;
  return tag === undefined ? known : `${known}.${tag}`;
}

const languageWords = [
  { word: /\(?(?:英文|英语|english)\)?/, tag: 'en' },
  { word: /\(?(?:繁体中文|繁體中文|繁体|繁體|台湾|臺灣)\)?/, tag: 'zh-TW' },
  { word: /\(?(?:简体中文|简体|中文)\)?/, tag: 'zh-CN' },
] as const;
const languageTags: Readonly<Record<string, string>> = { 'zh-cn': 'zh-CN', 'zh-tw': 'zh-TW', en: 'en' };

/** Names of columns, with the spellings of common shop systems and sheets. */
const columnsBySpelling: Readonly<Record<string, readonly string[]>> = {
  id: ['编号', '序号id', '知识id'],
  topic: ['主题', '分类', '类目', '类别', '知识分类', 'category'],
  intent: ['意图'],
  questions: [
    '问题',
    '標準問',
    '標準問題',
    '問題',
    '标准问',
    '标准问题',
    '常见问题',
    '知识标题',
    '问法',
    '买家问题',
    'question',
    'q',
  ],
  similar: ['相似问', '相似问法', '相似问题', '扩展问', '扩展问法', '其他问法', '相似問題', 'similarquestions'],
  answer: ['回答', '答案', '回复', '答复', '标准答案', '标准回复', '客服回复', '话术', '回覆', 'answers', 'reply', 'a'],
  policies: ['政策'],
};
const columnNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(columnsBySpelling).flatMap(([name, spellings]) => spellings.map((one) => [one, name])),
);

const csvReasons: Readonly<Record<string, RefusalKey>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote-not-closed',
  CSV_INVALID_CLOSING_QUOTE: 'text-after-quote',
  INVALID_OPENING_QUOTE: 'quote-inside',
};

function reasonOf(error: CsvError): RefusalReason {
  const key = csvReasons[error.code];
  return key === undefined ? because('broken-csv', { problem: error.message }) : because(key);
}

function lineOf(error: CsvError): number {
  return 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
}

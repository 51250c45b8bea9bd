import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LocalizedText } from '../../commerce/index.ts';
import { faqDocument, type KnowledgeItem } from '../content.ts';
import { type FileReading, type KnowledgeFile, largestFileBytes, type RawEntry, type Refusal } from './import-types.ts';
import { readChatLogEntries } from './read-chat-log.ts';
import { readHtmlEntries, readMarkdownEntries, readPdfEntries, readWordEntries } from './read-document.ts';
import { readCsvEntries, readExcelEntries } from './read-table.ts';
import { because } from './refusal-reasons.ts';

export type KnowledgeImport = { items: readonly KnowledgeItem[]; refused: readonly Refusal[] };

export type ImportHelp = {
  /** Says what a question is about where a file does not; without it the entry is of the widest intent. */
  guessIntent?: (question: string) => string;
};

/**
 * Reads FAQs from a file of a shop for `releaseKnowledge`; the caller releases only what somebody has looked at.
 *
 * Tables (.csv, .tsv, .xlsx) have the columns questions (several on lines of their own or split by "|") and answer, and may have
 * id, topic, intent, similar and policies; each also per language as answer.en, questions.zh-TW and so on. JSON is an array of FAQ
 * documents with `id`, as in demo-shop/faq/. Documents (.md, .html, .docx, .pdf) and chat logs (.txt) give what stands in them
 * as question and answer; what does not is refused with its place.
 */
export async function importKnowledge(file: KnowledgeFile, help: ImportHelp = {}): Promise<KnowledgeImport> {
  const reading = await readFile(file);
  const refused: Refusal[] = reading.refused.map((one) => ({ file: file.name, ...one }));
  const items = new Map<string, KnowledgeItem>();
  for (const entry of reading.entries) {
    const { id, document } = 'cells' in entry ? toDocument(entry, help) : idAndDocument(entry);
    const refuse = (...why: Parameters<typeof because>) =>
      refused.push({ file: file.name, line: entry.line, ...because(...why) });
    const parsed = faqDocument.safeParse(document);
    const issue = parsed.error?.issues[0];
    if (issue?.code === 'too_small' && issue.path[0] === 'answer') refuse('no-answer');
    else if (issue !== undefined) refuse('field', { field: issue.path.join('.'), problem: issue.message });
    else if (id === '') refuse('id-missing');
    else if (items.has(id)) refuse('id-twice', { id });
    else if (parsed.data !== undefined && Object.values(parsed.data.questions).flat().length === 0)
      refuse('no-questions');
    else if (parsed.data !== undefined && longestAnswerOf(parsed.data.answer) > mostCharacters)
      refuse('answer-too-long', { most: mostCharacters });
    else items.set(id, { itemId: id, kind: 'faq', document: parsed.data });
  }
  return { items: [...items.values()], refused: refused.toSorted((first, second) => first.line - second.line) };
}

/** Nobody reads a longer one in a chat. */
const mostCharacters = 2_000;

const longestAnswerOf = (answer: LocalizedText) => Math.max(...Object.values(answer).map((text) => text.length));

const readers: Readonly<Record<string, (file: KnowledgeFile) => FileReading | Promise<FileReading>>> = {
  csv: (file) => readCsvEntries(textOf(file)),
  tsv: (file) => readCsvEntries(textOf(file), '\t'),
  xlsx: (file) => readExcelEntries(file.bytes),
  json: (file) => readJsonEntries(textOf(file)),
  md: (file) => readMarkdownEntries(textOf(file)),
  html: (file) => readHtmlEntries(textOf(file)),
  htm: (file) => readHtmlEntries(textOf(file)),
  docx: (file) => readWordEntries(file.bytes),
  pdf: (file) => readPdfEntries(file.bytes),
  txt: (file) => readChatLogEntries(textOf(file)),
};

/** Endings of files that can be read, without the dot. */
export const readableFiles: readonly string[] = Object.keys(readers);

async function readFile(file: KnowledgeFile): Promise<FileReading> {
  const ending = file.name.toLowerCase().split('.').at(-1) ?? '';
  const read = readers[ending];
  const whole = (...why: Parameters<typeof because>): FileReading => ({
    entries: [],
    refused: [{ line: 1, ...because(...why) }],
  });
  if (read === undefined) return whole('unknown-ending', { ending, endings: readableFiles.join(', ') });
  if (file.bytes.length > largestFileBytes) return whole('too-large', { megabytes: largestFileBytes / 1e6 });
  const reading = await read(file);
  if (reading.entries.length === 0 && reading.refused.length === 0) return whole('nothing-found');
  return reading;
}

/** Text in UTF-8; old Chinese programs still write GB 18030. */
function textOf({ bytes }: KnowledgeFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function readJsonEntries(text: string): FileReading {
  const parsed = z.array(z.unknown()).safeParse(parseJson(text));
  if (!parsed.success) return { entries: [], refused: [{ line: 1, ...because('not-json') }] };
  return { entries: parsed.data.map((document, index) => ({ line: index + 1, document })), refused: [] };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type IdAndDocument = { id: string; document: unknown };
type Cells = Readonly<Record<string, string>>;

function idAndDocument({ document }: Extract<RawEntry, { document: unknown }>): IdAndDocument {
  const entry = z.looseObject({ id: z.string().optional() }).safeParse(document);
  return { id: entry.data?.id ?? '', document };
}

function toDocument({ cells }: Extract<RawEntry, { cells: Cells }>, help: ImportHelp): IdAndDocument {
  const answers = inLanguages(cells, 'answer');
  const first = answers['zh-CN'] ?? answers['zh-TW'] ?? answers.en ?? '';
  const [questions, similar] = [inLanguages(cells, 'questions'), inLanguages(cells, 'similar')];
  const all = (language: (typeof languages)[number]) => [...list(questions[language]), ...list(similar[language])];
  const question = languages.flatMap(all)[0] ?? '';
  const document = {
    topic: cells.topic ?? '',
    intent: cells.intent || help.guessIntent?.(question) || 'chat.other',
    questions: { 'zh-CN': all('zh-CN'), 'zh-TW': all('zh-TW'), en: all('en') },
    answer: { 'zh-CN': answers['zh-CN'] ?? first, 'zh-TW': answers['zh-TW'] ?? first, en: answers.en ?? first },
    policies: list(cells.policies),
  };
  return { id: cells.id || idOf(question), document };
}

/** The same question keeps its id, so that importing again brings the entry up to date instead of doubling it. */
function idOf(question: string): string {
  return question === '' ? '' : `import-${createHash('sha256').update(question).digest('hex').slice(0, 12)}`;
}

/** A column without a language is the shop's first one, Chinese where it has Chinese characters. */
function inLanguages(cells: Cells, column: string): Partial<LocalizedText> {
  const plain = cells[column];
  const own =
    plain === undefined || plain === '' ? {} : /\p{Script=Han}/u.test(plain) ? { 'zh-CN': plain } : { en: plain };
  const given = languages.flatMap((language) => {
    const cell = cells[`${column}.${language}`];
    return cell === undefined || cell === '' ? [] : [[language, cell] as const];
  });
  return { ...own, ...Object.fromEntries(given) };
}

function list(cell: string | undefined): readonly string[] {
  return (cell ?? '')
    .split(/[\n|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const languages = ['zh-CN', 'zh-TW', 'en'] as const;

import { z } from 'zod';
import type { LocalizedText } from '../commerce/index.ts';
import { faqDocument, type KnowledgeItem } from './content.ts';
import { type CsvRow, readCsv } from './csv.ts';

/** Why one entry of a file was not taken. `line` counts from 1; for JSON it is the entry's number. */
export type Refusal = { file: string; line: number; reason: string };
export type KnowledgeImport = { items: readonly KnowledgeItem[]; refused: readonly Refusal[] };

/**
 * Reads FAQs from a CSV or JSON file for `releaseKnowledge`; the caller releases only where nothing was refused.
 *
 * CSV: a header line and the columns id, topic, intent, questions (several on lines of their own or split by "|"), answer,
 * each also per language as questions.zh-TW, answer.en and so on; a language without a column repeats the first one.
 * JSON: an array of FAQ documents with `id`, as in demo-shop/faq/.
 */
export function importKnowledge(file: { name: string; text: string }): KnowledgeImport {
  const entries = file.name.toLowerCase().endsWith('.json') ? readJsonEntries(file) : readCsvEntries(file);
  const refused: Refusal[] = [...entries.refused];
  const items = new Map<string, KnowledgeItem>();
  for (const { line, id, document } of entries.found) {
    const refuse = (reason: string) => refused.push({ file: file.name, line, reason });
    const parsed = faqDocument.safeParse(document);
    const issue = parsed.error?.issues[0];
    if (issue !== undefined) refuse(`${issue.path.join('.')}: ${issue.message}`);
    else if (id === '') refuse('id: is missing');
    else if (items.has(id)) refuse(`id: ${id} stands in this file twice`);
    else if (parsed.data !== undefined && Object.values(parsed.data.questions).flat().length === 0)
      refuse('questions: none given');
    else items.set(id, { itemId: id, kind: 'faq', document: parsed.data });
  }
  return { items: [...items.values()], refused: refused.toSorted((first, second) => first.line - second.line) };
}

type Entries = { found: readonly { line: number; id: string; document: unknown }[]; refused: readonly Refusal[] };

function readJsonEntries(file: { name: string; text: string }): Entries {
  const parsed = entryList.safeParse(parseJson(file.text));
  if (!parsed.success)
    return { found: [], refused: [{ file: file.name, line: 1, reason: 'not a JSON array of entries' }] };
  return {
    found: parsed.data.map((entry, index) => ({ line: index + 1, id: entry.id ?? '', document: entry })),
    refused: [],
  };
}

function readCsvEntries(file: { name: string; text: string }): Entries {
  const table = readCsv(file.text);
  if (!table.ok) return { found: [], refused: [{ file: file.name, line: table.line, reason: table.reason }] };
  const missing = ['id', 'intent'].filter((name) => !table.header.includes(name));
  const hasAnswer = table.header.some((name) => name === 'answer' || name.startsWith('answer.'));
  const problems = [...missing, ...(hasAnswer ? [] : ['answer'])];
  if (problems.length > 0) {
    return { found: [], refused: [{ file: file.name, line: 1, reason: `column ${problems.join(', ')} is missing` }] };
  }
  return {
    found: table.rows.map(({ line, cells }) => ({ line, id: cells.id ?? '', document: toDocument(cells) })),
    refused: [],
  };
}

function toDocument(cells: CsvRow['cells']): unknown {
  const answers = inLanguages(cells, 'answer');
  const first = answers['zh-CN'] ?? answers['zh-TW'] ?? answers.en ?? '';
  const questions = inLanguages(cells, 'questions');
  return {
    topic: cells.topic ?? '',
    intent: cells.intent ?? '',
    questions: { 'zh-CN': list(questions['zh-CN']), 'zh-TW': list(questions['zh-TW']), en: list(questions.en) },
    answer: { 'zh-CN': answers['zh-CN'] ?? first, 'zh-TW': answers['zh-TW'] ?? first, en: answers.en ?? first },
    policies: list(cells.policies),
  };
}

/** A column without a language is the shop's first one, Chinese where it has Chinese characters. */
function inLanguages(cells: CsvRow['cells'], column: string): Partial<LocalizedText> {
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const languages = ['zh-CN', 'zh-TW', 'en'] as const;
const entryList = z.array(z.looseObject({ id: z.string().optional() }));

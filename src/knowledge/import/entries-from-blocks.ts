import type { FileReading, RawEntry } from './import-types.ts';
import { because } from './refusal-reasons.ts';

/** A heading or a paragraph of a document; `line` says where it stands (a line, a block or a page). */
export type Block = { line: number; kind: 'heading' | 'text'; text: string };

/**
 * Finds questions with their answers in a document: lines marked "问：/答：" or "Q:/A:", a heading with the text below it, and a
 * paragraph that is a question with the one after it. Text that belongs to no question is named, so that nobody believes
 * it was read.
 */
export function entriesFromBlocks(blocks: readonly Block[]): FileReading {
  const state = new Reading();
  for (const block of blocks.flatMap(splitMarked)) state.read(block);
  return state.end();
}

/** "第三章", "二、" or "3.2" before a heading is no part of the question. */
export const headingNumber =
  /^(?:第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+[、.．]|\d+(?:\.\d+)*[、.．\s])\s*/u;

type Marked = Block & { mark?: 'question' | 'answer' };

class Reading {
  readonly #entries: RawEntry[] = [];
  readonly #refused: FileReading['refused'][number][] = [];
  #open: { line: number; question: string; answer: string[]; topic: string } | undefined;
  #topic = '';

  read({ line, kind, text, mark }: Marked): void {
    const opens = mark === 'question' || kind === 'heading' || (mark === undefined && isQuestion(text));
    if (opens) {
      this.#close();
      const question = kind === 'heading' ? text.replace(headingNumber, '') : text;
      this.#open = { line, question, answer: [], topic: this.#topic };
    } else if (this.#open) this.#open.answer.push(text);
    else this.#refused.push({ line, ...because('no-question', { text: excerpt(text) }) });
  }

  end(): FileReading {
    this.#close();
    return { entries: this.#entries, refused: this.#refused };
  }

  /** A heading without text of its own is only the topic of what follows. */
  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    if (open.answer.length === 0) {
      this.#topic = open.question;
      return;
    }
    const cells = { questions: open.question, answer: open.answer.join('\n'), topic: open.topic };
    this.#entries.push({ line: open.line, cells });
  }
}

/** "问：…答：…" in one paragraph are two. */
function splitMarked(block: Block): Marked[] {
  const parts = block.text
    .split(/(?=(?:^|\s)(?:问|答|Q|A|Question|Answer)\s*\d*\s*[：:])/iu)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.map((part) => {
    const match = /^(问|答|Q|A|Question|Answer)\s*\d*\s*[：:]\s*(.*)$/isu.exec(part);
    if (!match?.[1] || !match[2]) return { ...block, text: part };
    const mark = /^(问|q)/iu.test(match[1]) ? 'question' : 'answer';
    return { line: block.line, kind: 'text', text: match[2].trim(), mark };
  });
}

const longestQuestion = 80;

function isQuestion(text: string): boolean {
  return text.length <= longestQuestion && !text.includes('\n') && /[?？]\s*$/u.test(text);
}

const excerpt = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

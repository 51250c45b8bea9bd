import type { FileReading, RawEntry } from './import-types.ts';
import { because } from './refusal-reasons.ts';

type Line = { line: number; from: 'customer' | 'shop'; text: string };

/**
 * A chat log, in either of the forms that shop systems write: "买家: …" and "客服: …" with or without a time before it (an empty line ends
 * a conversation), or a line of name and time above each message. What several customers asked and agents answered becomes an entry;
 * whatever looks personal keeps the pair out.
 */
export function readChatLogEntries(text: string): FileReading {
  const lines = text.split(/\r?\n/);
  const messages = hasHeads(lines) ? messagesBelowHeads(lines) : messagesInLines(lines);
  const pairs: Pair[] = [];
  let asked: Line | undefined;
  for (const message of messages) {
    if (message === 'end') asked = undefined;
    else if (message.from === 'customer') asked = greeting.test(message.text) ? asked : message;
    else if (asked) {
      pairs.push({ line: asked.line, question: asked.text, answer: message.text });
      asked = undefined;
    }
  }
  const refused = pairs.filter(isPersonal).map((pair) => ({ line: pair.line, ...because('personal') }));
  return { entries: grouped(pairs.filter((pair) => !isPersonal(pair) && isAnswer(pair.answer))), refused };
}

type Pair = { line: number; question: string; answer: string };

/** "买家: …", each message on a line of its own; a line without a speaker goes on with the message before it. */
function messagesInLines(lines: readonly string[]): readonly (Line | 'end')[] {
  const messages: (Line | 'end')[] = [];
  lines.forEach((raw, index) => {
    const last = messages.at(-1);
    const [, role = '', text = ''] = spoken.exec(raw) ?? [];
    if (text !== '')
      messages.push({ line: index + 1, from: customerRole.test(role) ? 'customer' : 'shop', text: text.trim() });
    else if (raw.trim() === '' || ruled.test(raw)) messages.push('end');
    else if (last !== undefined && last !== 'end') last.text += `\n${raw.trim()}`;
  });
  return messages;
}

const time = String.raw`(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?\d{1,2}:\d{2}(?::\d{2})?`;
const spoken = new RegExp(
  String.raw`^\s*(?:\[[^\]]*\]\s*|${time}\s+)?(买家|顾客|客户|用户|customer|客服|商家|店铺|agent|shop)[^：:\n]{0,20}[：:]\s*(.+)$`,
  'iu',
);
const customerRole = /^(买家|顾客|客户|用户|customer)$/iu;
/** "-----", "=== 会话结束 ===": between two conversations. */
const ruled = /^\s*[-=*—_]{3,}/;

/** A line of name and time, its message on the lines below. */
function messagesBelowHeads(lines: readonly string[]): readonly (Line | 'end')[] {
  const messages: (Line | 'end')[] = [];
  lines.forEach((raw, index) => {
    const name = headOf(raw);
    const last = messages.at(-1);
    if (name !== undefined)
      messages.push({ line: index + 1, from: shopName.test(name) ? 'shop' : 'customer', text: '' });
    else if (ruled.test(raw)) messages.push('end');
    else if (last !== undefined && last !== 'end') last.text = `${last.text}\n${raw.trim()}`.trim();
  });
  return messages.filter((message) => message === 'end' || message.text !== '');
}

/** A sentence may end with a time, and a head may look spoken: the form of most lines counts. */
function hasHeads(lines: readonly string[]): boolean {
  const heads = lines.filter((line) => headOf(line) !== undefined).length;
  return heads > lines.filter((line) => headOf(line) === undefined && spoken.test(line)).length;
}

/** The name in "tb_4711  2026-11-20 10:22:33"; a time alone, or one inside a sentence, is no head. */
function headOf(line: string): string | undefined {
  return head.exec(line)?.[1];
}

const head = new RegExp(String.raw`^\s*([^\s，。？?！!][^，。？?！!]{0,30}?)\s+[(（]?${time}[)）]?\s*$`, 'u');
/** Whoever writes for a shop is called after it; sub-accounts have a colon in their names. */
const shopName = /客服|商家|店铺|旗舰店|专营店|专卖店|官方|自营|售前|售后|agent|shop|store|[：:]/iu;

const greeting =
  /^(?:在(?:吗|么|不在|嘛)?|有人(?:吗|在吗)?|你好|您好|亲|hi|hello|哈喽|喂)+[\s?？!！~。,，]*(?:在(?:吗|么)?|亲)?[\s?？!！~。]*$/iu;

/** The same answer to several questions is one entry. */
function grouped(pairs: readonly Pair[]): RawEntry[] {
  const byAnswer = new Map<string, { line: number; questions: Set<string> }>();
  for (const { line, question, answer } of pairs) {
    const known = byAnswer.get(answer) ?? { line, questions: new Set() };
    known.questions.add(question);
    byAnswer.set(answer, known);
  }
  return [...byAnswer].map(([answer, { line, questions }]) => ({
    line,
    cells: { questions: [...questions].join('\n'), answer, topic: '' },
  }));
}

const shortestAnswer = 8;

/** "好的" and "稍等" answer nothing that anybody could ask again. */
const isAnswer = (text: string) => text.length >= shortestAnswer && !/^(好的|稍等|您好|亲,?在的|嗯+|收到)/u.test(text);

function isPersonal({ question, answer }: Pair): boolean {
  const both = `${question}\n${answer}`;
  return (
    /\d{8,}/.test(both.replaceAll(/[\s-]/g, '')) ||
    /[\w.]+@[\w.]+|[省市区县].{0,12}(路|街|号|栋|室)|(姓名|收件人|地址)[：:]/u.test(both)
  );
}

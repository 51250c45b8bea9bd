import type { FileReading, RawEntry } from './import-types.ts';

type Line = { line: number; from: 'customer' | 'shop'; text: string };

/**
 * A chat log: lines "买家: …" and "客服: …" (an empty line ends a conversation). What several customers asked and agents
 * answered becomes an entry, the fullest answer first; whatever looks personal keeps the pair out.
 */
export function readChatLogEntries(text: string): FileReading {
  const lines = text.split(/\r?\n/).map(readLine);
  const pairs: { line: number; question: string; answer: string }[] = [];
  let asked: Line | undefined;
  for (const line of lines) {
    if (line === undefined) asked = undefined;
    else if (line.from === 'customer') asked = line;
    else if (asked) {
      pairs.push({ line: asked.line, question: asked.text, answer: line.text });
      asked = undefined;
    }
  }
  const refused = pairs
    .filter(isPersonal)
    .map((pair) => ({ line: pair.line, reason: 'names a person, number or address; write it anew without' }));
  return { entries: grouped(pairs.filter((pair) => !isPersonal(pair) && isAnswer(pair.answer))), refused };

  function readLine(raw: string, index: number): Line | undefined {
    const match =
      /^\s*(?:\[[^\]]*\]\s*)?(买家|顾客|客户|用户|customer|客服|商家|店铺|agent|shop)[^：:\n]{0,20}[：:]\s*(.+)$/iu.exec(
        raw,
      );
    if (!match?.[1] || !match[2]) return undefined;
    const from = /^(买家|顾客|客户|用户|customer)$/iu.test(match[1]) ? 'customer' : 'shop';
    return { line: index + 1, from, text: match[2].trim() };
  }
}

/** The same answer to several questions is one entry. */
function grouped(pairs: readonly { line: number; question: string; answer: string }[]): RawEntry[] {
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

function isPersonal({ question, answer }: { question: string; answer: string }): boolean {
  const both = `${question}\n${answer}`;
  return (
    /\d{8,}/.test(both.replaceAll(/[\s-]/g, '')) ||
    /[\w.]+@[\w.]+|[省市区县].{0,12}(路|街|号|栋|室)|(姓名|收件人|地址)[：:]/u.test(both)
  );
}

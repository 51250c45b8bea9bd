import { type AnswerPlan, approvedPlace } from '../dialogue/index.ts';
import type { Turn } from './gather.ts';

/**
 * An approved answer that the customer has just read is not sent again as it stands: only its part that the new words ask for,
 * else with a word that it is the same.
 */
export function sayOnce(
  plan: AnswerPlan,
  { context, incomingText }: Pick<Turn, 'context' | 'incomingText'>,
): AnswerPlan {
  const approved = plan.approvedText;
  const last = context.findLast((line) => line.from === 'shop')?.text;
  if (approved === undefined || last === undefined || !last.includes(approved)) return plan;
  const part = partAbout(approved, incomingText.text);
  if (part !== undefined) return { ...plan, approvedText: part };
  return {
    ...plan,
    sayings: [
      { key: 'answer.as-before', parameters: {} },
      { key: approvedPlace, parameters: {} },
      ...plan.sayings.filter(({ key }) => key !== approvedPlace),
    ],
  };
}

/** The sentence or clause that shares a word with the question; undefined where all or none do. */
function partAbout(approved: string, question: string): string | undefined {
  const parts = approved.match(/[^。！？；，.!?;]+[。！？；，.!?;]*/gu) ?? [];
  const pairs = pairsOf(question);
  const fitting = parts.filter((part) => pairs.some((pair) => part.includes(pair)));
  if (fitting.length === 0 || fitting.length === parts.length) return undefined;
  return fitting
    .join('')
    .replace(/[，；,;]\s*$/u, '。')
    .trim();
}

/** Pairs of Chinese characters, and English words of four letters and more. */
function pairsOf(text: string): readonly string[] {
  const runs = text.match(/\p{Script=Han}{2,}/gu) ?? [];
  const pairs = runs.flatMap((run) => [...run].slice(1).map((character, at) => `${[...run][at]}${character}`));
  return [...pairs.filter((pair) => !idle.has(pair)), ...(text.toLowerCase().match(/[a-z]{4,}/g) ?? [])];
}

/** Pairs that ask and say nothing of what. */
const idle: ReadonlySet<string> = new Set([
  '多少',
  '什么',
  '什麼',
  '怎么',
  '怎麼',
  '可以',
  '能不',
  '不能',
  '是不',
  '有没',
  '有沒',
  '没有',
  '沒有',
  '现在',
  '現在',
]);

import words from './confirmation-words.json' with { type: 'json' };
import { harmlessNoTail, noPattern } from './words.ts';

/** Words of the running flow that count at its preview: alone as a yes ("退吧"), and only beside one ("refund"). */
export type OwnWords = { alsoYes: readonly string[]; beside: readonly string[] };

/**
 * Yes or no to the preview that was shown; undefined where the message is anything else. A yes consists of words of consent,
 * courtesy and the running flow's own wish and of nothing else, so that a condition, a number, another wish or a question
 * in it always leaves the change undone.
 */
export function readConfirmation(text: string, own: OwnWords): 'yes' | 'no' | undefined {
  const lower = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\u2019`]/g, "'");
  if (isQuestion.test(lower)) return undefined;
  // "取消" is a yes where an order is to be cancelled, "不退了" where a return is to be withdrawn.
  if (isYes(lower, own)) return 'yes';
  return isNo(lower) ? 'no' : undefined;
}

/** Nothing but a request to wait ("等等 先别退", "我再想想"): neither a yes nor a no. */
export function readPause(text: string): boolean {
  const lower = text.normalize('NFKC').trim().toLowerCase();
  return !isQuestion.test(lower) && consists(lower, words.pause, [...words.besidePause, ...words.beside]);
}

const isQuestion = /[?\uff1f]|吗|么$|\b(how|what|when|where|which|why|who)\b/;

/** "嗯…" thinks aloud, "对了" changes the subject. */
const isNoYes = /^[嗯恩呃额哦]+\s*(?:[.。]{2,}|…)|^对了[\s,.!~]*$/u;

function isYes(lower: string, { alsoYes, beside }: OwnWords): boolean {
  if (isNoYes.test(lower)) return false;
  return consists(lower, [...words.yes, ...alsoYes], [...words.beside, ...beside]);
}

/** A no counts behind hesitation, too ("hmm actually no, leave it"); what else follows it must be harmless. */
function isNo(lower: string): boolean {
  const said = lower.replace(hesitation, '');
  const no = noPattern.exec(said);
  return no !== null && harmlessNoTail.test(said.slice(no[0].length));
}

const hesitation = new RegExp(`^(?:(?:${words.hesitation.join('|')})[\\s,.!~\u3001\u2026]*)+`, 'u');

const separators = /^[\s,.!~\u3001\u3002\uff0c\uff01;:\u2026'"-]+/u;

/** Whether the text is a row of these words and of nothing else, with at least one of consent among them. */
function consists(text: string, consents: readonly string[], others: readonly string[]): boolean {
  const known = [
    ...unique(consents).map((word) => ({ word, isYes: true })),
    ...unique(others).map((word) => ({ word, isYes: false })),
  ].sort((a, b) => a.word.length - b.word.length);
  const open: { rest: string; hasYes: boolean }[] = [{ rest: text, hasYes: false }];
  for (let tries = 0; tries < mostTries; tries += 1) {
    const at = open.pop();
    if (at === undefined) return false;
    const rest = at.rest.replace(separators, '');
    if (rest === '' && at.hasYes) return true;
    // Pushed from the shortest to the longest: the longest word is tried first.
    for (const { word, isYes } of known)
      if (rest.startsWith(word) && endsThere(rest, word))
        open.push({ rest: rest.slice(word.length), hasYes: at.hasYes || isYes });
  }
  return false;
}

/** A message that takes longer to cut is no plain yes. */
const mostTries = 500;

/** A Latin word must not go on ("yes" in "yesterday"). */
function endsThere(text: string, word: string): boolean {
  return !/[\p{Script=Latin}\d]$/u.test(word) || !/^[\p{Script=Latin}\d]/u.test(text.slice(word.length));
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list.map((word) => word.trim().toLowerCase()))].filter((word) => word !== '');
}

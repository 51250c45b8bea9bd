import { cleanCharacters } from './clean-characters.ts';
import { type MappedText, replacePattern } from './mapped-text.ts';
import { unifyPlaceholders } from './placeholders.ts';
import { emoticons, signalOfBracket, signalOfEmoji } from './signals.ts';
import { replaceTradeWords } from './trade-words-pass.ts';

/** What is read of one message, in UTF-16 units; the rest of a longer text is left aside. */
export const readingLimit = 4_000;

/** A message ready for reading; `text` keeps its case, and every unit knows where it stood in the original. */
export type NormalizedText = MappedText & {
  /** True when the original was longer than `readingLimit`. */
  isCut: boolean;
  /** Length of the longest run of one letter or mark in the original ("快快快快" is 4): a cue of feeling. */
  longestRun: number;
};

const pictographic = /(?![©®™ℹ↔-⇿])\p{Extended_Pictographic}/gu;
const bracketed = /\/?\[([\p{Script=Han}a-zA-Z]{1,4})(?:R|_[^\]]{1,6})?\]/gu;
const anySignal = /[\p{Extended_Pictographic}[:=;<>^_╯┻≧]|[TQ][_.Aaωw]|\((?:づ|∩)|orz|OTZ|[xX]D/u;
const repeated = /(\p{L}|\p{P}|\p{S})\1{2,}/gu;
const repeatedSignal = /(:[a-z]+:)(?:\s*\1){2,}/g;
const spaces = /[ \u00a0]*\n\s*|[ \u00a0]{2,}/g;
/** A space beside a character that stands alone ("退 款"); between longer pieces it separates, as in "2栋 王芳收". */
const spaceInChinese =
  /(?<=(?:^|\s)\p{Script=Han}) (?=\p{Script=Han})|(?<=\p{Script=Han}) (?=\p{Script=Han}(?:\s|$))|(?<=[,。!?、]) (?=\p{Script=Han})/gu;
/** A text whose words were set apart by a program ("亲 什么 时候 发货 呢"): at least four pieces, most of one or two characters. */
const leastSegments = 4;
const longestMeanSegment = 2.2;
const segment = /\p{Script=Han}+/gu;
const spaceBetweenHan = /(?<=[\p{Script=Han},。!?]) (?=[\p{Script=Han},。!?])/gu;
const spelledOut = /(?<![\p{L}\p{N}])(?:[a-zA-Z] ){3,}[a-zA-Z](?![\p{L}\p{N}])/gu;

/**
 * Brings a message into the form that is read: NFKC, simplified characters, nothing invisible, emoticons as `:signal:`, runs and
 * spaces cleaned, slips and regional words replaced. Never throws, whatever the text.
 */
export function normalizeText(original: string): NormalizedText {
  const cut = cutToLimit(original);
  const cleaned = unifyPlaceholders(cleanCharacters(cut));
  const signalled = anySignal.test(cleaned.text) ? replaceSignals(cleaned) : cleaned;
  let longestRun = 1;
  const calmed = replacePattern(signalled, repeated, (match) => {
    if (isPartOfNumber(signalled.text, match)) return undefined;
    longestRun = Math.max(longestRun, match[0].length / (match[1]?.length ?? 1));
    return match[1]?.repeat(2);
  });
  const spaced = cleanSpaces(replacePattern(calmed, repeatedSignal, (match) => match[1]));
  return { ...trimmed(replaceTradeWords(spaced)), isCut: cut.length < original.length, longestRun };
}

/** Runs in addresses and numbers ("www.", "CFXXX1X", "aaa@…") are no feeling and stay. */
function isPartOfNumber(text: string, match: RegExpMatchArray): boolean {
  if (!/[a-z./:_-]/iu.test(match[0].charAt(0))) return false;
  const start = match.index ?? 0;
  return /[\d@:/_-]/u.test(text.charAt(start - 1)) || /[\d@./_-]/u.test(text.charAt(start + match[0].length));
}

/** Never cuts a surrogate pair in two. */
function cutToLimit(text: string): string {
  if (text.length <= readingLimit) return text;
  const last = text.charCodeAt(readingLimit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? readingLimit - 1 : readingLimit);
}

function replaceSignals(mapped: MappedText): MappedText {
  const withBrackets = replacePattern(mapped, bracketed, (match) => {
    const signal = signalOfBracket(match[1] ?? '');
    return signal && ` :${signal}: `;
  });
  const withEmoji = replacePattern(withBrackets, pictographic, (match) => ` :${signalOfEmoji(match[0])}: `);
  return emoticons.reduce(
    (text, { pattern, signal }) => replacePattern(text, pattern, () => ` :${signal}: `),
    withEmoji,
  );
}

function cleanSpaces(mapped: MappedText): MappedText {
  const single = replacePattern(mapped, spaces, (match) => (match[0].includes('\n') ? '\n' : ' '));
  const closed = replacePattern(single, isSegmented(single.text) ? spaceBetweenHan : spaceInChinese, () => '');
  return replacePattern(closed, spelledOut, (match) => match[0].replaceAll(' ', ''));
}

function isSegmented(text: string): boolean {
  if ((text.match(/ /gu)?.length ?? 0) < leastSegments - 1) return false;
  const segments = text.match(segment) ?? [];
  const letters = segments.reduce((sum, piece) => sum + piece.length, 0);
  return segments.length >= leastSegments && letters / segments.length <= longestMeanSegment;
}

function trimmed(mapped: MappedText): MappedText {
  const start = mapped.text.length - mapped.text.trimStart().length;
  const end = mapped.text.trimEnd().length;
  if (start === 0 && end === mapped.text.length) return mapped;
  if (start >= end) return { text: '', starts: [], ends: [] };
  return {
    text: mapped.text.slice(start, end),
    starts: mapped.starts.slice(start, end),
    ends: mapped.ends.slice(start, end),
  };
}

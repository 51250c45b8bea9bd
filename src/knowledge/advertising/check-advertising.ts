import { simplify } from '../retrieval/normalise.ts';
import wordGroups from './advertising-words.json' with { type: 'json' };

/** Kinds of words that the Advertising Law (art. 9 no. 3 and the practice about it) does not allow in what sells. */
export const advertisingGroups = [
  'superlative',
  'first',
  'grade',
  'exclusive',
  'absolute',
  'pressure',
  'english',
] as const;
export type AdvertisingGroup = (typeof advertisingGroups)[number];

/** A word that may not stand in an advertisement, as it was found (simplified, without tricks), and what kind of word it is. */
export type AdvertisingFinding = { word: string; group: AdvertisingGroup };

/**
 * Words of a text that the Advertising Law forbids in what sells, in reading order. Words that only look like them ("最近",
 * "最后一次物流更新", "第一次", "唯一订单号", "100% 棉") are none. Width, traditional characters, spaces and marks inside words
 * do not hide them.
 */
export function checkAdvertising(text: string): readonly AdvertisingFinding[] {
  const plain = withoutTricks(text);
  const found = patterns.flatMap(({ group, pattern }) =>
    [...plain.matchAll(pattern)].map((match) => ({
      group,
      word: match[0].trim(),
      start: match.index,
      end: match.index + match[0].length,
    })),
  );
  const kept = found
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter((one, index, all) => !all.slice(0, index).some((before) => one.start < before.end));
  return kept.map(({ word, group }) => ({ word, group }));
}

/** Says of each text of a kind of content which words it may not hold; texts without any are left out. */
export function advertisingOf(texts: readonly string[]): readonly AdvertisingFinding[] {
  const found = texts.flatMap(checkAdvertising);
  return found.filter((one, index) => found.findIndex((other) => other.word === one.word) === index);
}

const patterns = advertisingGroups.flatMap((group) =>
  wordGroups[group].words.map((source) => ({ group, pattern: new RegExp(source, 'giu') })),
);

/** Zero-width marks go, and so do spaces, dots and dashes between Chinese characters ("最 佳", "最·佳"). */
function withoutTricks(text: string): string {
  return simplify(text)
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/(?<=\p{Script=Han})[\s·.*_~\-—|]+(?=\p{Script=Han})/gu, '');
}

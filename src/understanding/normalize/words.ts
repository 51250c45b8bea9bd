import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { matchesOf } from './matches-of.ts';

const token = /:[a-z]+:|\p{Script=Han}+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{N}]/gu;
const han = /\p{Script=Han}/u;

let segmenter: Jieba | undefined;

/** Words of a normalised text in lower case: Chinese by dictionary, other scripts by spaces, signals and question marks as words. */
export function wordsOf(normalized: string): string[] {
  const words: string[] = [];
  for (const [piece] of matchesOf(token, normalized.toLowerCase())) {
    if (piece.length > 1 && han.test(piece.charAt(0))) words.push(...segment(piece));
    else words.push(piece);
  }
  return words;
}

/** Cuts a run of Chinese characters into words; the dictionary is loaded at the first use. */
export function segment(run: string): string[] {
  segmenter ??= Jieba.withDict(dict);
  return segmenter.cut(run, true);
}

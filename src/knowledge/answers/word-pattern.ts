import { normaliseForSearch } from '../retrieval/normalise.ts';

/**
 * A word of the tables as a pattern over normalised text: `*` stands for up to six characters ("跟*高" for "跟有多高"), in Latin
 * words for up to three words; Latin words stand alone.
 */
export function patternOf(word: string): RegExp {
  const pieces = word.split('*').map((piece) => normaliseForSearch(piece).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const isLatin = /^[a-z0-9' .*-]+$/.test(word.toLowerCase());
  const whole = pieces.join(isLatin ? "(?: [a-z0-9']+){0,3} ?" : '.{0,6}?');
  return new RegExp(isLatin ? `(?<![a-z0-9])${whole}(?![a-z0-9])` : whole, 'u');
}

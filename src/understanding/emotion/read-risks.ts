import { matchesOf } from '../normalize/matches-of.ts';
import type { Risk } from '../types.ts';
import { defaultRiskWords, type RiskWords } from './risk-words.ts';

/** Finds risks in a normalised text; made once from a table of words. */
export type RiskReader = (normalized: string) => Risk[];

type Row = { risk: Risk; says: RegExp; unless: RegExp | undefined };

/** Builds a reader over the shop's table, or the one that ships with Peakdesk. Throws a SyntaxError for a line that is no regular expression. */
export function createRiskReader(words: readonly RiskWords[] = defaultRiskWords): RiskReader {
  const rows = words.map(
    ({ risk, says, unless }): Row => ({
      risk,
      says: new RegExp(says, 'giu'),
      unless: unless === undefined ? undefined : new RegExp(unless, 'giu'),
    }),
  );
  return (normalized) => {
    const text = normalized.toLowerCase();
    return [...new Set(rows.filter((row) => isSaid(row, text)).map(({ risk }) => risk))];
  };
}

function isSaid({ says, unless }: Row, text: string): boolean {
  const hits = matchesOf(says, text);
  if (hits.length === 0 || !unless) return hits.length > 0;
  const excused = matchesOf(unless, text);
  return hits.some((hit) => !excused.some((excuse) => overlaps(hit, excuse)));
}

function overlaps(one: RegExpMatchArray, other: RegExpMatchArray): boolean {
  const start = one.index ?? 0;
  const otherStart = other.index ?? 0;
  return start < otherStart + other[0].length && otherStart < start + one[0].length;
}

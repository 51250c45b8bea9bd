import { matchesOf } from '../normalize/matches-of.ts';
import type { EntityType } from '../types.ts';

/** A piece found in the normalised text; offsets are of the normalised text, `end` exclusive. */
export type Found = { type: EntityType; value: string; start: number; end: number };

/** Finds one kind of thing in a normalised text. */
export type Finder = (text: string) => Found[];

/** A pattern with what is taken from it: the group `taken` (the whole match where undefined) and its normal form. */
export type PatternRow = {
  type: EntityType;
  pattern: RegExp;
  taken?: number;
  value?: (match: RegExpMatchArray) => string | undefined;
};

/** A finder over a table of patterns; rows need the flags g and d (for the offsets of groups). */
export function patternFinder(rows: readonly PatternRow[]): Finder {
  return (text) => rows.flatMap((row) => matchesOf(row.pattern, text).flatMap((match) => foundBy(row, match)));
}

function foundBy({ type, taken = 0, value }: PatternRow, match: RegExpMatchArray): Found[] {
  const piece = match[taken];
  const range = match.indices?.[taken];
  if (piece === undefined || piece === '' || !range) return [];
  const normal = value ? value(match) : piece;
  if (normal === undefined) return [];
  // A value that keeps only the beginning of the piece ends the entity there.
  const end = piece.startsWith(normal) ? range[0] + normal.length : range[1];
  return [{ type, value: normal, start: range[0], end }];
}

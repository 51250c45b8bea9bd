import { matchesOf } from './matches-of.ts';

/** A rewritten text whose every UTF-16 unit knows the stretch of the original it came from; stretches never run backwards. */
export type MappedText = {
  text: string;
  /** Start in the original, one per unit of `text`. */
  starts: readonly number[];
  /** End in the original (exclusive), one per unit of `text`. */
  ends: readonly number[];
};

/** The stretch of the original that the units `start` to `end` of a mapped text came from. */
export function originalSpan(mapped: MappedText, start: number, end: number): { start: number; end: number } {
  const from = mapped.starts[start] ?? 0;
  return { start: from, end: Math.max(from, mapped.ends[end - 1] ?? from) };
}

/** A piece of a mapped text and what stands there instead; pieces are in order and do not overlap. */
export type Replacement = { start: number; end: number; by: string };

/** Puts other words in place of pieces; the new units all point to the whole piece. */
export function replacePieces(mapped: MappedText, replacements: readonly Replacement[]): MappedText {
  if (replacements.length === 0) return mapped;
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let position = 0;
  const copyUpTo = (end: number) => {
    text += mapped.text.slice(position, end);
    for (; position < end; position++) {
      starts.push(mapped.starts[position] ?? 0);
      ends.push(mapped.ends[position] ?? 0);
    }
  };
  for (const { start, end, by } of replacements) {
    copyUpTo(start);
    const span = originalSpan(mapped, start, end);
    text += by;
    for (let unit = 0; unit < by.length; unit++) {
      starts.push(span.start);
      ends.push(span.end);
    }
    position = end;
  }
  copyUpTo(mapped.text.length);
  return { text, starts, ends };
}

/** Replaces every match of a global pattern; `by` may return undefined to leave a match as it is. */
export function replacePattern(
  mapped: MappedText,
  pattern: RegExp,
  by: (match: RegExpMatchArray) => string | undefined,
): MappedText {
  const replacements: Replacement[] = [];
  for (const match of matchesOf(pattern, mapped.text)) {
    const replacement = by(match);
    if (replacement !== undefined && match[0] !== '')
      replacements.push({ start: match.index, end: match.index + match[0].length, by: replacement });
  }
  return replacePieces(mapped, replacements);
}

import { z } from 'zod';
import lists from './forbidden-words.json' with { type: 'json' };

const entry = z.strictObject({ pattern: z.string(), exceptions: z.array(z.string()) });
const schema = z.strictObject({
  /** Words that advertising law forbids (PRC Advertising Law art. 9(3)), with contexts in which they are harmless. */
  advertising: z.array(entry),
  /** Promises that nobody but the shop's rules may make. */
  promise: z.array(entry),
  /** Words that take an answer back (GB/T 47746 4.4). */
  hedging: z.array(entry),
  /** Ways out of the shop: contacts and payments elsewhere. */
  contact: z.array(entry),
  /** Selling, which an upset customer must not read. */
  selling: z.array(entry),
});

export type ForbiddenKind = keyof z.infer<typeof schema>;

const compiled = Object.entries(schema.parse(lists)).map(([kind, entries]) => ({
  kind,
  entries: entries.map(({ pattern, exceptions }) => ({
    pattern: new RegExp(pattern, 'giu'),
    exceptions: exceptions.map((one) => new RegExp(one, 'giu')),
  })),
}));

/** Forbidden words of one kind in a text, leaving out those that stand in an allowed context. */
export function findForbidden(text: string, kind: ForbiddenKind): readonly string[] {
  const entries = compiled.find((one) => one.kind === kind)?.entries ?? [];
  return entries.flatMap(({ pattern, exceptions }) => {
    const allowed = exceptions.flatMap((one) => spans(text, one));
    return spans(text, pattern)
      .filter(
        (hit) => !allowed.some((span) => span.start <= hit.start && hit.end <= span.end) && !overlaps(hit, allowed),
      )
      .map((hit) => text.slice(hit.start, hit.end));
  });
}

type Span = { start: number; end: number };

function spans(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

function overlaps(hit: Span, allowed: readonly Span[]): boolean {
  return allowed.some((span) => hit.start < span.end && span.start < hit.end);
}

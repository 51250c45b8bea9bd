import type { Table, TableRow } from './read-table-file.ts';
import { knownColumns } from './table-columns.ts';

/** Rows among which a header is looked for: above it stand titles and remarks of the system that wrote the table. */
const looked = 10;

/**
 * The header is the row with the most columns that somebody knows, or two rows together where cells above are merged over several
 * columns ("收货信息" over 姓名 and 手机); the first row where none is known. Pure.
 */
export function findHeader(given: readonly TableRow[]): Table {
  const tries = given.slice(0, looked).flatMap((row, index) => {
    const below = given[index + 1];
    const one = { header: row.cells, end: index + 1 };
    return below === undefined ? [one] : [one, { header: joined(row.cells, below.cells), end: index + 2 }];
  });
  const best = tries
    .map((one) => ({ ...one, known: knownColumns(one.header) }))
    .reduce((chosen, one) => (one.known > chosen.known ? one : chosen));
  const width = Math.max(...given.map((row) => row.cells.length));
  return { header: named(best.header, width), rows: given.slice(best.end) };
}

/** The lower name where both rows have one: the upper stands over several. */
function joined(upper: readonly string[], lower: readonly string[]): string[] {
  const width = Math.max(upper.length, lower.length);
  return Array.from({ length: width }, (_, place) => lower[place]?.trim() || upper[place]?.trim() || '');
}

/** Columns without a name are called by their place, and a name that comes again by its count, so that each can be chosen. */
function named(header: readonly string[], width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_, place) => {
    const name = header[place]?.trim() || `#${place + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} #${count}`;
  });
}

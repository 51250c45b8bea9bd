/**
 * Cursors over records sorted by their last change. A page begins where the last one ended in time, since a record that changes
 * meanwhile moves to the end; only records of one instant are counted off. Pure.
 */
export type ChangePlace = { since: string; skip: number };

/** The place of a cursor, or the beginning. */
export function readChangeCursor({ since, cursor }: { since: string; cursor: string | undefined }): ChangePlace {
  const [from, skip] = cursor?.split('|') ?? [];
  return from === undefined ? { since, skip: 0 } : { since: from, skip: Number(skip ?? 0) || 0 };
}

/**
 * The cursor after a page; undefined where it was the last one. `marginMilliseconds` is how coarse the platform keeps its times:
 * what changed within it is asked for again.
 */
export function nextChangeCursor(
  { since, skip }: ChangePlace,
  page: { count: number; perPage: number; lastChangedAt: string | undefined; marginMilliseconds?: number },
): string | undefined {
  if (page.lastChangedAt === undefined || page.count < page.perPage) return undefined;
  const from = new Date(Date.parse(page.lastChangedAt) - (page.marginMilliseconds ?? 0)).toISOString();
  return from > since ? `${from}|0` : `${since}|${skip + page.count}`;
}

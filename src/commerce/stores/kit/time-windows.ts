import { AppError } from '../../../platform/index.ts';
import type { RemotePage } from '../remote/remote-platform.ts';

/** A span that a platform can be asked for at once; `page` is the platform's own place within it. */
export type Window = { start: Date; end: Date; page: string | undefined };
export type WindowPage<Item> = { items: readonly Item[]; next: string | undefined };

type Place = { start: number; end: number; until: number; page: string | undefined };

/** Empty windows that one call walks past before it gives its caller a cursor. */
const mostEmptyWindows = 24;

/**
 * One page of what changed since an instant, for platforms that answer only for short spans: the span until now is walked window
 * by window, oldest first. The cursor carries where it stands, so that a walk goes on after a crash; `until` is fixed when it
 * begins.
 */
export async function walkWindows<Item>(
  from: { since: string; cursor: string | undefined },
  options: { now: Date; windowSeconds: number; read: (window: Window) => Promise<WindowPage<Item>> },
): Promise<RemotePage<Item>> {
  const step = options.windowSeconds * 1000;
  let place = from.cursor === undefined ? firstPlace(from.since, options.now, step) : readPlace(from.cursor);
  for (let empty = 0; empty < mostEmptyWindows; empty += 1) {
    const page = await options.read({ start: new Date(place.start), end: new Date(place.end), page: place.page });
    const next = nextPlace(place, page.next, step);
    if (next === undefined || page.items.length > 0) return { items: page.items, next: next && writePlace(next) };
    place = next;
  }
  return { items: [], next: writePlace(place) };
}

/**
 * A page of a window, last page first: what changes while it is read moves to pages already read, not past them. `fetch` answers
 * a page (from 1) and how many there are.
 */
export async function lastPageFirst<Item>(
  page: string | undefined,
  fetch: (page: number) => Promise<{ items: readonly Item[]; pages: number }>,
): Promise<WindowPage<Item>> {
  const wanted = page === undefined ? 1 : Number(page);
  const found = await fetch(wanted);
  if (page === undefined && found.pages > 1) {
    const last = await fetch(found.pages);
    return { items: last.items, next: String(found.pages - 1) };
  }
  return { items: found.items, next: page === undefined || wanted <= 1 ? undefined : String(wanted - 1) };
}

/** Whole seconds: platforms know nothing finer. */
function firstPlace(since: string, now: Date, step: number): Place {
  const start = Math.floor(new Date(since).getTime() / 1000) * 1000;
  const until = Math.max(start + 1000, Math.floor(now.getTime() / 1000) * 1000);
  if (Number.isNaN(start)) throw new AppError('bug', `no instant: ${since}`);
  return { start, end: Math.min(start + step, until), until, page: undefined };
}

function nextPlace(place: Place, page: string | undefined, step: number): Place | undefined {
  if (page !== undefined) return { ...place, page };
  if (place.end >= place.until) return undefined;
  return { ...place, start: place.end, end: Math.min(place.end + step, place.until), page: undefined };
}

function writePlace({ start, end, until, page }: Place): string {
  return [start / 1000, end / 1000, until / 1000, page ?? ''].join('|');
}

function readPlace(cursor: string): Place {
  const [start = '', end = '', until = '', ...page] = cursor.split('|');
  const place = { start: Number(start) * 1000, end: Number(end) * 1000, until: Number(until) * 1000 };
  if (![start, end, until].every((part) => /^\d{1,11}$/.test(part)))
    throw new AppError('invalid', 'no cursor of this connection');
  const text = page.join('|');
  return { ...place, page: text === '' ? undefined : text };
}

import type { ShopId } from '../../../platform/index.ts';
import type { AfterSalesCase } from '../../types.ts';
import type { RecordTransaction } from '../records/shop-records.ts';
import { type Connection, type Cursors, type Progress, saveCursors } from './connection-rows.ts';
import { forgetProducts, mirrorCases, mirrorOrders, mirrorProducts } from './mirror-rows.ts';
import type { RemoteOrder, RemotePage, RemoteShop } from './remote-platform.ts';

/** Reads a connected shop into its mirror, page by page; where it has come to is in the database with each page. */
export type ShopReader = {
  shop: RemoteShop;
  shopId: ShopId;
  /** Who has the turn to read; whoever has lost it writes no more. */
  owner: string;
  inShop<T>(work: (transaction: RecordTransaction) => Promise<T>): Promise<T>;
  /** The platform's time. */
  now: () => Date;
  /** How far back the first reading goes. */
  historyDays: number;
  /** False when this turn is over; the next one goes on where it stopped. */
  goesOn: () => boolean;
};

/** How far a connection has come. */
export type Reading = Pick<Connection, 'cursors' | 'progress' | 'state'>;

/** Changes from before the last poll are asked for again: platforms put them in late. */
const overlapMilliseconds = 5 * 60_000;
/** What a reconciliation looks at again, and how often. */
const windowMilliseconds = 3 * 24 * 3_600_000;
const reconcileEveryMilliseconds = 6 * 3_600_000;
const productsEveryMilliseconds = 15 * 60_000;
/** Long ago. */
const never = '2000-01-01T00:00:00.000Z';

/** One kind of records: how a page of it is asked for, and how it is written. */
type Kind<T> = {
  name: 'orders' | 'cases';
  next: Cursors['step'];
  list(shop: RemoteShop): ((from: { since: string; cursor: string | undefined }) => Promise<RemotePage<T>>) | undefined;
  write(transaction: RecordTransaction, items: readonly T[], tells: boolean): Promise<number>;
};
const orders: Kind<RemoteOrder> = {
  name: 'orders',
  next: 'cases',
  list: (shop) => (from) => shop.listOrders(from),
  write: (transaction, items, tells) => mirrorOrders(transaction, items, { tells }),
};
const cases: Kind<AfterSalesCase> = {
  name: 'cases',
  next: 'done',
  list: (shop) => (shop.listCases === undefined ? undefined : (from) => shop.listCases?.(from) ?? nothing()),
  write: (transaction, items, tells) => mirrorCases(transaction, items, { tells }),
};

/** Fills the mirror with all there is: products, then orders, then cases; goes on where an earlier turn stopped. */
export async function backFill(reader: ShopReader, start: Reading): Promise<Reading> {
  const startedAt = start.cursors.startedAt ?? reader.now().toISOString();
  let reading: Reading = { ...start, cursors: { ...start.cursors, startedAt }, state: 'filling' };
  if (reading.cursors.step === 'products') {
    reading = await readProducts(reader, reading);
    reading = { ...reading, cursors: { ...reading.cursors, step: 'orders' } };
    await save(reader, reading);
  }
  if (reading.cursors.step === 'orders') reading = await fill(reader, reading, orders);
  if (reading.cursors.step === 'cases') reading = await fill(reader, reading, cases);
  if (reading.cursors.step !== 'done') return reading;
  const since = { ordersSince: startedAt, casesSince: startedAt, reconciledAt: startedAt };
  return save(reader, { ...reading, cursors: { ...reading.cursors, ...since }, state: 'live' });
}

/**
 * Reads what has changed since the last poll, with some overlap; once in a while the last days again, and the catalogue. Only a
 * poll that came to its end moves the cursors.
 */
export async function poll(reader: ShopReader, start: Reading): Promise<Reading> {
  const now = reader.now();
  const { ordersSince = never, casesSince = ordersSince, reconciledAt = never } = start.cursors;
  const isReconciling = now.getTime() - Date.parse(reconciledAt) > reconcileEveryMilliseconds;
  const since = (instant: string) =>
    new Date(
      Math.max(
        0,
        Math.min(
          Date.parse(instant) - overlapMilliseconds,
          isReconciling ? now.getTime() - windowMilliseconds : Infinity,
        ),
      ),
    );
  const changedOrders = await readChanges(reader, orders, since(ordersSince).toISOString());
  const changedCases = await readChanges(reader, cases, since(casesSince).toISOString());
  const at = now.toISOString();
  const reading = await save(reader, {
    cursors: { ...start.cursors, ordersSince: at, casesSince: at, ...(isReconciling ? { reconciledAt: at } : {}) },
    progress: isReconciling ? { ...start.progress, repaired: changedOrders + changedCases } : start.progress,
    state: 'live',
  });
  const isCatalogueOld = now.getTime() - Date.parse(reading.cursors.productsAt ?? never) > productsEveryMilliseconds;
  return isCatalogueOld ? save(reader, await readProducts(reader, reading)) : reading;
}

async function fill<T>(reader: ShopReader, start: Reading, kind: Kind<T>): Promise<Reading> {
  const list = kind.list(reader.shop);
  let reading = start;
  const since = beginningOf(reader, start);
  if (list === undefined) return finished(reader, reading, kind.next);
  let next = list({ since, cursor: reading.cursors.page });
  for (;;) {
    const page = await next;
    // The platform answers the next page while this one is written.
    const following = page.next === undefined || !reader.goesOn() ? undefined : list({ since, cursor: page.next });
    following?.catch(() => {});
    reading = await writePage(reader, reading, kind, page);
    if (page.next === undefined) return finished(reader, reading, kind.next);
    if (following === undefined) return reading;
    next = following;
  }
}

/** The same instant in every turn of a back-fill; never before what any platform takes. */
function beginningOf({ historyDays, now }: ShopReader, { cursors }: Reading): string {
  const startedAt = Date.parse(cursors.startedAt ?? now().toISOString());
  return new Date(Math.max(Date.parse(never), startedAt - historyDays * 86_400_000)).toISOString();
}

/** A page and the place where the next one begins stand or fall together. */
async function writePage<T>(
  reader: ShopReader,
  reading: Reading,
  kind: Kind<T>,
  page: RemotePage<T>,
): Promise<Reading> {
  const before = reading.progress[kind.name];
  const total = page.total ?? before.total;
  // Pages may overlap a little.
  const counted = { done: Math.min(before.done + page.items.length, total ?? Number.MAX_SAFE_INTEGER), total };
  const filled: Reading = {
    ...reading,
    cursors: page.next === undefined ? reading.cursors : { ...reading.cursors, page: page.next },
    progress: { ...reading.progress, [kind.name]: counted },
  };
  await reader.inShop(async (transaction) => {
    await kind.write(transaction, page.items, false);
    await saveCursors(transaction.sql, reader, filled);
  });
  return filled;
}

async function finished(reader: ShopReader, reading: Reading, step: Cursors['step']): Promise<Reading> {
  const { page: _page, ...cursors } = reading.cursors;
  return save(reader, { ...reading, cursors: { ...cursors, step } });
}

async function readChanges<T>(reader: ShopReader, kind: Kind<T>, since: string): Promise<number> {
  const list = kind.list(reader.shop);
  let changed = 0;
  let cursor: string | undefined;
  while (list !== undefined) {
    const page = await list({ since, cursor });
    changed += await reader.inShop((transaction) => kind.write(transaction, page.items, true));
    if (page.next === undefined) break;
    cursor = page.next;
  }
  return changed;
}

/** The whole catalogue; products that are no more are forgotten. `productsChanged` says whether answers have to be made anew. */
async function readProducts(reader: ShopReader, reading: Reading): Promise<Reading> {
  const { shop } = reader;
  const seen: string[] = [];
  let cursor: string | undefined;
  let changed = 0;
  while (shop.listProducts !== undefined) {
    const page = await shop.listProducts(cursor);
    seen.push(...page.items.map((product) => product.productId));
    changed += await reader.inShop((transaction) => mirrorProducts(transaction, page.items));
    if (page.next === undefined) break;
    cursor = page.next;
  }
  if (shop.listProducts !== undefined)
    changed += await reader.inShop((transaction) => forgetProducts(transaction, seen));
  const progress: Progress = { ...reading.progress, products: { done: seen.length, total: seen.length } };
  const cursors = { ...reading.cursors, productsAt: reader.now().toISOString(), productsChanged: changed };
  return { ...reading, cursors, progress };
}

async function save(reader: ShopReader, reading: Reading): Promise<Reading> {
  await reader.inShop(({ sql }) => saveCursors(sql, reader, reading));
  return reading;
}

async function nothing<T>(): Promise<RemotePage<T>> {
  return { items: [], next: undefined };
}

import { AppError } from '../../../platform/index.ts';
import { caseMachine } from '../../case-machine.ts';
import { emailHash, phoneHash } from '../../personal-hashes.ts';
import type { CaseListing, CaseQuestion, OrderQuestion, Page, ShopBrowser } from '../../shop-browser.ts';
import type { AfterSalesCase, Order } from '../../types.ts';
import type { StoreParts } from '../platform-parts.ts';
import {
  caseOf,
  findCasesOfOrder,
  findStoreCase,
  findStoreCustomer,
  findStoreOrder,
  findStoreProducts,
  orderOf,
  type RecordTransaction,
  type Row,
} from './shop-records.ts';

/** The back office's look at canonical records: a hosted shop's own, or the mirror of a connected one. */
export function browseRecords({ database, secrets, shopId }: StoreParts): ShopBrowser {
  const read = async <T>(work: (transaction: RecordTransaction) => Promise<T>): Promise<T> => {
    const shopSecrets = await secrets.forShop(shopId);
    return database.inShop(shopId, (sql) => work({ sql, shopId, secrets: shopSecrets }));
  };
  return {
    listOrders: (question) => read((transaction) => listOrders(transaction, question)),
    findOrder: (orderId) =>
      read(async (transaction) => {
        const order = await findStoreOrder(transaction, orderId);
        if (order === undefined) return undefined;
        const customer = await findStoreCustomer(transaction, order.storeCustomerId);
        const cases = await findCasesOfOrder(transaction, orderId);
        return { order, cases, ...(customer === undefined ? {} : { customer }) };
      }),
    listCases: (question) => read((transaction) => listCases(transaction, question)),
    findCase: (caseId) => read((transaction) => findStoreCase(transaction, caseId)),
    countCases: () => read(countCases),
    findProducts: (productIds) => read(({ sql }) => findStoreProducts(sql, productIds)),
  };
}

async function listOrders(
  transaction: RecordTransaction,
  { search = '', status, cursor, limit }: OrderQuestion,
): Promise<Page<Order>> {
  const { sql, secrets } = transaction;
  const after = cursor === undefined ? undefined : readOrderCursor(cursor);
  const rows = await sql<(Row & { placedAt: Date })[]>`
    select order_id as id, document, sealed, tracks, coalesce(placed_at, 'epoch') as "placedAt" from store_orders
    where ${status === undefined ? sql`true` : sql`status = ${status}`} and ${found(transaction, search.trim())}
      and ${after === undefined ? sql`true` : sql`(coalesce(placed_at, 'epoch'), order_id) < (${after.placedAt}, ${after.id})`}
    order by coalesce(placed_at, 'epoch') desc, order_id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const items = shown.map((row) => orderOf(secrets, row));
  return {
    items,
    ...(last === undefined ? {} : { nextCursor: toCursor(`${last.placedAt.toISOString()}|${last.id}`) }),
  };
}

/** Phones and e-mails are found by their keyed hash only; a long number may be a parcel's. */
function found({ sql, secrets }: RecordTransaction, search: string) {
  if (search === '') return sql`true`;
  if (search.includes('@'))
    return sql`store_customer_id in (select store_customer_id from store_customers where email_hash = ${emailHash(secrets, search)})`;
  const byNumber = sql`order_id ilike ${`%${search.replace(/[%_\\]/g, '\\$&')}%`}`;
  if (!/^\+?[\dA-Za-z -]{8,}$/.test(search)) return byNumber;
  const parcel = JSON.stringify({ parcels: [{ trackingNumber: search }] });
  return sql`(${byNumber} or document @> ${parcel}::text::jsonb or store_customer_id in (
    select store_customer_id from store_customers where phone_hash = ${phoneHash(secrets, search)}))`;
}

const openStates = Object.keys(caseMachine);

/** Deepest place in a list of cases; who looks for an older one searches. */
const deepest = 10_000;

async function listCases(
  transaction: RecordTransaction,
  { view, search = '', cursor, limit }: CaseQuestion,
): Promise<Page<AfterSalesCase>> {
  const { sql, secrets } = transaction;
  const from = cursor === undefined ? 0 : readPlace(cursor);
  const part = `%${search.trim().replace(/[%_\\]/g, '\\$&')}%`;
  const isUrgent = view === 'mine' || view === 'open';
  const rows = await sql<{ id: string; document: unknown }[]>`
    select case_id as id, document from store_cases
    where ${inView(transaction, view)} and (case_id ilike ${part} or order_id ilike ${part})
    order by ${isUrgent ? sql`deadline nulls last` : sql`created_at desc`}, case_id limit ${limit + 1} offset ${from}`;
  const items = rows.slice(0, limit).map((row) => caseOf(secrets, row));
  return { items, ...(rows.length > limit ? { nextCursor: toCursor(String(from + limit)) } : {}) };
}

function inView({ sql }: RecordTransaction, view: CaseListing) {
  const isOpen = sql`state = any(${openStates})`;
  if (view === 'mine') return sql`(${isOpen} and document ->> 'owner' = 'shop')`;
  if (view === 'open') return isOpen;
  return view === 'done' ? sql`not (${isOpen})` : sql`true`;
}

async function countCases({ sql }: RecordTransaction): Promise<Record<CaseListing, number>> {
  const [row] = await sql<{ total: number; open: number; mine: number }[]>`
    select count(*)::int as total, count(*) filter (where state = any(${openStates}))::int as open,
      count(*) filter (where state = any(${openStates}) and document ->> 'owner' = 'shop')::int as mine
    from store_cases`;
  const { total = 0, open = 0, mine = 0 } = row ?? {};
  return { mine, open, done: total - open, all: total };
}

function toCursor(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function readOrderCursor(cursor: string): { placedAt: Date; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('|', 2);
  const placedAt = new Date(at);
  if (id === '' || Number.isNaN(placedAt.getTime())) throw notACursor();
  return { placedAt, id };
}

function readPlace(cursor: string): number {
  const place = Number(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!Number.isSafeInteger(place) || place < 0 || place > deepest) throw notACursor();
  return place;
}

function notACursor(): AppError {
  return new AppError('invalid', 'not a cursor of this list', { field: 'cursor' });
}

import type { ShopId, Sql } from '../../platform/index.ts';
import { type AuditActor, appendAudit } from '../../staff/index.ts';
import type { DeskParts } from '../desk-parts.ts';
import { findPerson, type Person } from './find-person.ts';
import { isOf, tablesOfPersons } from './person-tables.ts';

/** What was erased, for the receipt. */
export type ErasedPerson = {
  /** Rows by table. */
  erased: Readonly<Record<string, number>>;
  /** Ids of pictures whose bytes the caller removes from the folder. */
  fileIds: readonly string[];
  /** Trade records that stay in the shop: 电子商务法 art. 31 asks to keep them for three years at least. */
  kept: { orders: number; cases: number };
};

export type ErasureRequest = {
  shopId: ShopId;
  /** Peakdesk's id of the customer or the shop's own. */
  id: string;
  actor: AuditActor;
  /** Erase the shop's own records as well, where Peakdesk hosts them. */
  withTradeRecords: boolean;
};

/**
 * Erases everything that Peakdesk keeps of one person, in one transaction, with a receipt in the audit trail that names
 * nobody. AppError 'not-found' when the shop does not know the customer.
 */
export async function erasePerson(
  parts: Pick<DeskParts, 'database' | 'clock'>,
  request: ErasureRequest,
): Promise<ErasedPerson> {
  const { shopId } = request;
  return await parts.database.inShop(shopId, async (sql) => {
    const person = await findPerson(sql, shopId, request.id);
    const fileIds = await filesOf(sql, shopId, person);
    const erased: Record<string, number> = {};
    const note = (table: string, count: number) => {
      if (count > 0) erased[table] = (erased[table] ?? 0) + count;
    };
    // Children first, so that every row is counted before its parent would take it along.
    for (const table of (await tablesOfPersons(sql)).toReversed()) {
      const gone = await sql`delete from ${sql(table.name)} where ${isOf(sql, shopId, table, person)}`;
      note(table.name, gone.count);
    }
    for (const [table, count] of await eraseTraces(sql, shopId, person)) note(table, count);
    if (request.withTradeRecords)
      for (const [table, count] of await eraseShopRecords(sql, shopId, person)) note(table, count);
    const kept = await countKept(sql, shopId, person);
    await appendAudit(sql, {
      shopId,
      actor: request.actor,
      action: 'customer.erased',
      target: 'customer',
      details: { rows: Object.values(erased).reduce((sum, count) => sum + count, 0), files: fileIds.length, ...kept },
      now: parts.clock.now(),
    });
    return { erased, fileIds, kept };
  });
}

async function filesOf(sql: Sql, shopId: ShopId, person: Person): Promise<string[]> {
  const rows = await sql<{ file_id: string }[]>`
    select file_id from files where shop_id = ${shopId} and conversation_id = any(${[...person.conversationIds]}::uuid[])`;
  return rows.map((row) => row.file_id);
}

/** Rows that name a conversation or customer inside a key or a document. */
async function eraseTraces(sql: Sql, shopId: ShopId, person: Person): Promise<[table: string, count: number][]> {
  const ids = [...person.conversationIds, ...person.customerIds];
  const patterns = ids.map((id) => `%${id}%`);
  const effects = await sql`
    delete from side_effects where shop_id = ${shopId} and idempotency_key like any(${patterns})`;
  const approvals = await sql`
    delete from action_approvals where shop_id = ${shopId}
      and (idempotency_key like any(${patterns}) or actor ->> 'storeCustomerId' = ${person.storeCustomerId ?? null})`;
  const codes = await sql`
    delete from one_time_codes where shop_id = ${shopId} and customer_id = any(${[...person.customerIds]}::uuid[])`;
  const jobs = await sql`delete from jobs where shop_id = ${shopId} and payload::text like any(${patterns})`;
  const answers = await sql`
    delete from api_idempotency where shop_id = ${shopId}
      and (actor_id = any(${ids}) or response::text like any(${patterns}))`;
  return [
    ['side_effects', effects.count],
    ['action_approvals', approvals.count],
    ['one_time_codes', codes.count],
    ['jobs', jobs.count],
    ['api_idempotency', answers.count],
  ];
}

async function eraseShopRecords(sql: Sql, shopId: ShopId, person: Person): Promise<[table: string, count: number][]> {
  const { storeCustomerId } = person;
  if (storeCustomerId === undefined) return [];
  const gone: [string, number][] = [];
  for (const table of ['side_effects', 'store_cases', 'store_orders', 'store_customers']) {
    const rows = await sql`
      delete from ${sql(table)} where shop_id = ${shopId} and store_customer_id = ${storeCustomerId}`;
    gone.push([table, rows.count]);
  }
  return gone;
}

async function countKept(sql: Sql, shopId: ShopId, person: Person): Promise<ErasedPerson['kept']> {
  const id = person.storeCustomerId ?? null;
  const [row] = await sql<{ orders: number; cases: number }[]>`
    select (select count(*)::int from store_orders where shop_id = ${shopId} and store_customer_id = ${id}) as orders,
      (select count(*)::int from store_cases where shop_id = ${shopId} and store_customer_id = ${id}) as cases`;
  return row ?? { orders: 0, cases: 0 };
}

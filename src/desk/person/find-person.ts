import { AppError, type ShopId, type Sql } from '../../platform/index.ts';

/** One human being as Peakdesk knows them: the customers that are linked to one customer of the shop, and what they wrote. */
export type Person = {
  customerIds: readonly string[];
  conversationIds: readonly string[];
  /** The shop's own id, when known. */
  storeCustomerId: string | undefined;
};

/** Finds a person by Peakdesk's id of the customer or by the shop's own; AppError 'not-found' when neither knows them. */
export async function findPerson(sql: Sql, shopId: ShopId, id: string): Promise<Person> {
  const customers = await sql<{ customer_id: string; store_customer_id: string | null }[]>`
    select customer_id, store_customer_id from customers
    where shop_id = ${shopId} and (customer_id::text = ${id} or store_customer_id = ${id}
      or store_customer_id = (select store_customer_id from customers where shop_id = ${shopId} and customer_id::text = ${id}))`;
  const customerIds = customers.map((row) => row.customer_id);
  const storeCustomerId = customers.find((row) => row.store_customer_id !== null)?.store_customer_id ?? undefined;
  if (customerIds.length > 0)
    return { customerIds, storeCustomerId, conversationIds: await conversationsOf(sql, shopId, customerIds) };
  const [known] = await sql`
    select 1 from store_customers where shop_id = ${shopId} and store_customer_id = ${id}`;
  if (!known) throw new AppError('not-found', `no customer '${id}' in shop ${shopId}`, { field: 'customer' });
  return { customerIds, conversationIds: [], storeCustomerId: id };
}

async function conversationsOf(sql: Sql, shopId: ShopId, customerIds: readonly string[]): Promise<string[]> {
  const rows = await sql<{ conversation_id: string }[]>`
    select conversation_id from conversations
    where shop_id = ${shopId} and customer_id = any(${[...customerIds]}::uuid[]) order by created_at`;
  return rows.map((row) => row.conversation_id);
}

import { type ConversationId, CustomerId, type ShopId, type Sql } from '../platform/index.ts';
import type { ChannelIdentity, Customer, CustomerProfile } from './types.ts';

type CustomerRow = {
  shop_id: ShopId;
  customer_id: CustomerId;
  display_name: string;
  store_customer_id: string | null;
  language: string;
  profile: CustomerProfile;
  created_at: Date;
  last_seen_at: Date;
};

/** The customer with this identity on this channel, made on first sight. Safe under concurrent first messages. */
export async function findOrCreateCustomer(
  sql: Sql,
  input: { shopId: ShopId; identity: ChannelIdentity; language: string; now: Date },
): Promise<Customer> {
  const { shopId, identity } = input;
  const found = await findByIdentity(sql, shopId, identity.channelId, identity.sourceId);
  if (found) return found;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${shopId}/${identity.channelId}/${identity.sourceId}`}, 0))`;
  const foundNow = await findByIdentity(sql, shopId, identity.channelId, identity.sourceId);
  if (foundNow) return foundNow;
  const rows = await sql<CustomerRow[]>`
    insert into customers (shop_id, customer_id, language, created_at, last_seen_at)
    values (${shopId}, ${CustomerId.make()}, ${input.language}, ${input.now}, ${input.now}) returning *`;
  const [row] = rows;
  if (!row) throw new Error('insert returned no row');
  await sql`
    insert into customer_identities (shop_id, channel_id, source_id, customer_id, is_verified)
    values (${shopId}, ${identity.channelId}, ${identity.sourceId}, ${row.customer_id}, ${identity.isVerified})`;
  return toCustomer(row);
}

/** The customers with these identities, in their order; undefined where nobody is known by it. */
export async function findCustomersByIdentity(
  sql: Sql,
  shopId: ShopId,
  identities: readonly { channelId: string; sourceId: string }[],
): Promise<({ customerId: CustomerId; language: string } | undefined)[]> {
  const given = identities.map(({ channelId, sourceId }, place) => ({
    place,
    channel_id: channelId,
    source_id: sourceId,
  }));
  // The limits make it look each one up by its key, however small the tables were when the plan was made.
  const rows = await sql<{ place: number; customer_id: CustomerId; language: string }[]>`
    select wanted.place, known.customer_id, customer.language
    from jsonb_to_recordset(${sql.json(given)}::jsonb) as wanted(place int, channel_id text, source_id text)
    cross join lateral (
      select customer_id from customer_identities
      where shop_id = ${shopId} and channel_id = wanted.channel_id and source_id = wanted.source_id limit 1) as known
    cross join lateral (
      select language from customers where shop_id = ${shopId} and customer_id = known.customer_id limit 1) as customer`;
  const found = new Map(rows.map((row) => [row.place, { customerId: row.customer_id, language: row.language }]));
  return identities.map((_identity, place) => found.get(place));
}

/** One customer, or undefined. */
export async function findCustomer(sql: Sql, shopId: ShopId, customerId: CustomerId): Promise<Customer | undefined> {
  const rows = await sql<CustomerRow[]>`
    select * from customers where shop_id = ${shopId} and customer_id = ${customerId}`;
  return rows[0] && toCustomer(rows[0]);
}

/** Customers by id, for lists. */
export async function findCustomers(
  sql: Sql,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, Customer>> {
  const rows = await sql<CustomerRow[]>`
    select * from customers where shop_id = ${shopId} and customer_id = any(${[...customerIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.customer_id, toCustomer(row)]));
}

/** The customers of these conversations. */
export async function findCustomersOf(
  sql: Sql,
  shopId: ShopId,
  conversationIds: readonly ConversationId[],
): Promise<Map<CustomerId, Customer>> {
  const rows = await sql<CustomerRow[]>`
    select * from customers where shop_id = ${shopId} and customer_id = any(array(
      select customer_id from conversations
      where shop_id = ${shopId} and conversation_id = any(array(select unnest(${[...conversationIds]}::uuid[])))))`;
  return new Map(rows.map((row) => [row.customer_id, toCustomer(row)]));
}

/** Records who the customer is in the shop's system and how well that is known. */
export async function linkStoreCustomer(
  sql: Sql,
  input: {
    shopId: ShopId;
    customerId: CustomerId;
    storeCustomerId: string;
    displayName: string;
    identity: 'matched' | 'verified';
  },
): Promise<void> {
  await sql`
    update customers set store_customer_id = ${input.storeCustomerId},
      display_name = case when ${input.displayName} = '' then display_name else ${input.displayName} end,
      profile = profile || ${sql.json({ identity: input.identity })}
    where shop_id = ${input.shopId} and customer_id = ${input.customerId}`;
}

/** Changes what staff knows of a customer. */
export async function updateProfile(
  sql: Sql,
  shopId: ShopId,
  customerId: CustomerId,
  profile: CustomerProfile,
): Promise<void> {
  await sql`
    update customers set profile = profile || ${sql.json(JSON.parse(JSON.stringify(profile)))}
    where shop_id = ${shopId} and customer_id = ${customerId}`;
}

/** Notes that the customer was here now. */
export async function touchCustomer(sql: Sql, shopId: ShopId, customerId: CustomerId, now: Date): Promise<void> {
  await sql`update customers set last_seen_at = ${now} where shop_id = ${shopId} and customer_id = ${customerId}`;
}

async function findByIdentity(
  sql: Sql,
  shopId: ShopId,
  channelId: string,
  sourceId: string,
): Promise<Customer | undefined> {
  const rows = await sql<CustomerRow[]>`
    select * from customers where shop_id = ${shopId} and customer_id = (
      select customer_id from customer_identities
      where shop_id = ${shopId} and channel_id = ${channelId} and source_id = ${sourceId})`;
  return rows[0] && toCustomer(rows[0]);
}

function toCustomer(row: CustomerRow): Customer {
  return {
    shopId: row.shop_id,
    customerId: row.customer_id,
    displayName: row.display_name,
    ...(row.store_customer_id ? { storeCustomerId: row.store_customer_id } : {}),
    language: row.language,
    profile: row.profile,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
}

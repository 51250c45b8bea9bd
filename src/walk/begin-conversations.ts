import type { Inbound } from '../channels/index.ts';
import { findContinuableOf, insertConversations } from '../conversations/index.ts';
import { findCustomersByIdentity, findOrCreateCustomer } from '../customers/index.ts';
import { AppError, ConversationId, type CustomerId, type ShopId, type Sql } from '../platform/index.ts';

/** Where a message goes. */
export type Target = { customerId: CustomerId; conversationId: ConversationId };

/** Somebody who writes, by key, and what was written first. */
type Person = readonly [key: string, inbound: Inbound];
type Known = { key: string; inbound: Inbound; customerId: CustomerId; language: string };

/**
 * The conversation of each of these people, begun where none runs; their customers are made where unknown. At midnight nearly everybody is
 * new: a few statements for all of them, behind locks, or two quick messages would open two.
 */
export async function beginConversations(
  sql: Sql,
  shopId: ShopId,
  people: readonly Person[],
  now: Date,
): Promise<Map<string, Target>> {
  // All locks first and in one order: what follows for each of them may then be asked in any order.
  if (people.length > 1)
    await lockAll(
      sql,
      0,
      people.map(([, inbound]) => nameOf(shopId, inbound)),
    );
  const known = await findCustomers(sql, shopId, people, now);
  const names = [...new Set(known.map(({ customerId }) => `${shopId}/${customerId}`))].sort();
  const channels = [...new Set(known.map(({ inbound }) => inbound.channelId))];
  // These travel together; each looks at what is there once the locks are held.
  const [, ...running] = await Promise.all([
    lockAll(sql, 1, names),
    ...channels.map((channelId) => findContinuableOf(sql, shopId, customersOn(known, channelId), channelId)),
  ]);
  const conversations = new Map<string, ConversationId>();
  for (const [index, channelId] of channels.entries())
    for (const [customerId, { conversationId }] of running[index] ?? [])
      conversations.set(`${channelId}/${customerId}`, conversationId);
  const fresh = known.flatMap(({ inbound: { channelId, language }, customerId, language: usual }) => {
    const place = `${channelId}/${customerId}`;
    if (conversations.has(place)) return [];
    const conversationId = ConversationId.make();
    conversations.set(place, conversationId);
    return [{ conversationId, customerId, channelId, language: language ?? usual }];
  });
  await insertConversations(sql, shopId, fresh, now);
  return new Map(
    known.map(({ key, inbound, customerId }) => {
      const conversationId = conversations.get(`${inbound.channelId}/${customerId}`);
      if (!conversationId) throw new AppError('bug', 'a conversation was not begun');
      return [key, { customerId, conversationId }];
    }),
  );
}

/** Most are known by their window; whoever is not is made one by one. */
async function findCustomers(sql: Sql, shopId: ShopId, people: readonly Person[], now: Date): Promise<Known[]> {
  const identities = people.map(([, { channelId, personId }]) => ({ channelId, sourceId: personId }));
  const found = await findCustomersByIdentity(sql, shopId, identities);
  return await Promise.all(
    people.map(async ([key, inbound], index): Promise<Known> => {
      const { channelId, personId, isVerified, language = 'zh-CN' } = inbound;
      const identity = { channelId, sourceId: personId, isVerified };
      const customer = found[index] ?? (await findOrCreateCustomer(sql, { shopId, identity, language, now }));
      return { key, inbound, customerId: customer.customerId, language: customer.language };
    }),
  );
}

function customersOn(known: readonly Known[], channelId: string): CustomerId[] {
  return known.flatMap((one) => (one.inbound.channelId === channelId ? [one.customerId] : []));
}

function nameOf(shopId: ShopId, { channelId, personId }: Inbound): string {
  return `${shopId}/${channelId}/${personId}`;
}

async function lockAll(sql: Sql, space: 0 | 1, names: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(name, ${space})) from unnest(${[...names]}::text[]) as name`;
}

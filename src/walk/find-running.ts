import type { Inbound } from '../channels/index.ts';
import type { ConversationId, CustomerId, ShopId, Sql } from '../platform/index.ts';

/** What tells people of all channels apart. */
export function personKey(inbound: Pick<Inbound, 'channelId' | 'personId'>): string {
  return `${inbound.channelId} ${inbound.personId}`;
}

/**
 * The conversations that people of many channels go on with, by `personKey`; who is not known or has none is missing. One question for
 * all of them; the limits make it look each one up by its key, however small the tables were when the plan was made.
 */
export async function findRunning(
  sql: Sql,
  shopId: ShopId,
  people: readonly Pick<Inbound, 'channelId' | 'personId'>[],
): Promise<Map<string, { customerId: CustomerId; conversationId: ConversationId }>> {
  const rows = await sql<
    { channel_id: string; person_id: string; customer_id: CustomerId; conversation_id: ConversationId }[]
  >`
    select wanted.channel_id, wanted.person_id, known.customer_id, running.conversation_id
    from jsonb_to_recordset(${JSON.stringify(people.map(toWanted))}::text::jsonb) as wanted(channel_id text, person_id text)
    cross join lateral (
      select customer_id from customer_identities
      where shop_id = ${shopId} and channel_id = wanted.channel_id and source_id = wanted.person_id limit 1) as known
    cross join lateral (
      select conversation_id from conversations
      where shop_id = ${shopId} and customer_id = known.customer_id and channel_id = wanted.channel_id
        and (status <> 'closed' or closed_at > now() - interval '24 hours')
      order by created_at desc limit 1) as running`;
  return new Map(
    rows.map((row) => [
      personKey({ channelId: row.channel_id, personId: row.person_id }),
      { customerId: row.customer_id, conversationId: row.conversation_id },
    ]),
  );
}

function toWanted({ channelId, personId }: Pick<Inbound, 'channelId' | 'personId'>) {
  return { channel_id: channelId, person_id: personId };
}

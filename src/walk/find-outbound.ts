import type { Outbound } from '../channels/index.ts';
import type { ContentPart, DeliveryState } from '../conversations/index.ts';
import type { ConversationId, ShopId, Sql } from '../platform/index.ts';

type Row = {
  channel_id: string;
  message_id: string;
  author_kind: string;
  content: ContentPart[];
  delivery: DeliveryState;
  source_id: string;
};

/** A stored message of the shop's side as its channel sends it; undefined for customers' messages, private notes and unknown ones. */
export async function findOutbound(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  seq: number,
): Promise<{ channelId: string; message: Outbound; isSent: boolean } | undefined> {
  const rows = await sql<Row[]>`
    select messages.channel_id, message_id, author_kind, content, delivery, customer_identities.source_id
    from messages
    join conversations using (shop_id, conversation_id)
    join customer_identities on customer_identities.shop_id = messages.shop_id
      and customer_identities.customer_id = conversations.customer_id
      and customer_identities.channel_id = conversations.channel_id
    where messages.shop_id = ${shopId} and messages.conversation_id = ${conversationId} and seq = ${seq}
      and author_kind <> 'customer' and not is_private
    order by customer_identities.created_at desc limit 1`;
  const [row] = rows;
  if (!row) return undefined;
  return {
    channelId: row.channel_id,
    isSent: row.delivery !== 'stored',
    message: {
      shopId,
      personId: row.source_id,
      conversationId,
      seq,
      content: row.content,
      isFromAi: row.author_kind === 'ai',
      idempotencyKey: row.message_id,
    },
  };
}

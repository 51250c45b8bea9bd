import type { Conversation } from '../conversations/index.ts';
import type { Sql } from '../platform/index.ts';

/** Marks a turn due when the customer's last words have no answer yet, so that the AI goes on where a person has stopped. */
export async function makeTurnDue(sql: Sql, conversation: Conversation, now: Date): Promise<void> {
  const { shopId, conversationId } = conversation;
  await sql`
    insert into turns_due (shop_id, conversation_id, first_seq, due_at)
    select ${shopId}, ${conversationId}, min(seq), ${now}::timestamptz from messages
    where shop_id = ${shopId} and conversation_id = ${conversationId} and author_kind = 'customer'
      and seq > coalesce((select max(seq) from messages where shop_id = ${shopId} and conversation_id = ${conversationId}
                          and author_kind in ('ai', 'agent') and not is_private), 0)
    having min(seq) is not null
    on conflict (shop_id, conversation_id) do nothing`;
}

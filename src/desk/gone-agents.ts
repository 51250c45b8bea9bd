import { type ConversationRow, toConversation } from '../conversations/index.ts';
import { appendOutbox, type ShopId, type Sql } from '../platform/index.ts';
import { enterQueue, latestEntry } from '../routing/index.ts';
import { appendEvent, publishUpdated } from './desk-parts.ts';
import { move } from './ownership.ts';

/** Before everybody who waits for the first time: these have waited for somebody who does not come back. */
const gonePriority = 2;

type Row = ConversationRow & { group_id: string | null };

/**
 * Puts customers who wait for an agent that has been offline since `goneBefore` back into the queue; everybody else's talk stays.
 * Returns how many.
 */
export async function requeueFromGone(sql: Sql, shopId: ShopId, goneBefore: Date, now: Date): Promise<number> {
  const rows = await sql<Row[]>`
    select conversations.*, (select group_id from staff_skills where staff_skills.shop_id = ${shopId}
      and staff_skills.staff_id = staff.staff_id order by level, group_id limit 1) as group_id
    from conversations join staff using (shop_id, staff_id)
    where shop_id = ${shopId} and handler = 'agent' and status = 'open' and waiting_since < ${goneBefore}
      and (presence = 'offline' and presence_at < ${goneBefore} or disabled_at is not null)
    order by conversation_id for update of conversations skip locked limit 200`;
  for (const row of rows) {
    const conversation = toConversation(row);
    const { conversationId } = conversation;
    const earlier = await latestEntry(sql, shopId, conversationId);
    const queued = await move(sql, conversation, { kind: 'queued' });
    await enterQueue(sql, {
      shopId,
      conversationId,
      groupId: earlier?.groupId ?? row.group_id ?? 'aftersale',
      priority: Math.min(gonePriority, earlier?.priority ?? gonePriority),
      reason: 'agent-gone',
      summary: earlier?.summary ?? {},
      language: conversation.language,
      now,
    });
    await appendEvent(sql, queued, { name: 'queued' }, now);
    await appendOutbox(sql, [
      { type: 'conversation.queued', shopId, conversationId, payload: { reason: 'agent-gone' } },
    ]);
    await publishUpdated(sql, queued);
  }
  return rows.length;
}

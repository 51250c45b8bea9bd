import { type ConversationRow, toConversation } from '../conversations/index.ts';
import { appendOutbox, type ShopId, type Sql, type StaffId } from '../platform/index.ts';
import { type RoutingSettings, returnToPlace } from '../routing/index.ts';
import { setPresence } from '../staff/index.ts';
import { appendEvent, publishUpdated } from './desk-parts.ts';
import { move } from './ownership.ts';

type Row = ConversationRow & { entry_id: string; assigned_to: StaffId };

/**
 * Conversations that routing gave to somebody who has not written a word since go back to their old place in the queue, for somebody
 * else; who stays silent again and again is set to away. Returns how many went back.
 */
export async function returnFromSilent(
  sql: Sql,
  shopId: ShopId,
  settings: Pick<RoutingSettings, 'silentSeconds' | 'silentTimesUntilAway'>,
  now: Date,
): Promise<number> {
  if (settings.silentSeconds === 0) return 0;
  const before = new Date(now.getTime() - settings.silentSeconds * 1_000);
  const rows = await sql<Row[]>`
    select conversations.*, queue_entries.entry_id, queue_entries.assigned_to
    from queue_entries join conversations using (shop_id, conversation_id)
    where shop_id = ${shopId} and queue_entries.status = 'assigned' and assigned_at < ${before}
      and assigned_at > ${before}::timestamptz - interval '1 day' and assignment_details is not null
      and handler = 'agent' and staff_id = assigned_to and conversations.status = 'open'
      and not exists (select 1 from messages where messages.shop_id = ${shopId}
        and messages.conversation_id = conversations.conversation_id and author_kind = 'agent' and created_at >= assigned_at)
      and not exists (select 1 from call_backs where call_backs.shop_id = ${shopId}
        and call_backs.conversation_id = conversations.conversation_id and opened_at >= assigned_at)
    order by conversation_id for update of conversations skip locked limit 100`;
  for (const row of rows) {
    const conversation = toConversation(row);
    const { conversationId } = conversation;
    const queued = await move(sql, conversation, { kind: 'queued' });
    await returnToPlace(sql, { shopId, entryId: row.entry_id, staffId: row.assigned_to, reason: 'agent-silent' });
    await appendEvent(sql, queued, { name: 'queued' }, now);
    await appendOutbox(sql, [
      { type: 'conversation.queued', shopId, conversationId, payload: { reason: 'agent-silent' } },
    ]);
    await publishUpdated(sql, queued);
  }
  if (settings.silentTimesUntilAway > 0)
    await setSilentAway(sql, shopId, [...new Set(rows.map((row) => row.assigned_to))], {
      times: settings.silentTimesUntilAway,
      now,
    });
  return rows.length;
}

async function setSilentAway(
  sql: Sql,
  shopId: ShopId,
  staffIds: readonly StaffId[],
  input: { times: number; now: Date },
): Promise<void> {
  for (const staffId of staffIds) {
    const rows = await sql<{ lost: number }[]>`
      select count(*)::int as lost from queue_entries
      where shop_id = ${shopId} and ${staffId}::uuid = any(excluded_staff_ids)
        and queued_at > ${input.now}::timestamptz - interval '1 hour'`;
    if ((rows[0]?.lost ?? 0) >= input.times)
      await setPresence(sql, { shopId, staffId, presence: 'away', now: input.now });
  }
}

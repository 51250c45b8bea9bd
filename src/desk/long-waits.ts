import { type ConversationRow, toConversation } from '../conversations/index.ts';
import type { ShopId, Sql } from '../platform/index.ts';
import { leaveQueue, type RoutingSettings } from '../routing/index.ts';
import { insertTicket } from '../tickets/index.ts';
import { appendEvent, publishUpdated } from './desk-parts.ts';
import { makeTurnDue } from './due-turn.ts';
import { move } from './ownership.ts';

/** Within how long somebody who waited too long is answered from the ticket. */
const ticketMilliseconds = 4 * 3_600_000;

type Row = ConversationRow & { entry_id: string; reason: string; queued_at: Date };

/**
 * Nobody waits into nothing: after the shop's limit a ticket is made (the place is kept), and where the shop wants it the AI takes the
 * conversation back with a notice. Returns how many were looked after.
 */
export async function lookAfterLongWaits(
  sql: Sql,
  shopId: ShopId,
  settings: Pick<RoutingSettings, 'ticketAfterSeconds' | 'aiAfterSeconds'>,
  now: Date,
): Promise<number> {
  const { ticketAfterSeconds, aiAfterSeconds } = settings;
  const tickets = ticketAfterSeconds === null ? 0 : await makeTickets(sql, shopId, ticketAfterSeconds, now);
  const back = aiAfterSeconds === null ? 0 : await giveBackToAi(sql, shopId, aiAfterSeconds, now);
  return tickets + back;
}

async function makeTickets(sql: Sql, shopId: ShopId, afterSeconds: number, now: Date): Promise<number> {
  const rows = await sql<Row[]>`
    update queue_entries set ticket_at = ${now} from conversations
    where queue_entries.shop_id = ${shopId} and conversations.shop_id = ${shopId}
      and conversations.conversation_id = queue_entries.conversation_id and queue_entries.status = 'waiting'
      and queued_at < ${new Date(now.getTime() - afterSeconds * 1_000)} and ticket_at is null
    returning conversations.*, entry_id, reason, queued_at`;
  for (const row of rows) {
    const conversation = toConversation(row);
    await insertTicket(sql, {
      shopId,
      conversationId: conversation.conversationId,
      customerId: conversation.customerId,
      draft: {
        kind: 'other',
        title: row.subject || row.last_message_text.slice(0, 80),
        details: { reason: row.reason },
      },
      uniqueKey: `waited/${row.entry_id}`,
      dueAt: new Date(now.getTime() + ticketMilliseconds),
      now,
    });
  }
  return rows.length;
}

async function giveBackToAi(sql: Sql, shopId: ShopId, afterSeconds: number, now: Date): Promise<number> {
  const rows = await sql<Row[]>`
    select conversations.*, entry_id, reason, queued_at from queue_entries join conversations using (shop_id, conversation_id)
    where shop_id = ${shopId} and queue_entries.status = 'waiting' and handler = 'queue'
      and queued_at < ${new Date(now.getTime() - afterSeconds * 1_000)} and reason not in ('risk', 'emotion')
    order by conversation_id for update of conversations skip locked limit 100`;
  for (const row of rows) {
    const conversation = toConversation(row);
    const updated = await move(sql, conversation, { kind: 'returned-to-ai' });
    await leaveQueue(sql, shopId, conversation.conversationId);
    await appendEvent(sql, updated, { name: 'returned-to-ai', parameters: { name: 'Peakdesk' } }, now);
    await makeTurnDue(sql, updated, now);
    await publishUpdated(sql, updated);
  }
  return rows.length;
}

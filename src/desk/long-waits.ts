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
  settings: Pick<RoutingSettings, 'ticketAfterSeconds' | 'aiAfterSeconds' | 'groups'>,
  now: Date,
): Promise<number> {
  const tickets = await makeTickets(sql, shopId, limitsOf(settings, 'ticketAfterSeconds'), now);
  const back = await giveBackToAi(sql, shopId, limitsOf(settings, 'aiAfterSeconds'), now);
  return tickets + back;
}

/** The limit of each group that has its own, and the shop's for all others; null is never. */
type Limits = { usual: number | null; own: Readonly<Record<string, number | null>> };

function limitsOf(
  settings: Pick<RoutingSettings, 'ticketAfterSeconds' | 'aiAfterSeconds' | 'groups'>,
  name: 'ticketAfterSeconds' | 'aiAfterSeconds',
): Limits {
  const own = Object.entries(settings.groups).flatMap(([groupId, rule]) =>
    rule[name] === undefined ? [] : [[groupId, rule[name]] as const],
  );
  return { usual: settings[name], own: Object.fromEntries(own) };
}

/** Since before when a group's entry has waited too long; null, which nothing is before, where it never does. */
function waitedTooLong(sql: Sql, { usual, own }: Limits, now: Date) {
  return sql`queued_at < ${now}::timestamptz - make_interval(secs =>
    case when ${sql.json(own)}::jsonb ? group_id then (${sql.json(own)}::jsonb ->> group_id)::int else ${usual}::int end)`;
}

async function makeTickets(sql: Sql, shopId: ShopId, limits: Limits, now: Date): Promise<number> {
  const rows = await sql<Row[]>`
    update queue_entries set ticket_at = ${now} from conversations
    where queue_entries.shop_id = ${shopId} and conversations.shop_id = ${shopId}
      and conversations.conversation_id = queue_entries.conversation_id and queue_entries.status = 'waiting'
      and ${waitedTooLong(sql, limits, now)} and ticket_at is null
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

async function giveBackToAi(sql: Sql, shopId: ShopId, limits: Limits, now: Date): Promise<number> {
  const rows = await sql<Row[]>`
    select conversations.*, entry_id, reason, queued_at from queue_entries join conversations using (shop_id, conversation_id)
    where shop_id = ${shopId} and queue_entries.status = 'waiting' and handler = 'queue'
      and ${waitedTooLong(sql, limits, now)} and reason not in ('risk', 'emotion')
      and not exists (select 1 from call_backs where call_backs.shop_id = ${shopId} and state = 'asked'
        and call_backs.conversation_id = queue_entries.conversation_id)
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

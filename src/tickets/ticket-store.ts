import {
  type ConversationId,
  type CustomerId,
  type ShopId,
  type Sql,
  type StaffId,
  TicketId,
} from '../platform/index.ts';
import type { Ticket, TicketDraft, TicketStatus } from './types.ts';

type TicketRow = {
  ticket_id: TicketId;
  number: number;
  conversation_id: ConversationId | null;
  customer_id: CustomerId | null;
  kind: Ticket['kind'];
  title: string;
  details: Record<string, string>;
  order_id: string | null;
  status: TicketStatus;
  due_at: Date | null;
  created_at: Date;
};

/** Writes a ticket once per unique key; a repeated call gives the first one back. */
export async function insertTicket(
  sql: Sql,
  input: {
    shopId: ShopId;
    conversationId: ConversationId;
    customerId: CustomerId;
    draft: TicketDraft;
    uniqueKey: string;
    dueAt: Date;
    now: Date;
  },
): Promise<Ticket> {
  const { draft } = input;
  await sql`
    insert into tickets (shop_id, ticket_id, conversation_id, customer_id, kind, title, details, order_id, due_at, unique_key, created_at)
    values (${input.shopId}, ${TicketId.make()}, ${input.conversationId}, ${input.customerId}, ${draft.kind}, ${draft.title},
            ${sql.json({ ...draft.details })}, ${draft.orderId ?? null}, ${input.dueAt}, ${input.uniqueKey}, ${input.now})
    on conflict do nothing`;
  const rows = await sql<TicketRow[]>`
    select * from tickets where shop_id = ${input.shopId} and unique_key = ${input.uniqueKey}`;
  const [row] = rows;
  if (!row) throw new Error('a ticket was neither written nor found');
  return toTicket(row);
}

/** Tickets by status, those due first at the top. */
export async function listTickets(sql: Sql, shopId: ShopId, status: TicketStatus, limit: number): Promise<Ticket[]> {
  const rows = await sql<TicketRow[]>`
    select * from tickets where shop_id = ${shopId} and status = ${status}
    order by due_at nulls last, created_at limit ${limit}`;
  return rows.map(toTicket);
}

/** Marks a ticket as done; false where it was done already or does not exist. */
export async function finishTicket(
  sql: Sql,
  input: { shopId: ShopId; ticketId: string; staffId: StaffId; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update tickets set status = 'done', done_at = ${input.now}, done_by = ${input.staffId}
    where shop_id = ${input.shopId} and ticket_id = ${input.ticketId} and status = 'open' returning ticket_id`;
  return rows.length > 0;
}

function toTicket(row: TicketRow): Ticket {
  return {
    ticketId: row.ticket_id,
    number: row.number,
    ...(row.conversation_id ? { conversationId: row.conversation_id } : {}),
    ...(row.customer_id ? { customerId: row.customer_id } : {}),
    kind: row.kind,
    title: row.title,
    details: row.details,
    ...(row.order_id ? { orderId: row.order_id } : {}),
    status: row.status,
    ...(row.due_at ? { dueAt: row.due_at.toISOString() } : {}),
    createdAt: row.created_at.toISOString(),
  };
}

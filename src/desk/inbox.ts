import { type Conversation, type ConversationRow, toConversation } from '../conversations/index.ts';
import { AppError, type ShopId, type Sql, type StaffId } from '../platform/index.ts';

export const inboxViews = ['mine', 'waiting', 'all', 'ai', 'closed'] as const;
export type InboxView = (typeof inboxViews)[number];

/** One row of the inbox as the database gives it; the server adds what the shop's own system knows. */
export type InboxRow = {
  conversation: Conversation;
  customerName: string;
  storeCustomerId?: string;
  assigneeName: string;
  unread: number;
  queue?: {
    groupId: string;
    reason: string;
    priority: number;
    queuedAt: string;
    /** Place in the order: who has the earlier one is served first. */
    serveBy: string;
    /** What moves it forward, in seconds of wait. */
    urgency: readonly { key: string; seconds: number }[];
  };
  /** The customer is to be called. */
  isCallBack?: true;
};

export type InboxPage = { rows: readonly InboxRow[]; nextCursor?: string };

export type InboxQuestion = {
  shopId: ShopId;
  staffId: StaffId;
  view: InboxView;
  search?: string;
  /** Customers of the shop's own system that the search has found there, by order number. */
  storeCustomerIds?: readonly string[];
  cursor?: string;
  limit: number;
};

type Row = ConversationRow & {
  customer_name: string;
  store_customer_id: string | null;
  assignee_name: string | null;
  unread: number;
  group_id: string | null;
  reason: string | null;
  priority: number | null;
  queued_at: Date | null;
  serve_by: Date | null;
  urgency: { key: string; seconds: number }[] | null;
  is_call_back: boolean;
  sort_key: string;
};

/** A page of a view: what waits longest first among one's own, who is served next in the queue, the latest first elsewhere. */
export async function listInbox(sql: Sql, question: InboxQuestion): Promise<InboxPage> {
  const { shopId, limit } = question;
  const order = viewOrder(sql, question.view);
  const cursor = question.cursor === undefined ? undefined : readCursor(question.cursor);
  const rows = await sql<Row[]>`
    select conversations.*, customers.display_name as customer_name, customers.store_customer_id,
      staff.name as assignee_name, waiting.group_id, waiting.reason, waiting.priority, waiting.queued_at,
      waiting.serve_by, waiting.urgency,
      exists (select 1 from call_backs where call_backs.shop_id = ${shopId} and call_backs.state = 'asked'
        and call_backs.conversation_id = conversations.conversation_id) as is_call_back,
      (${order.key})::text as sort_key,
      (select count(*)::int from (
        select 1 from messages where messages.shop_id = ${shopId}
          and messages.conversation_id = conversations.conversation_id
          and seq > agent_read_seq and author_kind = 'customer' limit 99) as newer) as unread
    from conversations
    join customers using (shop_id, customer_id)
    left join staff on staff.shop_id = conversations.shop_id and staff.staff_id = conversations.staff_id
    left join queue_entries as waiting on waiting.shop_id = conversations.shop_id
      and waiting.conversation_id = conversations.conversation_id and waiting.status = 'waiting'
    where conversations.shop_id = ${shopId} and ${viewFilter(sql, question)} and ${searchFilter(sql, question)}
      and ${cursor ? order.after(cursor) : sql`true`}
    order by ${order.by} limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(toInboxRow),
    ...(rows.length > limit && last ? { nextCursor: writeCursor(last.sort_key, last.conversation_id) } : {}),
  };
}

export type InboxCounts = { mine: number; waiting: number; all: number; ai: number };

/** Counts of all views for everybody at once: one query serves every open desk of the shop. */
export async function countInbox(
  sql: Sql,
  shopId: ShopId,
): Promise<{ forStaff(staffId: StaffId): InboxCounts; openOf(staffId: StaffId): number }> {
  const rows = await sql<{ handler: string; staff_id: StaffId | null; held: number; open: number }[]>`
    select handler, staff_id, count(*)::int as held, (count(*) filter (where status = 'open'))::int as open
    from conversations where shop_id = ${shopId} and status <> 'closed' group by handler, staff_id`;
  const of = (handler: string) => rows.filter((row) => row.handler === handler).reduce((sum, row) => sum + row.held, 0);
  const mine = new Map(rows.map((row) => [row.staff_id, row]));
  const shared = { waiting: of('queue'), all: of('ai') + of('queue') + of('agent'), ai: of('ai') };
  return {
    forStaff: (staffId) => ({ mine: mine.get(staffId)?.held ?? 0, ...shared }),
    openOf: (staffId) => mine.get(staffId)?.open ?? 0,
  };
}

type Fragment = ReturnType<Sql>;
type Cursor = { key: string; id: string };

function viewFilter(sql: Sql, question: InboxQuestion): Fragment {
  switch (question.view) {
    case 'mine':
      return sql`conversations.status <> 'closed' and conversations.staff_id = ${question.staffId}`;
    case 'waiting':
      return sql`conversations.status <> 'closed' and conversations.handler = 'queue'`;
    case 'ai':
      return sql`conversations.status <> 'closed' and conversations.handler = 'ai' and conversations.last_seq > 0`;
    case 'all':
      return sql`conversations.status <> 'closed' and conversations.last_seq > 0`;
    case 'closed':
      return sql`conversations.status = 'closed' and conversations.last_seq > 0`;
  }
}

/** Order of a view, its sort key, and the condition for what comes after a cursor. */
function viewOrder(sql: Sql, view: InboxView): { key: Fragment; by: Fragment; after(cursor: Cursor): Fragment } {
  if (view === 'mine' || view === 'waiting') {
    // Seconds since the customer waits; those who do not wait come after all who do, the latest first.
    const key: Fragment =
      view === 'waiting'
        ? sql`extract(epoch from coalesce(waiting.serve_by, waiting.queued_at, conversations.last_message_at))`
        : sql`case when conversations.waiting_since is null then 1e11 - extract(epoch from conversations.last_message_at)
              else extract(epoch from conversations.waiting_since) - 1e11 end`;
    return {
      key,
      by: sql`${key}, conversations.conversation_id`,
      after: ({ key: last, id }) => sql`(${key}, conversations.conversation_id) > (${last}::numeric, ${id}::uuid)`,
    };
  }
  return {
    key: sql`conversations.last_message_at`,
    by: sql`conversations.last_message_at desc, conversations.conversation_id desc`,
    after: ({ key, id }) =>
      sql`(conversations.last_message_at, conversations.conversation_id) < (${key}::text::timestamptz, ${id}::uuid)`,
  };
}

function searchFilter(sql: Sql, question: InboxQuestion): Fragment {
  const search = question.search?.trim() ?? '';
  if (search === '') return sql`true`;
  const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(customers.display_name ilike ${like} or conversations.last_message_text ilike ${like}
    or conversations.subject ilike ${like} or customers.store_customer_id = ${search} or ${search} = any(conversations.tags)
    or customers.store_customer_id = any(${[...(question.storeCustomerIds ?? [])]}::text[])
    or conversations.conversation_id::text = ${search.toLowerCase()})`;
}

function toInboxRow(row: Row): InboxRow {
  return {
    conversation: toConversation(row),
    customerName: row.customer_name,
    ...(row.store_customer_id ? { storeCustomerId: row.store_customer_id } : {}),
    assigneeName: row.assignee_name ?? '',
    unread: row.unread,
    ...(row.group_id !== null && row.queued_at
      ? {
          queue: {
            groupId: row.group_id,
            reason: row.reason ?? '',
            priority: row.priority ?? 5,
            queuedAt: row.queued_at.toISOString(),
            serveBy: (row.serve_by ?? row.queued_at).toISOString(),
            urgency: row.urgency ?? [],
          },
        }
      : {}),
    ...(row.is_call_back ? { isCallBack: true } : {}),
  };
}

function writeCursor(key: string, id: string): string {
  return Buffer.from(`${key}|${id}`).toString('base64url');
}

function readCursor(cursor: string): Cursor {
  const [key, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|', 2);
  const isKey = key !== undefined && /^-?[\d.]+$|^\d{4}-\d{2}-\d{2} [\d:.]+[+-][\d:]+$/.test(key);
  if (!isKey || id === undefined || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError('invalid', 'not a cursor of this list', { field: 'cursor' });
  return { key, id };
}

import type { ShopId, Sql, StaffId } from '../platform/index.ts';
import { countInbox } from './inbox.ts';

/** Numbers of the supervisor's wall. */
export type OverviewNumbers = {
  waiting: number;
  longestWaitSeconds: number;
  mine: number;
  open: number;
  /** Share of the conversations of the last 24 hours that needed no person, 0 to 1; null while there were none. */
  aiShare: number | null;
  angry: number;
};

/** Intensity from which anger is clear. */
const clearAnger = 2;

/** Counts what runs in a shop now. */
export async function readOverview(
  sql: Sql,
  input: { shopId: ShopId; staffId: StaffId; now: Date },
): Promise<OverviewNumbers> {
  const { shopId, now } = input;
  const counts = (await countInbox(sql, shopId)).forStaff(input.staffId);
  const [queue] = await sql<{ waiting: number; first: Date | null }[]>`
    select count(*)::int as waiting, min(queued_at) as first from queue_entries
    where shop_id = ${shopId} and status = 'waiting'`;
  const [angry] = await sql<{ angry: number }[]>`
    select count(*)::int as angry from conversations
    where shop_id = ${shopId} and status <> 'closed' and emotion = 'angry' and intensity >= ${clearAnger}`;
  const since = new Date(now.getTime() - 86_400_000);
  const [day] = await sql<{ total: number; with_person: number }[]>`
    select count(*)::int as total, (count(*) filter (where handler <> 'ai' or exists (
      select 1 from queue_entries where queue_entries.shop_id = ${shopId}
        and queue_entries.conversation_id = conversations.conversation_id)))::int as with_person
    from conversations where shop_id = ${shopId} and last_message_at > ${since} and last_seq > 0`;
  const total = day?.total ?? 0;
  return {
    waiting: queue?.waiting ?? 0,
    longestWaitSeconds: queue?.first ? Math.max(0, Math.round((now.getTime() - queue.first.getTime()) / 1_000)) : 0,
    mine: counts.mine,
    open: counts.all,
    aiShare: total === 0 ? null : (total - (day?.with_person ?? 0)) / total,
    angry: angry?.angry ?? 0,
  };
}

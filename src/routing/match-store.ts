import type { ShopId, Sql, StaffId } from '../platform/index.ts';
import type { LearnedMatch } from './assign.ts';

/** Everything learned in a shop of people and wishes. */
export async function listMatches(sql: Sql, shopId: ShopId): Promise<LearnedMatch[]> {
  const rows = await sql<{ staff_id: StaffId; intent: string; handled: number; resolved: number; seconds: number }[]>`
    select staff_id, intent, handled, resolved, seconds from agent_matches where shop_id = ${shopId} limit 100000`;
  return rows.map((row) => ({
    staffId: row.staff_id,
    intent: row.intent,
    count: row.handled,
    resolved: row.resolved,
    seconds: row.seconds,
  }));
}

/** Longest handle time that is believed; a conversation left open over night says nothing about a person. */
const longestSeconds = 7_200;
const learnedAtOnce = 500;

/**
 * Learns from conversations that were closed since the last time: how long this person needed for this wish, and whether it was settled
 * (not rated badly). Returns how many.
 */
export async function learnMatches(sql: Sql, shopId: ShopId, now: Date): Promise<number> {
  const rows = await sql<{ learned: number }[]>`
    with closed as (
      select entry_id, queue_entries.conversation_id, assigned_to, intent, least(${longestSeconds},
          extract(epoch from (conversations.closed_at - assigned_at))) as seconds,
        coalesce(conversations.rating, 5) >= 3 as resolved
      from queue_entries join conversations using (shop_id, conversation_id)
      where shop_id = ${shopId} and queue_entries.status = 'assigned' and settled_at is null and assigned_to is not null
        and conversations.status = 'closed' and conversations.closed_at > assigned_at
      order by assigned_at limit ${learnedAtOnce}
    ), marked as (
      update queue_entries set settled_at = ${now} from closed
      where queue_entries.shop_id = ${shopId} and queue_entries.entry_id = closed.entry_id
    ), learned as (
      insert into agent_matches (shop_id, staff_id, intent, handled, resolved, seconds)
      select ${shopId}, assigned_to, intent, count(*), count(*) filter (where resolved), sum(seconds) from closed
      where exists (select 1 from staff where staff.shop_id = ${shopId} and staff.staff_id = closed.assigned_to)
      group by assigned_to, intent
      on conflict (shop_id, staff_id, intent) do update set handled = agent_matches.handled + excluded.handled,
        resolved = agent_matches.resolved + excluded.resolved, seconds = agent_matches.seconds + excluded.seconds
      returning 1
    ) select count(*)::int as learned from closed`;
  return rows[0]?.learned ?? 0;
}

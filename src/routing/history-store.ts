import type { ShopId, Sql } from '../platform/index.ts';
import type { ScenarioInput } from './simulation/scenario.ts';

/** A day of the shop as it was, as a scenario to play again. */
export type DayHistory = { scenario: ScenarioInput; conversations: number };

type GroupRow = { group_id: string; intent: string; asked: number; seconds: number | null };
type StaffRow = { groups: string[]; capacity: number; people: number };

const assumedHandleSeconds = 300;

/**
 * The scenario of one day (midnight to midnight in the shop's zone): arrivals by hour, what went to which group, how long people needed,
 * how much the AI ended alone, and the people there are now. Undefined where nobody wrote on that day.
 */
export async function readDayScenario(
  sql: Sql,
  shopId: ShopId,
  day: { from: Date; to: Date },
): Promise<DayHistory | undefined> {
  const hours = await sql<{ hour: number; count: number }[]>`
    select floor(extract(epoch from (created_at - ${day.from}::timestamptz)) / 3600)::int as hour, count(*)::int as count
    from conversations where shop_id = ${shopId} and created_at >= ${day.from} and created_at < ${day.to} and last_seq > 0 group by 1`;
  const conversations = hours.reduce((sum, hour) => sum + hour.count, 0);
  if (conversations === 0) return undefined;
  const asked = await sql<GroupRow[]>`
    select group_id, intent, count(*)::int as asked,
      (avg(extract(epoch from (closed_at - assigned_at))) filter (where closed_at > assigned_at))::float as seconds
    from queue_entries join conversations using (shop_id, conversation_id)
    where shop_id = ${shopId} and created_at >= ${day.from} and created_at < ${day.to} group by 1, 2`;
  const staff = await sql<StaffRow[]>`
    select groups, capacity, count(*)::int as people from (
      select capacity, array(select group_id from staff_skills where staff_skills.shop_id = ${shopId}
        and staff_skills.staff_id = staff.staff_id order by 1) as groups
      from staff where shop_id = ${shopId} and disabled_at is null and role in ('agent', 'supervisor', 'owner')
    ) people group by 1, 2`;
  const perHour = Array.from({ length: 24 }, (_none, hour) => hours.find((one) => one.hour === hour)?.count ?? 0);
  return { conversations, scenario: toScenario(perHour, conversations, asked, staff) };
}

function toScenario(
  perHour: number[],
  conversations: number,
  asked: readonly GroupRow[],
  staff: readonly StaffRow[],
): ScenarioInput {
  const able = staff.filter((one) => one.groups.length > 0);
  const groups = new Set(able.flatMap((one) => one.groups));
  const served = asked.filter((row) => groups.has(row.group_id));
  const people = served.reduce((sum, row) => sum + row.asked, 0);
  const [fallback = 'all'] = groups;
  return {
    hours: 24,
    arrivals: { perHour },
    intents:
      served.length === 0
        ? [{ id: 'other', group: fallback, handleSeconds: assumedHandleSeconds }]
        : served.map((row) => ({
            id: row.intent === '' ? row.group_id : `${row.group_id}/${row.intent}`,
            group: row.group_id,
            share: row.asked,
            aiResolution: Math.max(0, 1 - people / conversations),
            handleSeconds: Math.max(10, Math.round(row.seconds ?? assumedHandleSeconds)),
          })),
    ai: { share: 1, seconds: 30 },
    agents:
      able.length === 0
        ? [{ count: 1, groups: [fallback], capacity: 5 }]
        : able.map((one) => ({ count: one.people, groups: one.groups, capacity: Math.max(1, one.capacity) })),
    service: { distribution: 'lognormal', slowdown: 0.15 },
    patienceSeconds: 240,
    serviceLevel: { seconds: 30, share: 0.8 },
    overflowSeconds: 120,
  };
}

/** Conversations that began in each hour of the last weeks, oldest first, without gaps. */
export async function readHourlyArrivals(sql: Sql, shopId: ShopId, until: Date, hours: number): Promise<number[]> {
  const from = new Date(until.getTime() - hours * 3_600_000);
  const rows = await sql<{ hour: number; count: number }[]>`
    select floor(extract(epoch from (created_at - ${from}::timestamptz)) / 3600)::int as hour, count(*)::int as count
    from conversations where shop_id = ${shopId} and created_at >= ${from} and created_at < ${until} and last_seq > 0 group by 1`;
  const counts = new Map(rows.map((row) => [row.hour, row.count]));
  const first = Math.min(hours, ...counts.keys());
  return Array.from({ length: hours - first }, (_none, index) => counts.get(first + index) ?? 0);
}

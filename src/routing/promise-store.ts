import type { ShopId, Sql } from '../platform/index.ts';
import { type Factors, factorsFrom } from './calibration.ts';
import type { Place } from './places.ts';

/**
 * Remembers which places and waits customers were told; the first one is kept with what was expected, so that it can be checked whether it
 * held and how far off the expectation was.
 */
export async function rememberTold(sql: Sql, shopId: ShopId, told: readonly Place[], now: Date): Promise<void> {
  if (told.length === 0) return;
  const given = told.map(({ entryId, position, wait, expected }) => ({
    entry_id: entryId,
    position,
    ...wait,
    expected_p50: expected?.p50,
    expected_p90: expected?.p90,
  }));
  await sql`
    update queue_entries set told_position = given.position, told_wait_seconds = coalesce(given.p50, told_wait_seconds),
      told_wait_p90 = coalesce(given.p90, told_wait_p90),
      first_told_at = case when given.p90 is null then first_told_at else coalesce(first_told_at, ${now}) end,
      first_told_p50 = coalesce(first_told_p50, given.p50), first_told_p90 = coalesce(first_told_p90, given.p90),
      first_estimate_p50 = coalesce(first_estimate_p50, given.expected_p50),
      first_estimate_p90 = coalesce(first_estimate_p90, given.expected_p90)
    from jsonb_to_recordset(${sql.json(JSON.parse(JSON.stringify(given)))}::jsonb)
      as given(entry_id uuid, position int, p50 int, p90 int, expected_p50 int, expected_p90 int)
    where queue_entries.shop_id = ${shopId} and queue_entries.entry_id = given.entry_id
      and (told_position, told_wait_seconds, told_wait_p90) is distinct from
        (given.position, coalesce(given.p50, told_wait_seconds), coalesce(given.p90, told_wait_p90))`;
}

/** How often a first promise held: P50 should hold for half, P90 for nine of ten. */
export type HeldPromises = { sample: number; heldP50: number; heldP90: number };

/** The promises of a shop, and of each of its groups. */
export type PromiseReport = HeldPromises & { groups: readonly (HeldPromises & { groupId: string })[] };

const nonePromised: HeldPromises = { sample: 0, heldP50: 0, heldP90: 0 };

/** Checks the promises of everybody who was served since then. */
export async function readPromises(sql: Sql, shopId: ShopId, since: Date): Promise<PromiseReport> {
  const rows = await sql<{ group_id: string | null; sample: number; p50: number; p90: number }[]>`
    select group_id, count(*)::int as sample,
      (count(*) filter (where assigned_at <= first_told_at + make_interval(secs => first_told_p50)))::int as p50,
      (count(*) filter (where assigned_at <= first_told_at + make_interval(secs => first_told_p90)))::int as p90
    from queue_entries
    where shop_id = ${shopId} and status = 'assigned' and assigned_at > ${since} and first_told_at is not null
      and first_told_p50 is not null
    group by grouping sets ((group_id), ()) order by sample desc, group_id`;
  const held = rows.map(({ group_id: groupId, sample, p50, p90 }) => ({
    groupId,
    sample,
    heldP50: sample === 0 ? 0 : p50 / sample,
    heldP90: sample === 0 ? 0 : p90 / sample,
  }));
  const { groupId: _none, ...overall } = held.find((one) => one.groupId === null) ?? { groupId: null, ...nonePromised };
  return { ...overall, groups: held.flatMap(({ groupId, ...one }) => (groupId === null ? [] : [{ groupId, ...one }])) };
}

/** The latest waits that experience is made of: of the shop, and of each group. */
const [latestServed, latestOfGroup] = [5_000, 300];

/**
 * What expected waits of each group are to be multiplied with, from how the latest ones of two days turned out; the shop's over all groups
 * is under ''. Those for whom there was room at once say nothing.
 */
export async function readFactors(sql: Sql, shopId: ShopId, now: Date): Promise<ReadonlyMap<string, Factors>> {
  const rows = await sql<{ group_id: string | null; sample: number; p50: number; p90: number }[]>`
    select group_id, count(*)::int as sample,
      percentile_cont(0.5) within group (order by seconds / greatest(expected_p50, 15)) as p50,
      percentile_cont(0.9) within group (order by seconds / greatest(expected_p90, 30)) as p90
    from (
      select group_id, extract(epoch from (assigned_at - first_told_at))::float as seconds, first_estimate_p50 as expected_p50,
        first_estimate_p90 as expected_p90, row_number() over (partition by group_id order by assigned_at desc) as place
      from (
        select group_id, assigned_at, first_told_at, first_estimate_p50, first_estimate_p90 from queue_entries
        where shop_id = ${shopId} and status = 'assigned' and assigned_at > ${now}::timestamptz - interval '2 days'
        order by assigned_at desc limit ${latestServed}
      ) served where first_estimate_p50 > 0 and assigned_at >= first_told_at
    ) lately where place <= ${latestOfGroup} group by grouping sets ((group_id), ())`;
  return new Map(rows.flatMap((row) => (row.sample === 0 ? [] : [[row.group_id ?? '', factorsFrom(row)] as const])));
}

/** Mean seconds from assignment to close over the last conversations of a group, and how many were seen. */
export type ServiceRate = { meanSeconds: number; sample: number };

/** Service rate of every group from its last 200 conversations of a day; the shop's over all groups is under ''. */
export async function measureService(sql: Sql, shopId: ShopId, now: Date): Promise<ReadonlyMap<string, ServiceRate>> {
  const rows = await sql<{ group_id: string | null; mean: number; sample: number }[]>`
    select group_id, avg(seconds)::float as mean, count(*)::int as sample from (
      select group_id, extract(epoch from (conversations.closed_at - queue_entries.assigned_at)) as seconds,
        row_number() over (partition by group_id order by queue_entries.assigned_at desc) as place
      from queue_entries join conversations using (shop_id, conversation_id)
      where shop_id = ${shopId} and queue_entries.status = 'assigned' and conversations.closed_at > queue_entries.assigned_at
        and queue_entries.assigned_at > ${now}::timestamptz - interval '1 day'
    ) lately where place <= 200 group by grouping sets ((group_id), ())`;
  return new Map(rows.map((row) => [row.group_id ?? '', { meanSeconds: row.mean, sample: row.sample }]));
}

import type { ShopId, Sql } from '../platform/index.ts';

/** What somebody was told: place and wait. */
export type Told = { entryId: string; position: number; p50?: number; p90?: number };

/** Remembers which places and waits customers were told; the first one is kept, so that it can be checked whether it held. */
export async function rememberTold(sql: Sql, shopId: ShopId, told: readonly Told[], now: Date): Promise<void> {
  if (told.length === 0) return;
  const given = told.map((one) => ({ entry_id: one.entryId, position: one.position, p50: one.p50, p90: one.p90 }));
  await sql`
    update queue_entries set told_position = given.position, told_wait_seconds = coalesce(given.p50, told_wait_seconds),
      first_told_at = case when given.p90 is null then first_told_at else coalesce(first_told_at, ${now}) end,
      first_told_p50 = coalesce(first_told_p50, given.p50), first_told_p90 = coalesce(first_told_p90, given.p90)
    from jsonb_to_recordset(${sql.json(JSON.parse(JSON.stringify(given)))}::jsonb) as given(entry_id uuid, position int, p50 int, p90 int)
    where queue_entries.shop_id = ${shopId} and queue_entries.entry_id = given.entry_id
      and (told_position, told_wait_seconds) is distinct from (given.position, coalesce(given.p50, told_wait_seconds))`;
}

/** How often the first promise held: P50 should hold for half, P90 for nine of ten. */
export type PromiseReport = { sample: number; heldP50: number; heldP90: number };

/** Checks the promises of everybody who was served since then. */
export async function readPromises(sql: Sql, shopId: ShopId, since: Date): Promise<PromiseReport> {
  const rows = await sql<{ sample: number; p50: number; p90: number }[]>`
    select count(*)::int as sample,
      (count(*) filter (where assigned_at <= first_told_at + make_interval(secs => first_told_p50)))::int as p50,
      (count(*) filter (where assigned_at <= first_told_at + make_interval(secs => first_told_p90)))::int as p90
    from queue_entries
    where shop_id = ${shopId} and status = 'assigned' and assigned_at > ${since} and first_told_at is not null
      and first_told_p50 is not null`;
  const { sample = 0, p50 = 0, p90 = 0 } = rows[0] ?? {};
  return { sample, heldP50: sample === 0 ? 0 : p50 / sample, heldP90: sample === 0 ? 0 : p90 / sample };
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

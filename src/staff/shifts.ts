import type { ShopId, Sql, StaffId } from '../platform/index.ts';

/** A span of work of one person, by the shop's wall clock; `to` before `from` ends on the next day. */
export type Shift = { staffId: StaffId; day: string; from: string; to: string };

/** A shift with the instants that it means. */
export type PlannedShift = Shift & { startsAt: Date; endsAt: Date };

/** Shifts that begin on these days (YYYY-MM-DD, both included). */
export async function listShifts(sql: Sql, shopId: ShopId, days: { from: string; to: string }): Promise<Shift[]> {
  const rows = await sql<{ staff_id: StaffId; day: string; from_time: string; to_time: string }[]>`
    select staff_id, to_char(day, 'YYYY-MM-DD') as day, from_time, to_time from shifts
    where shop_id = ${shopId} and day between ${days.from}::text::date and ${days.to}::text::date order by day, from_time, staff_id`;
  return rows.map((row) => ({ staffId: row.staff_id, day: row.day, from: row.from_time, to: row.to_time }));
}

/** Replaces what these people have on these days; a person's day without a shift is free. */
export async function replaceShifts(
  sql: Sql,
  shopId: ShopId,
  days: readonly { staffId: StaffId; day: string }[],
  shifts: readonly PlannedShift[],
): Promise<void> {
  await sql`
    delete from shifts using jsonb_to_recordset(${sql.json(days.map(({ staffId, day }) => ({ staff_id: staffId, day })))}::jsonb)
      as freed(staff_id uuid, day date)
    where shifts.shop_id = ${shopId} and shifts.staff_id = freed.staff_id and shifts.day = freed.day`;
  const rows = shifts.map((shift) => ({
    staff_id: shift.staffId,
    day: shift.day,
    from_time: shift.from,
    to_time: shift.to,
    starts_at: shift.startsAt.toISOString(),
    ends_at: shift.endsAt.toISOString(),
  }));
  await sql`
    insert into shifts (shop_id, staff_id, day, from_time, to_time, starts_at, ends_at)
    select ${shopId}, staff.staff_id, day, from_time, to_time, starts_at, ends_at
    from jsonb_to_recordset(${sql.json(rows)}::jsonb)
      as planned(staff_id uuid, day date, from_time text, to_time text, starts_at timestamptz, ends_at timestamptz)
    join staff on staff.shop_id = ${shopId} and staff.staff_id = planned.staff_id
    on conflict (shop_id, staff_id, starts_at) do nothing`;
}

import type { ShopId, Sql, StaffId } from '../platform/index.ts';

/** Begins somebody's pause after a conversation, where the shop gives one; routing gives nothing new meanwhile. */
export async function startWrapUp(sql: Sql, shopId: ShopId, staffId: StaffId, now: Date): Promise<void> {
  await sql`
    update staff set wrap_up_until = ${now}::timestamptz + make_interval(secs => pause.seconds)
    from (select (settings -> 'routing' ->> 'wrapUpSeconds')::int as seconds from shops where shop_id = ${shopId}) pause
    where shop_id = ${shopId} and staff_id = ${staffId} and pause.seconds > 0`;
}

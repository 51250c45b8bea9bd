import { appendOutbox, type ShopId, type Sql, type StaffId } from '../platform/index.ts';
import type { Presence } from './types.ts';

/**
 * Sets whether somebody takes conversations; the event wakes routing and the desks. False where nothing changed.
 * `unlessSeenAfter`: nothing happens when a window of that person was seen later, by another process perhaps; `unlessLeft`: nor when the
 * person has left by choice; `isChosen`: this is such a choice.
 */
export async function setPresence(
  sql: Sql,
  input: {
    shopId: ShopId;
    staffId: StaffId;
    presence: Presence;
    now: Date;
    unlessSeenAfter?: Date;
    unlessLeft?: true;
    isChosen?: true;
  },
): Promise<boolean> {
  const { shopId, staffId, presence, now } = input;
  const rows = await sql<{ before: Presence }[]>`
    update staff set presence = ${presence}, presence_at = ${now},
      has_left = case when ${input.isChosen === true} then ${presence === 'offline'} else has_left end
    from (select presence as before from staff where shop_id = ${shopId} and staff_id = ${staffId} for update) as old
    where shop_id = ${shopId} and staff_id = ${staffId} and disabled_at is null
      and presence_at <= coalesce(${input.unlessSeenAfter ?? null}::timestamptz, 'infinity')
      and not (has_left and ${input.unlessLeft === true})
    returning old.before`;
  if (rows.length === 0 || rows[0]?.before === presence) return false;
  await appendOutbox(sql, [{ type: 'presence.changed', shopId, payload: { staffId, presence } }]);
  return true;
}

/** Notes that these people's windows are open, so that no other process takes them for gone. */
export async function keepPresent(sql: Sql, shopId: ShopId, staffIds: readonly StaffId[], now: Date): Promise<void> {
  await sql`
    update staff set presence_at = ${now}
    where shop_id = ${shopId} and staff_id = any(${[...staffIds]}::uuid[]) and presence <> 'offline'`;
}

/** Sets everybody offline whose windows were last seen before `before`; returns who that was. */
export async function setGoneOffline(sql: Sql, shopId: ShopId, before: Date, now: Date): Promise<StaffId[]> {
  const rows = await sql<{ staff_id: StaffId }[]>`
    update staff set presence = 'offline', presence_at = ${now}
    where shop_id = ${shopId} and presence <> 'offline' and presence_at < ${before} returning staff_id`;
  await appendOutbox(
    sql,
    rows.map((row) => ({
      type: 'presence.changed' as const,
      shopId,
      payload: { staffId: row.staff_id, presence: 'offline' },
    })),
  );
  return rows.map((row) => row.staff_id);
}

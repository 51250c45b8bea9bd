import type { ShopId, Sql, StaffId } from '../platform/index.ts';

/** Text in the three languages of Peakdesk. */
export type GroupName = { 'zh-CN': string; 'zh-TW': string; en: string };

/** A skill group: people who can answer the same kind of question. */
export type SkillGroup = { groupId: string; name: GroupName };

/** All groups of a shop. */
export async function listGroups(sql: Sql, shopId: ShopId): Promise<SkillGroup[]> {
  const rows = await sql<{ group_id: string; name: GroupName }[]>`
    select group_id, name from skill_groups where shop_id = ${shopId} order by group_id`;
  return rows.map((row) => ({ groupId: row.group_id, name: row.name }));
}

/** Adds a group or renames it. */
export async function saveGroup(sql: Sql, shopId: ShopId, group: SkillGroup): Promise<void> {
  await sql`
    insert into skill_groups (shop_id, group_id, name) values (${shopId}, ${group.groupId}, ${sql.json(group.name)})
    on conflict (shop_id, group_id) do update set name = excluded.name`;
}

/** Takes a group away; false while conversations wait in it. */
export async function removeGroup(sql: Sql, shopId: ShopId, groupId: string): Promise<boolean> {
  const waiting = await sql`
    select 1 from queue_entries where shop_id = ${shopId} and group_id = ${groupId} and status = 'waiting' limit 1`;
  if (waiting.length > 0) return false;
  await sql`delete from skill_groups where shop_id = ${shopId} and group_id = ${groupId}`;
  return true;
}

/** Sets the groups of a person; unknown groups are ignored. */
export async function setGroups(
  sql: Sql,
  shopId: ShopId,
  staffId: StaffId,
  groups: readonly { groupId: string; level: number }[],
): Promise<void> {
  await sql`delete from staff_skills where shop_id = ${shopId} and staff_id = ${staffId}`;
  for (const group of groups)
    await sql`
      insert into staff_skills (shop_id, staff_id, group_id, level)
      select ${shopId}, ${staffId}, group_id, ${group.level} from skill_groups
      where shop_id = ${shopId} and group_id = ${group.groupId}
      on conflict (shop_id, staff_id, group_id) do update set level = excluded.level`;
}

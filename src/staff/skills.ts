import { z } from 'zod';
import type { ShopId, Sql, StaffId } from '../platform/index.ts';
import type { GroupName } from './groups.ts';

/** Something that some of the staff can besides their groups, e.g. telling jewellery. */
export type Skill = { skillId: string; name: GroupName };

/** A skill of somebody; level 1 is the best. */
export type StaffSkill = { skillId: string; level: number };

const levels = z.record(z.string(), z.number().int().min(1).max(9)).catch({});

/** All skills of a shop. */
export async function listSkills(sql: Sql, shopId: ShopId): Promise<Skill[]> {
  const rows = await sql<{ skill_id: string; name: GroupName }[]>`
    select skill_id, name from skills where shop_id = ${shopId} order by skill_id`;
  return rows.map((row) => ({ skillId: row.skill_id, name: row.name }));
}

/** Adds a skill or renames it. */
export async function saveSkill(sql: Sql, shopId: ShopId, skill: Skill): Promise<void> {
  await sql`
    insert into skills (shop_id, skill_id, name) values (${shopId}, ${skill.skillId}, ${sql.json(skill.name)})
    on conflict (shop_id, skill_id) do update set name = excluded.name`;
}

/** Takes a skill away, from everybody who has it too. */
export async function removeSkill(sql: Sql, shopId: ShopId, skillId: string): Promise<void> {
  await sql`update staff set skill_levels = skill_levels - ${skillId}::text where shop_id = ${shopId} and skill_levels ? ${skillId}::text`;
  await sql`delete from skills where shop_id = ${shopId} and skill_id = ${skillId}`;
}

/** Sets what somebody can; unknown skills are ignored. */
export async function setSkills(
  sql: Sql,
  shopId: ShopId,
  staffId: StaffId,
  skills: readonly StaffSkill[],
): Promise<void> {
  const known = new Set((await listSkills(sql, shopId)).map((skill) => skill.skillId));
  const kept = skills
    .filter(({ skillId }) => known.has(skillId))
    .map(({ skillId, level }) => [skillId, level] as const);
  await sql`
    update staff set skill_levels = ${sql.json(Object.fromEntries(kept))}
    where shop_id = ${shopId} and staff_id = ${staffId}`;
}

/** Skills as stored, best first. */
export function toSkills(stored: unknown): StaffSkill[] {
  return Object.entries(levels.parse(stored))
    .map(([skillId, level]) => ({ skillId, level }))
    .sort((one, other) => one.level - other.level || one.skillId.localeCompare(other.skillId));
}

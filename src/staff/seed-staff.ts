import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError, type Database, type ShopId, StaffId } from '../platform/index.ts';
import { appendAudit } from './audit.ts';
import { saveGroup, setGroups } from './groups.ts';
import { hashPassword } from './passwords.ts';
import { countOwners, findRowByEmail, insertStaff } from './staff-store.ts';
import { roles, type StaffMember } from './types.ts';

/** Password of everybody in the demo shop; shown as a hint on its sign-in page. */
export const demoPassword = 'peakdesk-demo';

const name = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() });
const agentsFile = z.object({
  skillGroups: z.array(z.object({ id: z.string(), name })),
  agents: z.array(
    z.object({
      id: z.string(),
      name,
      email: z.email(),
      role: z.enum(roles),
      languages: z.array(z.string()),
      skills: z.array(z.object({ group: z.string(), level: z.number().int() })),
      capacity: z.number().int(),
    }),
  ),
});

/** Adds the groups and people of an agents.json to a shop; who is there already stays as they are. Returns how many were added. */
export async function seedStaff(database: Database, shopId: ShopId, agentsContent: unknown): Promise<number> {
  const content = agentsFile.safeParse(agentsContent);
  if (!content.success)
    throw new AppError('invalid', `agents.json: ${z.prettifyError(content.error)}`, { field: 'agents.json' });
  const passwordHash = await hashPassword(demoPassword);
  return await database.inShop(shopId, async (sql) => {
    for (const group of content.data.skillGroups) await saveGroup(sql, shopId, { groupId: group.id, name: group.name });
    let added = 0;
    for (const agent of content.data.agents) {
      if (await findRowByEmail(sql, shopId, agent.email)) continue;
      const staff = await insertStaff(sql, {
        shopId,
        staffId: idOf(shopId, agent.id),
        email: agent.email,
        name: agent.name['zh-CN'],
        role: agent.role,
        passwordHash,
        languages: agent.languages,
        capacity: agent.capacity,
      });
      const groups = agent.skills.map((skill) => ({ groupId: skill.group, level: skill.level }));
      await setGroups(sql, shopId, staff.staffId, groups);
      added += 1;
    }
    return added;
  });
}

/** Makes the first owner of a new shop; AppError 'conflict' once there is one, so that the set-up cannot be run again by anybody. */
export async function createOwner(
  database: Database,
  input: { shopId: ShopId; email: string; name: string; password: string; languages?: readonly string[]; now: Date },
): Promise<StaffMember> {
  const passwordHash = await hashPassword(input.password);
  const { shopId } = input;
  return await database.inShop(shopId, async (sql) => {
    await sql`select 1 from shops where shop_id = ${shopId} for update`;
    if ((await countOwners(sql, shopId)) > 0) throw new AppError('conflict', 'the shop has an owner already');
    const owner = await insertStaff(sql, {
      shopId,
      email: input.email,
      name: input.name,
      role: 'owner',
      passwordHash,
      ...(input.languages ? { languages: input.languages } : {}),
    });
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'command-line' },
      action: 'staff.joined',
      target: `staff/${owner.staffId}`,
      details: { role: 'owner' },
      now: input.now,
    });
    return owner;
  });
}

/** The same person gets the same id in every demo shop of this name, so that links and screenshots stay valid. */
function idOf(shopId: ShopId, agentId: string): StaffId {
  const hex = createHash('sha256').update(`${shopId}/${agentId}`).digest('hex');
  // The layout of a version 8 UUID (RFC 9562): own bits, fixed version and variant.
  return StaffId.check(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

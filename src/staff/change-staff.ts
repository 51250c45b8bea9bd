import { AppError, appendOutbox, type StaffId } from '../platform/index.ts';
import { appendAudit } from './audit.ts';
import { setGroups } from './groups.ts';
import { hashPassword, isPasswordRight } from './passwords.ts';
import { mayGrant } from './policies.ts';
import { revokeAllSessions, type SignedIn } from './sessions.ts';
import type { StaffParts } from './sign-in.ts';
import { type StaffSkill, setSkills } from './skills.ts';
import { countOwners, findRow, type StaffPatch, updateStaff } from './staff-store.ts';
import type { StaffMember } from './types.ts';

export type StaffChange = StaffPatch & {
  groups?: readonly { groupId: string; level: number }[];
  skills?: readonly StaffSkill[];
};

/**
 * Changes a colleague's account. A new role or a disabled account ends all sessions of that person at once; the last owner stays.
 * AppError 'not-found', 'forbidden' (role above the own) or 'conflict' (last owner).
 */
export async function changeStaff(
  parts: StaffParts,
  who: SignedIn,
  staffId: StaffId,
  change: StaffChange,
): Promise<StaffMember> {
  const { shopId } = who;
  const now = parts.clock.now();
  const changed = await parts.database.inShop(shopId, async (sql) => {
    await sql`select 1 from staff where shop_id = ${shopId} order by staff_id for update`;
    const before = await findRow(sql, shopId, staffId);
    if (!before) throw new AppError('not-found', 'no such member of staff');
    if (!mayGrant(who.staff.role, before.role) || (change.role && !mayGrant(who.staff.role, change.role)))
      throw new AppError('forbidden', 'a role above the own');
    const staff = await updateStaff(sql, { shopId, staffId, patch: change, now });
    if (!staff) throw new AppError('not-found', 'no such member of staff');
    if ((await countOwners(sql, shopId)) === 0)
      throw new AppError('conflict', 'the last owner stays', { userMessageKey: 'problem.last-owner' });
    if (change.groups) await setGroups(sql, shopId, staffId, change.groups);
    if (change.skills) await setSkills(sql, shopId, staffId, change.skills);
    await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: ['team'] } }]);
    if (staff.isDisabled || staff.role !== before.role) await revokeAllSessions(sql, { shopId, staffId, now });
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name },
      action: 'staff.changed',
      target: `staff/${staffId}`,
      details: { fields: Object.keys(change), role: staff.role, isDisabled: staff.isDisabled },
      now,
    });
    return staff;
  });
  parts.relay.wake(shopId);
  return changed;
}

/** Changes the own password and ends all sessions; false when the old one is wrong. */
export async function changePassword(
  parts: StaffParts,
  who: SignedIn,
  input: { password: string; newPassword: string },
): Promise<boolean> {
  const { shopId } = who;
  const row = await parts.database.inShop(shopId, (sql) => findRow(sql, shopId, who.staff.staffId));
  if (!(await isPasswordRight(row?.password_hash ?? undefined, input.password))) return false;
  const passwordHash = await hashPassword(input.newPassword);
  const now = parts.clock.now();
  await parts.database.inShop(shopId, async (sql) => {
    await sql`
      update staff set password_hash = ${passwordHash} where shop_id = ${shopId} and staff_id = ${who.staff.staffId}`;
    await revokeAllSessions(sql, { shopId, staffId: who.staff.staffId, now });
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name },
      action: 'password.changed',
      target: `staff/${who.staff.staffId}`,
      now,
    });
  });
  parts.relay.wake(shopId);
  return true;
}

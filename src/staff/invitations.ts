import { v7 } from 'uuid';
import { AppError, makeToken, readToken, type ShopId, type Sql } from '../platform/index.ts';
import { appendAudit } from './audit.ts';
import { hashPassword } from './passwords.ts';
import { mayGrant } from './policies.ts';
import type { SignedIn } from './sessions.ts';
import type { StaffParts } from './sign-in.ts';
import { insertStaff, normalEmail } from './staff-store.ts';
import type { Role, StaffMember } from './types.ts';

const validDays = 7;

/** Invites somebody; the token goes into a link, works once and for seven days. AppError 'forbidden' for a role above the own. */
export async function inviteStaff(
  parts: Pick<StaffParts, 'database' | 'clock'>,
  who: SignedIn,
  input: { email: string; role: Role },
): Promise<{ token: string; expiresAt: Date }> {
  if (!mayGrant(who.staff.role, input.role))
    throw new AppError('forbidden', `a ${who.staff.role} cannot invite a ${input.role}`);
  const { shopId } = who;
  const now = parts.clock.now();
  const expiresAt = new Date(now.getTime() + validDays * 86_400_000);
  const { token, tokenHash } = makeToken(shopId);
  const email = normalEmail(input.email);
  await parts.database.inShop(shopId, async (sql) => {
    const known = await sql`select 1 from staff where shop_id = ${shopId} and email = ${email}`;
    if (known.length > 0)
      throw new AppError('conflict', 'this e-mail has an account already', {
        field: 'email',
        userMessageKey: 'problem.email-taken',
      });
    const invitationId = v7();
    await sql`
      insert into staff_invitations (shop_id, invitation_id, email, role, token_hash, invited_by, created_at, expires_at)
      values (${shopId}, ${invitationId}, ${email}, ${input.role}, ${tokenHash}, ${who.staff.staffId}, ${now}, ${expiresAt})`;
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name },
      action: 'staff.invited',
      target: `invitation/${invitationId}`,
      details: { role: input.role },
      now,
    });
  });
  return { token, expiresAt };
}

/** Makes the account of an invitation. AppError 'not-found' for a link that is unknown, used or too old. */
export async function acceptInvitation(
  parts: Pick<StaffParts, 'database' | 'clock'>,
  input: { shopId: ShopId; token: string; name: string; password: string },
): Promise<StaffMember> {
  const read = readToken(input.token);
  if (!read || read.shopId !== input.shopId) throw unusable();
  const { shopId, tokenHash } = read;
  const now = parts.clock.now();
  // Looked up first: hashing a password is dear and not for everybody who knocks.
  await parts.database.inShop(shopId, (sql) => findOpen(sql, shopId, tokenHash, now));
  const passwordHash = await hashPassword(input.password);
  return await parts.database.inShop(shopId, async (sql) => {
    const invitation = await findOpen(sql, shopId, tokenHash, now);
    await sql`
      update staff_invitations set accepted_at = ${now}
      where shop_id = ${shopId} and invitation_id = ${invitation.invitation_id}`;
    const staff = await insertStaff(sql, {
      shopId,
      email: invitation.email,
      name: input.name,
      role: invitation.role,
      passwordHash,
    });
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'staff', staffId: staff.staffId, name: staff.name },
      action: 'staff.joined',
      target: `staff/${staff.staffId}`,
      details: { role: staff.role, invitation: invitation.invitation_id },
      now,
    });
    return staff;
  });
}

type InvitationRow = { invitation_id: string; email: string; role: Role };

async function findOpen(sql: Sql, shopId: ShopId, tokenHash: Buffer, now: Date): Promise<InvitationRow> {
  const rows = await sql<InvitationRow[]>`
    select invitation_id, email, role from staff_invitations
    where shop_id = ${shopId} and token_hash = ${tokenHash} and accepted_at is null and expires_at > ${now} for update`;
  const [row] = rows;
  if (!row) throw unusable();
  return row;
}

function unusable(): AppError {
  return new AppError('not-found', 'the invitation is unknown, used or too old', {
    userMessageKey: 'problem.invitation-unusable',
  });
}

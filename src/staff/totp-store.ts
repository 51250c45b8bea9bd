import { z } from 'zod';
import { AppError, type ShopSecrets, type Sql } from '../platform/index.ts';
import { appendAudit } from './audit.ts';
import type { AuditAction } from './audit-actions.ts';
import { isPasswordRight } from './passwords.ts';
import type { SignedIn } from './sessions.ts';
import type { StaffParts } from './sign-in.ts';
import { findRow, type StaffRow } from './staff-store.ts';
import { checkTotp, makeTotp, type TotpSecret } from './totp.ts';

const stored = z.object({ secret: z.string(), lastStep: z.number() });

/** The account's second factor as it was sealed; undefined without one. */
export function openTotp(
  secrets: ShopSecrets,
  row: Pick<StaffRow, 'staff_id' | 'totp_sealed'>,
): TotpSecret | undefined {
  if (!row.totp_sealed) return undefined;
  return stored.parse(JSON.parse(secrets.open(purpose(row), row.totp_sealed)));
}

/** Seals the second factor with the step that was used last. */
export async function saveTotp(sql: Sql, secrets: ShopSecrets, row: StaffRow, totp: TotpSecret): Promise<void> {
  await sql`
    update staff set totp_sealed = ${secrets.seal(purpose(row), JSON.stringify(totp))}
    where shop_id = ${row.shop_id} and staff_id = ${row.staff_id}`;
}

/** Begins to set up the second factor; it counts only after `confirmTotp`. AppError 'conflict' when there is one already. */
export async function startTotp(
  parts: StaffParts,
  who: SignedIn,
  shopName: string,
): Promise<{ secret: string; otpauthUrl: string }> {
  const secrets = await parts.secrets.forShop(who.shopId);
  const made = makeTotp(who.staff.email, shopName);
  await parts.database.inShop(who.shopId, async (sql) => {
    const row = await lockedRow(sql, who);
    if (row.totp_enabled_at)
      throw new AppError('conflict', 'the second factor is on already', { userMessageKey: 'problem.totp-on' });
    await saveTotp(sql, secrets, row, made.totp);
  });
  return { secret: made.totp.secret, otpauthUrl: made.otpauthUrl };
}

/** Turns the second factor on with a first right code; false for a wrong one. */
export async function confirmTotp(parts: StaffParts, who: SignedIn, code: string): Promise<boolean> {
  const secrets = await parts.secrets.forShop(who.shopId);
  const now = parts.clock.now();
  return await parts.database.inShop(who.shopId, async (sql) => {
    const row = await lockedRow(sql, who);
    const totp = openTotp(secrets, row);
    const step = totp && checkTotp(totp, code, now);
    if (!totp || step === undefined || row.totp_enabled_at) return false;
    await saveTotp(sql, secrets, row, { ...totp, lastStep: step });
    await sql`
      update staff set totp_enabled_at = ${now} where shop_id = ${who.shopId} and staff_id = ${who.staff.staffId}`;
    await audit(sql, who, 'totp.enabled', now);
    return true;
  });
}

/** Turns the second factor off; needs the password again. False for a wrong one. */
export async function removeTotp(parts: StaffParts, who: SignedIn, password: string): Promise<boolean> {
  const row = await parts.database.inShop(who.shopId, (sql) => findRow(sql, who.shopId, who.staff.staffId));
  if (!(await isPasswordRight(row?.password_hash ?? undefined, password))) return false;
  const now = parts.clock.now();
  await parts.database.inShop(who.shopId, async (sql) => {
    await sql`
      update staff set totp_sealed = null, totp_enabled_at = null
      where shop_id = ${who.shopId} and staff_id = ${who.staff.staffId}`;
    await audit(sql, who, 'totp.removed', now);
  });
  return true;
}

async function lockedRow(sql: Sql, who: SignedIn): Promise<StaffRow> {
  const row = await findRow(sql, who.shopId, who.staff.staffId, { lock: true });
  if (!row) throw new AppError('unauthenticated', 'the account is gone');
  return row;
}

async function audit(sql: Sql, who: SignedIn, action: AuditAction, now: Date): Promise<void> {
  await appendAudit(sql, {
    shopId: who.shopId,
    actor: { kind: 'staff', staffId: who.staff.staffId, name: who.staff.name },
    action,
    target: `staff/${who.staff.staffId}`,
    now,
  });
}

function purpose(row: Pick<StaffRow, 'staff_id'>): string {
  return `staff/totp_sealed/${row.staff_id}`;
}

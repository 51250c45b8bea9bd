import type { Clock, Database, OutboxRelay, Secrets, ShopId, ShopSecrets, Sql } from '../platform/index.ts';
import { appendAudit } from './audit.ts';
import { type FailedSignIns, lockSeconds } from './failed-sign-ins.ts';
import { isPasswordRight } from './passwords.ts';
import { insertSession } from './sessions.ts';
import { findRow, findRowByEmail, normalEmail, type StaffRow, toStaffMember } from './staff-store.ts';
import { checkTotp } from './totp.ts';
import { openTotp, saveTotp } from './totp-store.ts';
import type { StaffMember } from './types.ts';

export type StaffParts = { database: Database; clock: Clock; secrets: Secrets; relay: OutboxRelay };

export type SignInInput = {
  shopId: ShopId;
  email: string;
  password: string;
  /** Six digits of the authenticator app. */
  code?: string;
  /** Network address of the caller. */
  address: string;
  userAgent: string;
};

/** `refused` says nothing about what was wrong: e-mail, password and code answer alike. */
export type SignInOutcome =
  | { kind: 'signed-in'; token: string; staff: StaffMember; expiresAt: Date }
  | { kind: 'needs-code' }
  | { kind: 'refused' }
  | { kind: 'locked'; retryAfterSeconds: number };

/** Signs a member of staff in; every path that fails takes the time of one password check. */
export async function signIn(parts: StaffParts, failed: FailedSignIns, input: SignInInput): Promise<SignInOutcome> {
  const account = `${input.shopId}/${normalEmail(input.email)}`;
  const locked = failed.lockedSeconds(account, input.address);
  if (locked > 0) return { kind: 'locked', retryAfterSeconds: locked };
  const row = await parts.database.inShop(input.shopId, (sql) => findRowByEmail(sql, input.shopId, input.email));
  const stillLocked = row?.locked_until ? secondsUntil(row.locked_until, parts.clock.now()) : 0;
  if (stillLocked > 0) return { kind: 'locked', retryAfterSeconds: stillLocked };
  const isRight = await isPasswordRight(
    row?.disabled_at ? undefined : (row?.password_hash ?? undefined),
    input.password,
  );
  if (!row || !isRight) {
    failed.fail(account, input.address);
    if (row) await countFailure(parts, row);
    return { kind: 'refused' };
  }
  if (row.totp_enabled_at !== null && input.code === undefined) return { kind: 'needs-code' };
  const secrets = row.totp_enabled_at === null ? undefined : await parts.secrets.forShop(input.shopId);
  const outcome = await parts.database.inShop(input.shopId, (sql) =>
    openSession(sql, row, secrets, input, parts.clock.now()),
  );
  if (outcome.kind === 'signed-in') {
    failed.succeed(account);
    return outcome;
  }
  failed.fail(account, input.address);
  await countFailure(parts, row);
  return outcome;
}

async function openSession(
  sql: Sql,
  seen: StaffRow,
  secrets: ShopSecrets | undefined,
  input: SignInInput,
  now: Date,
): Promise<SignInOutcome> {
  const row = await findRow(sql, input.shopId, seen.staff_id, { lock: true });
  if (!row || row.disabled_at !== null || row.password_hash !== seen.password_hash) return { kind: 'refused' };
  if (secrets && !(await spendCode(sql, row, secrets, input.code ?? '', now))) return { kind: 'refused' };
  if (row.failed_sign_ins > 0 || row.locked_until)
    await sql`
      update staff set failed_sign_ins = 0, locked_until = null
      where shop_id = ${row.shop_id} and staff_id = ${row.staff_id}`;
  const session = await insertSession(sql, {
    shopId: row.shop_id,
    staffId: row.staff_id,
    userAgent: input.userAgent,
    now,
  });
  await appendAudit(sql, {
    shopId: row.shop_id,
    actor: { kind: 'staff', staffId: row.staff_id, name: row.name },
    action: 'session.opened',
    target: `session/${session.sessionId}`,
    details: { address: input.address },
    now,
  });
  return { kind: 'signed-in', token: session.token, staff: toStaffMember(row), expiresAt: session.expiresAt };
}

async function spendCode(sql: Sql, row: StaffRow, secrets: ShopSecrets, code: string, now: Date): Promise<boolean> {
  const totp = openTotp(secrets, row);
  const step = totp && checkTotp(totp, code, now);
  if (!totp || step === undefined) return false;
  await saveTotp(sql, secrets, row, { ...totp, lastStep: step });
  return true;
}

/** Failures are also kept with the account, so that a restart or another node does not forget them. */
async function countFailure(parts: StaffParts, row: StaffRow): Promise<void> {
  const now = parts.clock.now();
  await parts.database.inShop(row.shop_id, async (sql) => {
    const [counted] = await sql<{ failures: number }[]>`
      update staff set failed_sign_ins = failed_sign_ins + 1
      where shop_id = ${row.shop_id} and staff_id = ${row.staff_id} returning failed_sign_ins as failures`;
    const seconds = lockSeconds(counted?.failures ?? 0);
    if (seconds === 0) return;
    await sql`
      update staff set locked_until = ${new Date(now.getTime() + seconds * 1_000)}
      where shop_id = ${row.shop_id} and staff_id = ${row.staff_id}`;
    await appendAudit(sql, {
      shopId: row.shop_id,
      actor: { kind: 'system' },
      action: 'account.locked',
      target: `staff/${row.staff_id}`,
      details: { failures: counted?.failures ?? 0, seconds },
      now,
    });
  });
}

function secondsUntil(end: Date, now: Date): number {
  return Math.max(0, Math.ceil((end.getTime() - now.getTime()) / 1_000));
}

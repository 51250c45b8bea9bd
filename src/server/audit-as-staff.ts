import { type AuditAction, type AuditDetails, appendAudit, type SignedIn } from '../staff/index.ts';
import type { ServerParts } from './server-parts.ts';

/** Writes into the shop's trail what somebody who is signed in has done. */
export async function auditAsStaff(
  { walk }: ServerParts,
  who: SignedIn,
  { action, target, details = {} }: { action: AuditAction; target: string; details?: AuditDetails },
): Promise<void> {
  const actor = { kind: 'staff' as const, staffId: who.staff.staffId, name: who.staff.name };
  const { shopId } = who;
  await walk.database.inShop(shopId, (sql) =>
    appendAudit(sql, { shopId, actor, action, target, details, now: walk.clock.now() }),
  );
}

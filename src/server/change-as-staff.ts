import { appendOutbox, type Sql } from '../platform/index.ts';
import { type AuditAction, type AuditDetails, appendAudit, type SignedIn } from '../staff/index.ts';
import type { ServerParts } from './server-parts.ts';

/** One change by somebody who is signed in, with its line in the audit trail and the news that makes every node go by it. */
export async function changeAsStaff(
  { walk }: ServerParts,
  { shopId, staff }: SignedIn,
  { action, details, changed }: { action: AuditAction; details: AuditDetails; changed: 'routing' | 'team' },
  write: (sql: Sql) => Promise<void>,
): Promise<void> {
  const actor = { kind: 'staff' as const, staffId: staff.staffId, name: staff.name };
  await walk.database.inShop(shopId, async (sql) => {
    await write(sql);
    await appendAudit(sql, { shopId, actor, action, target: 'shop', details, now: walk.clock.now() });
    await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: [changed] } }]);
  });
  walk.relay.wake(shopId);
}

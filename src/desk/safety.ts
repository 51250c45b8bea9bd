import { readSafetySettings, type SafetySettings } from '../commerce/index.ts';
import { appendOutbox, type Sql } from '../platform/index.ts';
import { appendAudit, type SignedIn } from '../staff/index.ts';
import { auditActorOf, type DeskParts } from './desk-parts.ts';

/** How far Peakdesk may go by itself in this shop. */
export async function readSafety(parts: DeskParts, who: SignedIn): Promise<SafetySettings> {
  return parts.database.inShop(who.shopId, (sql) => findSafety(sql, who));
}

/** Sets it anew as a whole; every change is written into the trail. It holds from the next action on. */
export async function saveSafety(parts: DeskParts, who: SignedIn, safety: SafetySettings): Promise<SafetySettings> {
  const { shopId } = who;
  return parts.database.inShop(shopId, async (sql) => {
    const stored = JSON.parse(JSON.stringify({ safety }));
    await sql`update shops set settings = settings || ${sql.json(stored)} where shop_id = ${shopId}`;
    await appendOutbox(sql, [{ type: 'settings.changed', shopId, payload: { changed: ['safety'] } }]);
    const details = { safety: JSON.stringify(safety) };
    const actor = auditActorOf(who);
    await appendAudit(sql, {
      shopId,
      actor,
      action: 'safety.changed',
      target: 'shop',
      details,
      now: parts.clock.now(),
    });
    return findSafety(sql, who);
  });
}

async function findSafety(sql: Sql, { shopId }: SignedIn): Promise<SafetySettings> {
  const [row] = await sql<
    { safety: unknown }[]
  >`select settings -> 'safety' as safety from shops where shop_id = ${shopId}`;
  return readSafetySettings(row?.safety);
}

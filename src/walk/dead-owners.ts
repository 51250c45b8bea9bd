import { hostname } from 'node:os';
import { type ConversationId, type Database, isDeadHere, type ShopId } from '../platform/index.ts';

/**
 * Gives back the turns that processes of this machine held when they died, so that their conversations go on at once and not
 * when the lease runs out. Returns how many.
 */
export async function releaseDeadTurns(database: Database, own: string): Promise<number> {
  const held = await database.asScheduler(
    (sql) => sql<{ shopId: ShopId; conversationId: ConversationId; owner: string }[]>`
      select shop_id as "shopId", conversation_id as "conversationId", lease_owner as owner from turns_due
      where lease_owner is not null and lease_owner like ${`${hostname()}/%`} limit 1000`,
  );
  const dead = held.filter(({ owner }) => isDeadHere(owner, own));
  for (const { shopId, conversationId, owner } of dead) {
    await database.inShop(
      shopId,
      (sql) => sql`
        update turns_due set lease_until = null, lease_owner = null
        where shop_id = ${shopId} and conversation_id = ${conversationId} and lease_owner = ${owner}`,
    );
  }
  return dead.length;
}

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ConversationId, Database, ShopId } from '../platform/index.ts';

/** Name under which this process holds turns: machine, process, and something that tells two lives of one process number apart. */
export function makeOwner(): string {
  return [hostname(), process.pid, randomUUID()].join('/');
}

/** Whether an owner is a process of this machine that lives no more; of other machines nobody knows. */
export function isDeadHere(owner: string, own: string): boolean {
  const [host, pid] = owner.split('/');
  if (owner === own || host !== hostname() || pid === undefined || !/^\d+$/.test(pid)) return false;
  // The same number in another life is a process that is gone.
  return Number(pid) === process.pid || !doesLive(Number(pid));
}

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

function doesLive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

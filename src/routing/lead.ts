import type { ConversationId, ShopId, Sql } from '../platform/index.ts';
import type { Place } from './places.ts';

/** How long a process routes a shop without saying so again. */
export const leadMilliseconds = 5_000;

/** Who routes the shop: this process, or another for so long at least; `hasWaiting` tells whether there is anything to do. */
export type Lead = { kind: 'ours' } | { kind: 'other'; milliseconds: number; hasWaiting: boolean };

/**
 * Takes or keeps the lead of a shop, by the database's clock. Call it while holding the shop's lock; `isFresh` says that the lease was
 * renewed a moment ago and need not be written again.
 */
export async function takeLead(sql: Sql, shopId: ShopId, node: string, isFresh: boolean): Promise<Lead> {
  if (isFresh) {
    const kept = await sql`
      select 1 from routing_leads where shop_id = ${shopId} and node = ${node} and lease_until > now()`;
    if (kept.length > 0) return { kind: 'ours' };
  }
  const taken = await sql`
    insert into routing_leads (shop_id, node, lease_until)
    values (${shopId}, ${node}, now() + ${leadMilliseconds}::float * interval '1 millisecond')
    on conflict (shop_id) do update set node = excluded.node, lease_until = excluded.lease_until
    where routing_leads.node = excluded.node or routing_leads.lease_until <= now()
    returning 1`;
  if (taken.length > 0) return { kind: 'ours' };
  const [row] = await sql<{ milliseconds: number; has_waiting: boolean }[]>`
    select greatest(0, extract(epoch from lease_until - now()) * 1000)::float as milliseconds,
      exists (select 1 from queue_entries where shop_id = ${shopId} and status = 'waiting') as has_waiting
    from routing_leads where shop_id = ${shopId}`;
  return { kind: 'other', milliseconds: row?.milliseconds ?? 0, hasWaiting: row?.has_waiting ?? false };
}

/** Gives the lead of a shop up, so that another process takes it at once. */
export async function giveLeadUp(sql: Sql, shopId: ShopId, node: string): Promise<void> {
  await sql`delete from routing_leads where shop_id = ${shopId} and node = ${node}`;
}

/** Places and waits as the process that routes the shop has told them last. */
export async function readToldPlaces(sql: Sql, shopId: ShopId): Promise<Place[]> {
  const rows = await sql<
    { entry_id: string; conversation_id: ConversationId; position: number; p50: number | null; p90: number | null }[]
  >`
    select entry_id, conversation_id, told_position as position, told_wait_seconds as p50, coalesce(told_wait_p90, first_told_p90) as p90
    from queue_entries where shop_id = ${shopId} and status = 'waiting' and told_position is not null`;
  return rows.map(({ entry_id, conversation_id, position, p50, p90 }) => ({
    entryId: entry_id,
    conversationId: conversation_id,
    position,
    ...(p50 === null ? {} : { wait: { p50, p90: Math.max(p50, p90 ?? p50) } }),
  }));
}

/** What this process knows of who leads, so that it asks only when that may have changed. */
export function createLeads(node: string) {
  const renewedAt = new Map<ShopId, number>();
  const elsewhereUntil = new Map<ShopId, number>();
  return {
    /** How long somebody else's lease is known to last; 0 when it may be taken. */
    elsewhereMilliseconds: (shopId: ShopId) => Math.max(0, (elsewhereUntil.get(shopId) ?? 0) - performance.now()),
    /** Another process has just told places: it leads for a while yet. */
    isLedElsewhere: (shopId: ShopId) => {
      renewedAt.delete(shopId);
      elsewhereUntil.set(shopId, performance.now() + leadMilliseconds / 2);
    },
    forget: (shopId: ShopId) => void elsewhereUntil.delete(shopId),
    ours: () => [...renewedAt.keys()],
    take: async (sql: Sql, shopId: ShopId): Promise<Lead> => {
      const now = performance.now();
      const isFresh = now - (renewedAt.get(shopId) ?? Number.NEGATIVE_INFINITY) < leadMilliseconds / 2.5;
      const lead = await takeLead(sql, shopId, node, isFresh);
      if (lead.kind === 'ours') {
        if (!isFresh) renewedAt.set(shopId, now);
        elsewhereUntil.delete(shopId);
      } else {
        renewedAt.delete(shopId);
        elsewhereUntil.set(shopId, now + lead.milliseconds);
      }
      return lead;
    },
  };
}

import type { EntryUses } from '../knowledge/index.ts';
import type { ShopId, Sql } from '../platform/index.ts';

const daysLookedAt = 30;

/**
 * How approved answers fared in the last thirty days, from the turns' traces: told how often, and how often this turn or the
 * next one of the conversation went to a person.
 */
export async function readEntryUses(sql: Sql, shopId: ShopId, now: Date): Promise<EntryUses> {
  const since = new Date(now.getTime() - daysLookedAt * 24 * 3_600_000);
  const rows = await sql<{ id: string; hits: number; handedOver: number }[]>`
    with turns as (
      select trace -> 'facts' as facts, trace -> 'handOff' is not null as handed,
        lead(trace -> 'handOff' is not null) over (partition by conversation_id order by created_at) as next_handed
      from turn_traces where shop_id = ${shopId} and created_at >= ${since} and created_at <= ${now})
    select substr(fact ->> 'id', 5) as id, count(*)::int as hits,
      count(*) filter (where handed or coalesce(next_handed, false))::int as "handedOver"
    from turns, jsonb_array_elements(facts) as fact
    where fact ->> 'id' like 'faq:%' group by 1`;
  const [counted] = await sql<{ turns: number; first: Date | null }[]>`
    select count(*)::int as turns, min(created_at) as first from turn_traces
    where shop_id = ${shopId} and created_at >= ${since} and created_at <= ${now}`;
  const released = await sql<{ id: string; at: Date }[]>`
    select substr(i.item_id, 5) as id, r.created_at as at from knowledge_items i
    join knowledge_releases r on r.shop_id = i.shop_id and r.release = i.from_release
    where i.shop_id = ${shopId} and i.kind = 'faq' and i.to_release is null`;
  return {
    since: counted?.first ?? now,
    turns: counted?.turns ?? 0,
    byEntry: new Map(rows.map(({ id, hits, handedOver }) => [id, { hits, handedOver }])),
    releasedAt: new Map(released.map(({ id, at }) => [id, at])),
  };
}

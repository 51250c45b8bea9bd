import { v7 } from 'uuid';
import { type Database, enqueueJob, type ShopId, type Sql } from '../platform/index.ts';
import { publicBody, publicEventTypes, type ToldRow } from './public-events.ts';

/** Name of the job that sends what is due to one endpoint. */
export const sendJob = 'send-webhooks';

/** Events taken together. */
const batchSize = 200;
/** A row that was not seen at the last look is published after it; this is for clocks that jump. */
const overlapSeconds = 5;

type GatherParts = { database: Database; now(): Date };

/**
 * Makes messages of what has been committed since the last look, one for each endpoint that wants it, and the jobs that send them:
 * one transaction, so that each event becomes exactly one message whichever processes look. Answers how many events were taken.
 */
export async function gatherEvents(parts: GatherParts, shopId: ShopId): Promise<number> {
  let taken = 0;
  for (let isMore = true; isMore; ) {
    const some = await parts.database.inShop(shopId, (sql) => gatherSome(sql, shopId, parts.now()));
    taken += some.taken;
    isMore = some.isMore;
  }
  return taken;
}

async function gatherSome(sql: Sql, shopId: ShopId, now: Date): Promise<{ taken: number; isMore: boolean }> {
  // Whoever holds this row looks; the others look after it and find nothing.
  const [reading] = await sql<{ since: string; begin: string }[]>`
    select (read_until - ${overlapSeconds}::float * interval '1 second')::text as since, now()::text as begin
    from webhook_readings where shop_id = ${shopId} for update`;
  if (reading === undefined) return { taken: 0, isMore: false };
  const rows = await readWanted(sql, shopId, reading.since);
  const events = rows.flatMap((row) => {
    const body = publicBody(shopId, row);
    if (body === undefined) return [];
    const { outboxId, position, type, at } = row;
    return [{ eventId: v7(), outboxId, position, type, body, at }];
  });
  if (events.length > 0) await writeMessages(sql, shopId, events, now);
  // Rows that cannot be read are never taken: a full batch of nothing else would be read for ever.
  const isMore = rows.length === batchSize && events.length > 0;
  if (!isMore)
    await sql`update webhook_readings set read_until = ${reading.begin}::text::timestamptz where shop_id = ${shopId}`;
  return { taken: events.length, isMore };
}

type Wanted = ToldRow & { outboxId: number; position: number };

/** Events that at least one endpoint wants and that have not been taken yet, oldest first. A row may hold several, each with its place. */
async function readWanted(sql: Sql, shopId: ShopId, since: string): Promise<Wanted[]> {
  return await sql<Wanted[]>`
    select r.outbox_id as "outboxId", o.position, o.type, o.payload, r.created_at as at, o.conversation_id as "conversationId",
      c.channel_id as channel, c.customer_id as "customerId", p.store_customer_id as "storeCustomerId"
    from outbox r
    cross join lateral (
      select 0 as position, r.type, r.payload, r.conversation_id
      union all
      select nth::int, one->>'type', one->'payload', (one->>'conversation')::uuid
      from jsonb_array_elements(r.further) with ordinality as further(one, nth) where one ? 'conversation'
    ) as o
    left join conversations c on c.shop_id = r.shop_id and c.conversation_id = o.conversation_id
    left join customers p on p.shop_id = c.shop_id and p.customer_id = c.customer_id
    where r.shop_id = ${shopId} and o.type = any(${[...publicEventTypes]})
      and (r.published_at is null or r.published_at > ${since}::text::timestamptz)
      and exists (select 1 from webhook_endpoints e where e.shop_id = r.shop_id and ${wants(sql)})
      and not exists (
        select 1 from webhook_events w where w.shop_id = r.shop_id and w.outbox_id = r.outbox_id and w.position = o.position)
    order by r.outbox_id, o.position limit ${batchSize}`;
}

/** Whether endpoint `e` wants the event `o` of the row `r`. */
function wants(sql: Sql) {
  return sql`e.is_on and (e.types = '{}' or o.type = any(e.types)) and r.created_at >= e.listens_since`;
}

type NewEvent = Pick<Wanted, 'outboxId' | 'position' | 'type' | 'at'> & { eventId: string; body: string };

async function writeMessages(sql: Sql, shopId: ShopId, events: readonly NewEvent[], now: Date): Promise<void> {
  await sql`
    insert into webhook_events (shop_id, event_id, outbox_id, position, type, body, occurred_at, created_at)
    select ${shopId}, "eventId", "outboxId", position, type, body, at, ${now}
    from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb)
      as ("eventId" uuid, "outboxId" bigint, position int, type text, body text, at timestamptz)`;
  const wanted = await sql<{ endpointId: string; eventId: string }[]>`
    select e.endpoint_id as "endpointId", o.event_id as "eventId"
    from webhook_events o join outbox r on r.shop_id = o.shop_id and r.outbox_id = o.outbox_id
    join webhook_endpoints e on e.shop_id = o.shop_id and ${wants(sql)}
    where o.shop_id = ${shopId} and o.event_id = any(${events.map((event) => event.eventId)}::uuid[])
    order by o.outbox_id, o.position`;
  const deliveries = wanted.map((one) => ({ ...one, deliveryId: v7() }));
  await sql`
    insert into webhook_deliveries (shop_id, delivery_id, endpoint_id, event_id, next_try_at, created_at)
    select ${shopId}, "deliveryId", "endpointId", "eventId", ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::text::jsonb)
      as ("deliveryId" uuid, "endpointId" uuid, "eventId" uuid)`;
  for (const endpointId of new Set(wanted.map((one) => one.endpointId)))
    await enqueueSending(sql, shopId, { endpointId, at: now });
}

/** Makes the job that sends what is due at an endpoint then. Jobs for the same second are one. */
export async function enqueueSending(
  sql: Sql,
  shopId: ShopId,
  { endpointId, at, isRetry = false }: { endpointId: string; at: Date; isRetry?: boolean },
): Promise<void> {
  const second = new Date(Math.ceil(at.getTime() / 1_000) * 1_000);
  await enqueueJob(sql, {
    shopId,
    name: sendJob,
    payload: { endpointId },
    // A job for now must not be taken for one that runs already and has had its last look.
    ...(isRetry ? { runAt: second, uniqueKey: `${sendJob}/${endpointId}/${second.toISOString()}` } : { runAt: at }),
  });
}

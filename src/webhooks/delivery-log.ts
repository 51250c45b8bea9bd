import { AppError, type Database, type ShopId, type Sql } from '../platform/index.ts';
import { noEndpoint } from './endpoint-store.ts';
import { enqueueSending } from './gather-events.ts';
import { testEventType } from './public-events.ts';
import type { SendProblem } from './retry-rules.ts';
import type { DeliveryState, WebhookDelivery } from './types.ts';

/** How long the log is kept. */
const keptDays = 30;
/** Rows deleted together, so that nobody waits behind it. */
const stepRows = 1_000;

type Row = {
  delivery_id: string;
  endpoint_id: string;
  event_id: string;
  type: string;
  state: DeliveryState;
  tries: number;
  next_try_at: Date | null;
  tried_at: Date | null;
  status: number | null;
  problem: SendProblem | null;
  answer: string | null;
  milliseconds: number | null;
  occurred_at: Date;
  created_at: Date;
  body: string;
};

export type DeliveryFilter = {
  endpointId: string;
  state?: DeliveryState | undefined;
  type?: string | undefined;
  /** Last delivery of the page before. */
  before?: string | undefined;
  limit: number;
};

/** What was sent to an endpoint, newest first. */
export async function listDeliveries(sql: Sql, shopId: ShopId, filter: DeliveryFilter): Promise<WebhookDelivery[]> {
  const { endpointId, state, type, before, limit } = filter;
  const rows = await sql<Row[]>`
    select d.*, e.type, e.body, e.occurred_at
    from webhook_deliveries d join webhook_events e using (shop_id, event_id)
    where d.shop_id = ${shopId} and d.endpoint_id = ${endpointId}
      ${state === undefined ? sql`` : sql`and d.state = ${state}`}
      ${type === undefined ? sql`` : sql`and e.type = ${type}`}
      ${before === undefined ? sql`` : sql`and (d.created_at, d.delivery_id) < (select created_at, delivery_id from webhook_deliveries where shop_id = ${shopId} and delivery_id = ${before})`}
    order by d.created_at desc, d.delivery_id desc limit ${limit}`;
  return rows.map(toDelivery);
}

/** What is sent once more: one message whatever came of it, or all of an endpoint that have not arrived. */
export type ResendWish = { endpointId: string; deliveryId?: string | undefined };

/**
 * Makes messages due at once with all their tries before them, under the same id; answers how many. AppError 'conflict' where the
 * endpoint is off. What is under way just now is left alone.
 */
export async function resend(
  { database, now }: { database: Database; now(): Date },
  shopId: ShopId,
  { endpointId, deliveryId }: ResendWish,
): Promise<number> {
  return await database.inShop(shopId, async (sql) => {
    const [endpoint] = await sql<{ is_on: boolean }[]>`
      select is_on from webhook_endpoints where shop_id = ${shopId} and endpoint_id = ${endpointId} for no key update`;
    if (endpoint === undefined) throw noEndpoint();
    if (!endpoint.is_on)
      throw new AppError('conflict', 'the endpoint is off', { userMessageKey: 'problem.webhook-off' });
    const at = now();
    const which = deliveryId === undefined ? undelivered(sql, shopId) : sql`delivery_id = ${deliveryId}`;
    const due = await sql`
      update webhook_deliveries set state = 'waiting', tries = 0, next_try_at = ${at}, lease_until = null
      where shop_id = ${shopId} and endpoint_id = ${endpointId} and ${which} and (lease_until is null or lease_until <= now())`;
    // Whoever resends has repaired something: what the endpoint asked for before counts no more.
    await sql`
      update webhook_endpoints set paused_until = null where shop_id = ${shopId} and endpoint_id = ${endpointId}`;
    await enqueueSending(sql, shopId, { endpointId, at });
    return due.count;
  });
}

function undelivered(sql: Sql, shopId: ShopId) {
  return sql`state in ('failed', 'stopped')
    and event_id not in (select event_id from webhook_events where shop_id = ${shopId} and type = ${testEventType})`;
}

/** Deletes what is older than a month and waits for nothing. */
export async function pruneLog(database: Database, shopId: ShopId, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  let total = 0;
  for (let count = stepRows; count === stepRows; total += count) {
    const deleted = await database.inShop(
      shopId,
      (sql) => sql`
        delete from webhook_events where shop_id = ${shopId} and event_id in (
          select event_id from webhook_events e where shop_id = ${shopId} and created_at < ${before}
            and not exists (select 1 from webhook_deliveries d where d.shop_id = e.shop_id and d.event_id = e.event_id and d.state = 'waiting')
          order by created_at limit ${stepRows})`,
    );
    count = deleted.count;
  }
  return total;
}

function toDelivery(row: Row): WebhookDelivery {
  return {
    deliveryId: row.delivery_id,
    endpointId: row.endpoint_id,
    messageId: row.event_id,
    type: row.type,
    state: row.state,
    tries: row.tries,
    nextTryAt: row.next_try_at?.toISOString() ?? null,
    triedAt: row.tried_at?.toISOString() ?? null,
    status: row.status,
    problem: row.problem,
    answer: row.answer,
    milliseconds: row.milliseconds,
    occurredAt: row.occurred_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    body: row.body,
  };
}

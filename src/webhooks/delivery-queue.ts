import type { Secrets, ShopId, Sql } from '../platform/index.ts';
import { secretPurpose } from './endpoint-store.ts';

/** Messages of one endpoint that are under way at a time; only one while it fails, so that it is not buried. */
const mostUnderWay = { well: 8, failing: 1 };
/** After this time another process may send it again: far longer than a try takes. */
const leaseSeconds = 60;

/** A message that this process is to send now. */
export type TakenDelivery = { deliveryId: string; messageId: string; type: string; body: string; tries: number };

/** Where to and with which secrets. */
export type Target = {
  endpointId: string;
  url: string;
  allowsPrivate: boolean;
  /** Sealed; the one before the present one as long as it holds. */
  secrets: readonly Uint8Array[];
};

export type Taken =
  | { kind: 'taken'; target: Target; deliveries: readonly TakenDelivery[] }
  /** Off, gone, nothing due, or others are at it and look again when they are done. */
  | { kind: 'nothing' }
  | { kind: 'paused'; until: Date };

type EndpointRow = {
  url: string;
  allows_private: boolean;
  secret_sealed: Uint8Array;
  previous_sealed: Uint8Array | null;
  previous_until: Date | null;
  is_on: boolean;
  failing_since: Date | null;
  paused_until: Date | null;
};

/** Takes due messages of an endpoint for a while; what is taken counts as tried, also if the process dies over it. */
export async function takeDue(sql: Sql, shopId: ShopId, endpointId: string, now: Date): Promise<Taken> {
  // Held until the commit: whoever finds all places taken is certain that the others will look again.
  const [endpoint] = await sql<EndpointRow[]>`
    select * from webhook_endpoints
    where shop_id = ${shopId} and endpoint_id = ${endpointId} for no key update`;
  if (endpoint === undefined || !endpoint.is_on) return { kind: 'nothing' };
  if (endpoint.paused_until !== null && endpoint.paused_until > now)
    return { kind: 'paused', until: endpoint.paused_until };
  // Asked for after the lock, in a statement of its own: one that has waited would still see what was before.
  const [busy] = await sql<{ count: number }[]>`
    select count(*)::int as count from webhook_deliveries
    where shop_id = ${shopId} and endpoint_id = ${endpointId} and lease_until > now()`;
  const room = mostUnderWay[endpoint.failing_since === null ? 'well' : 'failing'] - (busy?.count ?? 0);
  const deliveries = room > 0 ? await take(sql, shopId, { endpointId, now, room }) : [];
  if (deliveries.length === 0) return { kind: 'nothing' };
  const { url, allows_private: allowsPrivate, secret_sealed, previous_sealed, previous_until } = endpoint;
  const isPreviousGood = previous_sealed !== null && previous_until !== null && previous_until > now;
  const secrets = isPreviousGood ? [secret_sealed, previous_sealed] : [secret_sealed];
  return { kind: 'taken', target: { endpointId, url, allowsPrivate, secrets }, deliveries };
}

async function take(
  sql: Sql,
  shopId: ShopId,
  { endpointId, now, room }: { endpointId: string; now: Date; room: number },
): Promise<TakenDelivery[]> {
  // Materialized, or a plan may look for the due ones again for each row and take more than there is room for.
  return await sql<TakenDelivery[]>`
    with due as materialized (
      select delivery_id from webhook_deliveries
      where shop_id = ${shopId} and endpoint_id = ${endpointId} and state = 'waiting' and next_try_at <= ${now}
        and (lease_until is null or lease_until <= now())
      order by next_try_at limit ${room} for update skip locked),
    taken as (
      update webhook_deliveries d set tries = d.tries + 1, lease_until = now() + ${leaseSeconds}::float * interval '1 second'
      from due where d.shop_id = ${shopId} and d.delivery_id = due.delivery_id
      returning d.delivery_id, d.event_id, d.tries)
    select t.delivery_id as "deliveryId", t.event_id as "messageId", e.type, e.body, t.tries
    from taken t join webhook_events e on e.shop_id = ${shopId} and e.event_id = t.event_id order by t.delivery_id`;
}

/** The keys that sign, opened. */
export async function openTarget(secrets: Secrets, shopId: ShopId, target: Target): Promise<readonly string[]> {
  const opened = await secrets.forShop(shopId);
  return target.secrets.map((sealed) => opened.open(secretPurpose(target.endpointId), sealed));
}

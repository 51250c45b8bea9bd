import type { Secrets, ShopId, Sql } from '../platform/index.ts';
import { secretPurpose, turnOff } from './endpoint-store.ts';
import { enqueueSending } from './gather-events.ts';
import { type AfterTry, decideAfterTry, type SendProblem, type TryOutcome } from './retry-rules.ts';

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
    where shop_id = ${shopId} and endpoint_id = ${endpointId} and state = 'waiting' and lease_until > now()`;
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
      order by next_try_at, delivery_id limit ${room} for update skip locked),
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

/** One try as it is kept. */
export type Tried = { outcome: TryOutcome; answer: string; milliseconds: number };

/**
 * Writes what came of a try, and what follows from it for message and endpoint. Answers why the endpoint is off now, where this try was
 * what did it. A try whose lease was lost to another process is written by that one.
 */
export async function storeTry(
  sql: Sql,
  shopId: ShopId,
  given: { endpointId: string; delivery: TakenDelivery; tried: Tried; now: Date; random: number },
): Promise<'gone' | 'failing' | undefined> {
  const { endpointId, delivery, tried, now, random } = given;
  if (tried.outcome.kind === 'answered' && tried.outcome.status >= 200 && tried.outcome.status < 300) {
    // The endpoint before the message, as everywhere: two that wait for each other would be ended by the database.
    await sql`
      update webhook_endpoints set failing_since = null, failures = 0, paused_until = null
      where shop_id = ${shopId} and endpoint_id = ${endpointId} and failing_since is not null`;
    await keepTry(sql, shopId, delivery, tried, { state: 'delivered' }, now);
    return undefined;
  }
  const [endpoint] = await sql<{ failures: number; failing_since: Date | null; is_on: boolean }[]>`
    select failures, failing_since, is_on from webhook_endpoints
    where shop_id = ${shopId} and endpoint_id = ${endpointId} for no key update`;
  if (endpoint === undefined) return undefined;
  const { failures, failing_since: failingSince } = endpoint;
  const after = decideAfterTry(tried.outcome, { tries: delivery.tries, failures, failingSince, now, random });
  if (!(await keepTry(sql, shopId, delivery, tried, after.message, now))) return undefined;
  await sql`
    update webhook_endpoints set failures = failures + 1, failing_since = coalesce(failing_since, ${now}),
      paused_until = ${after.endpoint.state === 'failing' ? after.endpoint.pausedUntil : null}
    where shop_id = ${shopId} and endpoint_id = ${endpointId}`;
  if (after.endpoint.state === 'off' && endpoint.is_on) {
    const { reason } = after.endpoint;
    await turnOff(sql, shopId, { endpointId, reason, now });
    return reason === 'by-hand' ? undefined : reason;
  }
  if (after.message.state === 'waiting')
    await enqueueSending(sql, shopId, { endpointId, at: after.message.nextTryAt, isRetry: true });
  return undefined;
}

async function keepTry(
  sql: Sql,
  shopId: ShopId,
  delivery: TakenDelivery,
  { outcome, answer, milliseconds }: Tried,
  message: AfterTry['message'],
  now: Date,
): Promise<boolean> {
  const status = outcome.kind === 'answered' ? outcome.status : null;
  const problem: SendProblem | null = outcome.kind === 'unanswered' ? outcome.problem : null;
  const kept = await sql`
    update webhook_deliveries set state = ${message.state}, lease_until = null, tried_at = ${now},
      next_try_at = ${message.state === 'waiting' ? message.nextTryAt : null}, status = ${status}, problem = ${problem},
      answer = ${answer}, milliseconds = ${Math.round(milliseconds)}
    where shop_id = ${shopId} and delivery_id = ${delivery.deliveryId} and tries = ${delivery.tries}
      and (state = 'waiting' or ${message.state === 'delivered'})`;
  return kept.count > 0;
}

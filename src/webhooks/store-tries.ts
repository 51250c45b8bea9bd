import type { ShopId, Sql } from '../platform/index.ts';
import type { TakenDelivery } from './delivery-queue.ts';
import { turnOff } from './endpoint-store.ts';
import { enqueueSending } from './gather-events.ts';
import { type AfterTry, decideAfterTry, type TryOutcome } from './retry-rules.ts';

/** What came of sending a message once. */
export type Tried = { outcome: TryOutcome; answer: string; milliseconds: number };
/** The same with the message that was sent. */
export type Try = { delivery: TakenDelivery; tried: Tried };

/** Why an endpoint was turned off by what it answered, or did not. */
export type OffByItself = 'gone' | 'failing';

type Endpoint = { failures: number; failing_since: Date | null; is_on: boolean };
type Decided = Try & { after: AfterTry };

/**
 * Writes what came of messages to one endpoint, and what follows for them and for it. Answers why the endpoint is off now, where these
 * tries were what did it. A try whose lease was lost to another process is written by that one.
 */
export async function storeTries(
  sql: Sql,
  shopId: ShopId,
  given: { endpointId: string; tries: readonly Try[]; now: Date; random(): number },
): Promise<OffByItself | undefined> {
  const { endpointId, tries, now, random } = given;
  const [endpoint] = await sql<Endpoint[]>`
    select failures, failing_since, is_on from webhook_endpoints
    where shop_id = ${shopId} and endpoint_id = ${endpointId} for no key update`;
  if (endpoint === undefined) return undefined;
  const { failures, failing_since: failingSince } = endpoint;
  const decided = tries.map(({ delivery, tried }) => {
    const situation = { tries: delivery.tries, failures, failingSince, now, random: random() };
    return { delivery, tried, after: decideAfterTry(tried.outcome, situation) };
  });
  const kept = await keep(sql, shopId, decided, now);
  await keepHealth(sql, shopId, { endpointId, endpoint, kept, now });
  const reason = reasonToTurnOff(kept);
  if (reason !== undefined && endpoint.is_on) {
    await turnOff(sql, shopId, { endpointId, reason, now });
    return reason;
  }
  for (const { after } of kept)
    if (after.message.state === 'waiting')
      await enqueueSending(sql, shopId, { endpointId, at: after.message.nextTryAt, isRetry: true });
  return undefined;
}

/** Writes the tries and gives back those that counted. What was delivered counts even if its endpoint was turned off meanwhile. */
async function keep(sql: Sql, shopId: ShopId, decided: readonly Decided[], now: Date): Promise<readonly Decided[]> {
  const rows = decided.map(({ delivery, tried, after: { message } }) => ({
    delivery: delivery.deliveryId,
    tries: delivery.tries,
    state: message.state,
    next: message.state === 'waiting' ? message.nextTryAt : null,
    status: tried.outcome.kind === 'answered' ? tried.outcome.status : null,
    problem: tried.outcome.kind === 'unanswered' ? tried.outcome.problem : null,
    answer: tried.answer,
    milliseconds: Math.round(tried.milliseconds),
  }));
  const kept = await sql<{ id: string }[]>`
    update webhook_deliveries d set state = t.state, lease_until = null, tried_at = ${now}, next_try_at = t.next,
      status = t.status, problem = t.problem, answer = t.answer, milliseconds = t.milliseconds
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as t (delivery uuid, tries int, state text, next timestamptz,
      status int, problem text, answer text, milliseconds int)
    where d.shop_id = ${shopId} and d.delivery_id = t.delivery and d.tries = t.tries
      and (d.state = 'waiting' or t.state = 'delivered')
    returning d.delivery_id as id`;
  const ids = new Set(kept.map((row) => row.id));
  return decided.filter(({ delivery }) => ids.has(delivery.deliveryId));
}

/** Counts failures since the last success; one that is well and stays so is not written. */
async function keepHealth(
  sql: Sql,
  shopId: ShopId,
  given: { endpointId: string; endpoint: Endpoint; kept: readonly Decided[]; now: Date },
): Promise<void> {
  const { endpointId, endpoint, kept, now } = given;
  const hasSuccess = kept.some(isDelivered);
  const failed = kept.filter((one) => !isDelivered(one));
  if (failed.length === 0 && (!hasSuccess || endpoint.failing_since === null)) return;
  const before = hasSuccess ? { failures: 0, failing_since: null } : endpoint;
  const pauses = failed.flatMap(({ after }) =>
    after.endpoint.state === 'failing' && after.endpoint.pausedUntil ? [after.endpoint.pausedUntil.getTime()] : [],
  );
  await sql`
    update webhook_endpoints set failures = ${before.failures + failed.length},
      failing_since = ${failed.length === 0 ? null : (before.failing_since ?? now)},
      paused_until = ${pauses.length === 0 ? null : new Date(Math.max(...pauses))}
    where shop_id = ${shopId} and endpoint_id = ${endpointId}`;
}

function reasonToTurnOff(kept: readonly Decided[]): OffByItself | undefined {
  const reasons = kept.flatMap(({ after }) => (after.endpoint.state === 'off' ? [after.endpoint.reason] : []));
  if (reasons.includes('gone')) return 'gone';
  return reasons.includes('failing') && !kept.some(isDelivered) ? 'failing' : undefined;
}

function isDelivered({ after }: Decided): boolean {
  return after.message.state === 'delivered';
}

import { v7 } from 'uuid';
import { AppError, type Database, makeWebhookSecret, type Secrets, type ShopId, type Sql } from '../platform/index.ts';
import type { PublicEventType } from './public-events.ts';
import type { OffReason } from './retry-rules.ts';
import type { EndpointInput, WebhookEndpoint } from './types.ts';

export type EndpointParts = { database: Database; secrets: Secrets; now(): Date };

/** Endpoints of one shop; every event is written once for each of them. */
export const mostEndpoints = 20;

/** Hours in which the secret before the present one still signs, where nobody says another number. */
export const usualKeepHours = 24;

type Row = {
  endpoint_id: string;
  url: string;
  description: string;
  types: PublicEventType[];
  allows_private: boolean;
  is_on: boolean;
  off_reason: OffReason | null;
  off_at: Date | null;
  failing_since: Date | null;
  failures: number;
  paused_until: Date | null;
  previous_until: Date | null;
  created_at: Date;
  waiting: number;
};

/** Makes an endpoint that hears of everything from now on; its secret is told this once. AppError 'conflict' for one too many. */
export async function addEndpoint(
  parts: EndpointParts,
  shopId: ShopId,
  input: EndpointInput,
): Promise<{ endpointId: string; secret: string }> {
  const endpointId = v7();
  const secret = makeWebhookSecret();
  const sealed = (await parts.secrets.forShop(shopId)).seal(secretPurpose(endpointId), secret);
  const now = parts.now();
  const { url, description, types, allowsPrivate } = input;
  await parts.database.inShop(shopId, async (sql) => {
    // Also what keeps two that are made at the same time from being one too many.
    await startReading(sql, shopId);
    const [count] = await sql<{ count: number }[]>`
      select count(*)::int as count from webhook_endpoints where shop_id = ${shopId}`;
    if ((count?.count ?? 0) >= mostEndpoints)
      throw new AppError('conflict', `a shop has at most ${mostEndpoints} webhook endpoints`, {
        userMessageKey: 'problem.too-many-webhooks',
      });
    await sql`
      insert into webhook_endpoints (shop_id, endpoint_id, url, description, types, allows_private, secret_sealed, listens_since, created_at)
      values (${shopId}, ${endpointId}, ${url}, ${description}, ${[...types]}, ${allowsPrivate}, ${sealed}, now(), ${now})`;
  });
  return { endpointId, secret };
}

/** Changes what is entered of an endpoint; its secret and its log stay. AppError 'not-found' where there is none. */
export async function changeEndpoint(
  { database }: EndpointParts,
  shopId: ShopId,
  { endpointId, input }: { endpointId: string; input: EndpointInput },
): Promise<void> {
  const { url, description, types, allowsPrivate } = input;
  const changed = await database.inShop(
    shopId,
    (sql) => sql`
      update webhook_endpoints set url = ${url}, description = ${description}, types = ${[...types]}, allows_private = ${allowsPrivate}
      where shop_id = ${shopId} and endpoint_id = ${endpointId}`,
  );
  if (changed.count === 0) throw noEndpoint();
}

/** Turns an endpoint on or off. On again it begins anew with what happens from then on; what it missed is resent by hand. */
export async function switchEndpoint(
  { database, now }: EndpointParts,
  shopId: ShopId,
  { endpointId, isOn }: { endpointId: string; isOn: boolean },
): Promise<void> {
  await database.inShop(shopId, async (sql) => {
    const at = now();
    if (!isOn) return await turnOff(sql, shopId, { endpointId, reason: 'by-hand', now: at });
    await startReading(sql, shopId);
    const changed = await sql`
      update webhook_endpoints set is_on = true, off_reason = null, off_at = null, failing_since = null, failures = 0,
        paused_until = null, listens_since = case when is_on then listens_since else now() end
      where shop_id = ${shopId} and endpoint_id = ${endpointId}`;
    if (changed.count === 0) throw noEndpoint();
  });
}

/** Turns an endpoint off and stops what waits for it, in the caller's transaction. AppError 'not-found' where there is none. */
export async function turnOff(
  sql: Sql,
  shopId: ShopId,
  { endpointId, reason, now }: { endpointId: string; reason: OffReason; now: Date },
): Promise<void> {
  const changed = await sql`
    update webhook_endpoints set is_on = false, off_reason = coalesce(off_reason, ${reason}), off_at = coalesce(off_at, ${now})
    where shop_id = ${shopId} and endpoint_id = ${endpointId}`;
  if (changed.count === 0) throw noEndpoint();
  await sql`
    update webhook_deliveries set state = 'stopped', next_try_at = null
    where shop_id = ${shopId} and endpoint_id = ${endpointId} and state = 'waiting'`;
}

/** Forgets an endpoint with its log; false where there is none. */
export async function removeEndpoint(
  { database }: EndpointParts,
  shopId: ShopId,
  endpointId: string,
): Promise<boolean> {
  return await database.inShop(shopId, async (sql) => {
    await sql`select 1 from webhook_readings where shop_id = ${shopId} for update`;
    const gone = await sql`delete from webhook_endpoints where shop_id = ${shopId} and endpoint_id = ${endpointId}`;
    await sql`
      delete from webhook_readings where shop_id = ${shopId}
        and not exists (select 1 from webhook_endpoints where shop_id = ${shopId})`;
    return gone.count > 0;
  });
}

/** Gives an endpoint a new secret, told this once; the old one signs beside it for some hours (0: not at all). */
export async function rotateSecret(
  { database, secrets, now }: EndpointParts,
  shopId: ShopId,
  { endpointId, keepHours }: { endpointId: string; keepHours: number },
): Promise<{ secret: string; previousSecretUntil: string }> {
  const secret = makeWebhookSecret();
  const sealed = (await secrets.forShop(shopId)).seal(secretPurpose(endpointId), secret);
  const until = new Date(now().getTime() + keepHours * 3_600_000);
  const changed = await database.inShop(
    shopId,
    (sql) => sql`
      update webhook_endpoints set previous_sealed = secret_sealed, previous_until = ${until}, secret_sealed = ${sealed}
      where shop_id = ${shopId} and endpoint_id = ${endpointId}`,
  );
  if (changed.count === 0) throw noEndpoint();
  return { secret, previousSecretUntil: until.toISOString() };
}

/** The shop's endpoints, oldest first. */
export async function listEndpoints({ database, now }: EndpointParts, shopId: ShopId): Promise<WebhookEndpoint[]> {
  const rows = await database.inShop(
    shopId,
    (sql) => sql<Row[]>`
      select e.*, (select count(*)::int from webhook_deliveries d
        where d.shop_id = e.shop_id and d.endpoint_id = e.endpoint_id and d.state = 'waiting') as waiting
      from webhook_endpoints e where e.shop_id = ${shopId} order by e.created_at, e.endpoint_id`,
  );
  return rows.map((row) => toEndpoint(row, now()));
}

/** What a sealed secret is bound to. */
export function secretPurpose(endpointId: string): string {
  return `webhook_endpoints/secret/${endpointId}`;
}

/** The error for an endpoint that is not there (any more). */
export function noEndpoint(): AppError {
  return new AppError('not-found', 'no such webhook endpoint', { field: 'endpointId' });
}

/** The outbox has the database's time, so that is what its readers go by. */
async function startReading(sql: Sql, shopId: ShopId): Promise<void> {
  await sql`
    insert into webhook_readings (shop_id, read_until) values (${shopId}, now())
    on conflict (shop_id) do update set read_until = webhook_readings.read_until`;
}

function toEndpoint(row: Row, now: Date): WebhookEndpoint {
  const ifAhead = (at: Date | null) => (at !== null && at > now ? at.toISOString() : null);
  return {
    endpointId: row.endpoint_id,
    url: row.url,
    description: row.description,
    types: row.types,
    allowsPrivate: row.allows_private,
    isOn: row.is_on,
    offReason: row.off_reason,
    offAt: row.off_at?.toISOString() ?? null,
    failingSince: row.failing_since?.toISOString() ?? null,
    failures: row.failures,
    pausedUntil: ifAhead(row.paused_until),
    previousSecretUntil: ifAhead(row.previous_until),
    createdAt: row.created_at.toISOString(),
    waiting: row.waiting,
  };
}

import { v7 } from 'uuid';
import type { ShopId } from '../platform/index.ts';
import { listDeliveries } from './delivery-log.ts';
import { openTarget } from './delivery-queue.ts';
import { type EndpointParts, noEndpoint } from './endpoint-store.ts';
import { bodyText, testEventType } from './public-events.ts';
import type { SendMessage } from './send-message.ts';
import type { WebhookDelivery } from './types.ts';

/**
 * Sends a test event to an endpoint now, whether it is on or off, and says what came of it. It is tried once, stands in the log, and
 * counts for nothing else.
 */
export async function testEndpoint(
  parts: EndpointParts & { send: SendMessage },
  shopId: ShopId,
  endpointId: string,
): Promise<WebhookDelivery> {
  const [row] = await parts.database.inShop(
    shopId,
    (sql) => sql<{ url: string; allowsPrivate: boolean; sealed: Uint8Array }[]>`
      select url, allows_private as "allowsPrivate", secret_sealed as sealed from webhook_endpoints
      where shop_id = ${shopId} and endpoint_id = ${endpointId}`,
  );
  if (row === undefined) throw noEndpoint();
  const { url, allowsPrivate, sealed } = row;
  const secrets = await openTarget(parts.secrets, shopId, { endpointId, url, allowsPrivate, secrets: [sealed] });
  const at = parts.now();
  const [messageId, deliveryId] = [v7(), v7()];
  const body = bodyText(shopId, { type: testEventType, at, data: { endpointId } });
  const { outcome, answer, milliseconds } = await parts.send({ url, allowsPrivate, secrets, messageId, body, at });
  const status = outcome.kind === 'answered' ? outcome.status : null;
  const problem = outcome.kind === 'unanswered' ? outcome.problem : null;
  const state = status !== null && status >= 200 && status < 300 ? 'delivered' : 'failed';
  const [delivery] = await parts.database.inShop(shopId, async (sql) => {
    await sql`
      insert into webhook_events (shop_id, event_id, type, body, occurred_at, created_at)
      values (${shopId}, ${messageId}, ${testEventType}, ${body}, ${at}, ${at})`;
    await sql`
      insert into webhook_deliveries (shop_id, delivery_id, endpoint_id, event_id, state, tries, tried_at, status, problem, answer, milliseconds, created_at)
      values (${shopId}, ${deliveryId}, ${endpointId}, ${messageId}, ${state}, 1, ${at}, ${status}, ${problem}, ${answer}, ${Math.round(milliseconds)}, ${at})`;
    return await listDeliveries(sql, shopId, { endpointId, type: testEventType, limit: 1 });
  });
  if (delivery === undefined) throw noEndpoint();
  return delivery;
}

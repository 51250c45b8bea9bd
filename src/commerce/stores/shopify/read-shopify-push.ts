import { z } from 'zod';
import { settingOf } from '../kit/connection-fields.ts';
import { idText, readJson, textOrEmpty } from '../kit/read-json.ts';
import { hmac, sameText } from '../kit/sign.ts';
import type { ConnectionSettings, PushRequest, PushResult, RemoteChange } from '../remote/remote-platform.ts';

/** The platform tries for four hours; what is older than a day was not sent by it. */
const oldestMilliseconds = 24 * 3_600_000;

/** A webhook of Shopify: base64 of the HMAC-SHA256 over the raw body with the app's secret; for this shop, and not old. */
export function readShopifyPush(request: PushRequest, settings: ConnectionSettings, now: Date): PushResult {
  const secret = settingOf(settings, 'appSecret');
  const given = request.headers['x-shopify-hmac-sha256'] ?? '';
  if (secret === '' || !sameText(hmac('sha256', secret, request.body, 'base64'), given))
    return refuse('the signature is wrong');
  if (request.headers['x-shopify-shop-domain'] !== settingOf(settings, 'shop').toLowerCase())
    return refuse('the message is for another shop');
  const at = new Date(request.headers['x-shopify-triggered-at'] ?? '').getTime();
  if (Number.isNaN(at) || Math.abs(now.getTime() - at) > oldestMilliseconds) return refuse('the message is too old');
  const body = content.safeParse(readJson(request.body));
  if (!body.success) return { ok: false, status: 400, problem: 'no resource' };
  return {
    ok: true,
    answer: { contentType: 'text/plain', body: '' },
    changes: [changeOf(request.headers['x-shopify-topic'] ?? '', body.data)],
  };
}

const content = z.looseObject({ id: idText, order_id: textOrEmpty });

/** Orders are told by their number here and by their name elsewhere; both are found. */
function changeOf(topic: string, body: z.output<typeof content>): RemoteChange {
  if (/^(refunds|fulfillments|returns)\//.test(topic) && body.order_id !== '')
    return { kind: 'order', id: `gid:${body.order_id}` };
  if (topic.startsWith('orders/')) return { kind: 'order', id: `gid:${body.id}` };
  return topic.startsWith('products/') ? { kind: 'product', id: body.id } : { kind: 'unknown', id: body.id };
}

function refuse(problem: string): PushResult {
  return { ok: false, status: 401, problem };
}

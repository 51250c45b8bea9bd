import { z } from 'zod';
import { settingOf } from '../kit/connection-fields.ts';
import { idText, readJson } from '../kit/read-json.ts';
import { hmac, sameText } from '../kit/sign.ts';
import type { ConnectionSettings, PushRequest, PushResult, RemoteChange } from '../remote/remote-platform.ts';

const answer = { contentType: 'text/plain', body: 'ok' };

/**
 * A webhook of WooCommerce: base64 of the HMAC-SHA256 over the raw body. When a webhook is made the shop sends `webhook_id=…`
 * without a signature to see whether somebody is there; that changes nothing. Deliveries carry no time; what they tell of is
 * fetched.
 */
export function readWoocommercePush(request: PushRequest, settings: ConnectionSettings): PushResult {
  if (/^webhook_id=\d+$/.test(request.body)) return { ok: true, answer, changes: [] };
  const secret = settingOf(settings, 'webhookSecret');
  const given = request.headers['x-wc-webhook-signature'] ?? '';
  if (secret === '' || !sameText(hmac('sha256', secret, request.body, 'base64'), given)) {
    return { ok: false, status: 401, problem: 'the signature is wrong' };
  }
  const body = z.looseObject({ id: idText }).safeParse(readJson(request.body));
  if (!body.success) return { ok: false, status: 400, problem: 'no resource' };
  const resource =
    request.headers['x-wc-webhook-resource'] ?? (request.headers['x-wc-webhook-topic'] ?? '').split('.')[0] ?? '';
  return { ok: true, answer, changes: [{ kind: kinds[resource] ?? 'unknown', id: body.data.id }] };
}

const kinds: Readonly<Record<string, RemoteChange['kind']>> = { order: 'order', product: 'product' };

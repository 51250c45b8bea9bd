import { z } from 'zod';
import { settingOf } from '../kit/connection-fields.ts';
import { idText, listOf, readJson, textOrEmpty } from '../kit/read-json.ts';
import { md5, sameText } from '../kit/sign.ts';
import type { ConnectionSettings, PushRequest, PushResult, RemoteChange } from '../remote/remote-platform.ts';

/** What the platform has to read within 5 seconds, or it sends the message again. */
const answer = { contentType: 'application/json', body: '{"code":0,"msg":"success"}' };

/**
 * A push of 抖店: `event-sign` is the MD5 of app key, raw body and secret. Tag "0" is the check of the address. The messages carry
 * no time of sending; what they tell of is fetched, so that an old one does no harm.
 */
export function readDouyinPush(request: PushRequest, settings: ConnectionSettings): PushResult {
  const appKey = settingOf(settings, 'appKey');
  if (request.headers['app-id'] !== appKey)
    return { ok: false, status: 401, problem: 'the message is for another app' };
  const expected = md5(`${appKey}${request.body}${settingOf(settings, 'appSecret')}`);
  if (!sameText(expected, (request.headers['event-sign'] ?? '').toLowerCase())) {
    return { ok: false, status: 401, problem: 'the signature is wrong' };
  }
  const body = readJson(request.body);
  const messages = listOf(message).safeParse(Array.isArray(body) ? body : [body]);
  if (!messages.success) return { ok: false, status: 400, problem: 'no messages' };
  return { ok: true, answer, changes: messages.data.filter((one) => one.tag !== '0').map(changeOf) };
}

const message = z.object({ tag: textOrEmpty, msg_id: textOrEmpty, data: z.unknown().optional() });
const content = z.object({ p_id: idText.optional(), aftersale_id: idText.optional(), product_id: idText.optional() });

/** The case before the order: a message about a case names both. */
function changeOf({ tag, msg_id: id, data }: z.output<typeof message>): RemoteChange {
  const parsed = content.safeParse(typeof data === 'string' ? readJson(data) : data);
  const { aftersale_id: caseId, p_id: orderId, product_id: productId } = parsed.success ? parsed.data : {};
  if (caseId !== undefined && caseId !== '0') return { kind: 'case', id: caseId };
  if (orderId !== undefined) return { kind: 'order', id: orderId };
  return productId === undefined ? { kind: 'unknown', id: id || tag } : { kind: 'product', id: productId };
}

import { z } from 'zod';
import { toSeconds } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { idText, readJson, textOrEmpty } from '../kit/read-json.ts';
import { readXml } from '../kit/read-xml.ts';
import { sameText } from '../kit/sign.ts';
import { openWechatMessage, wechatSignature } from '../kit/wechat-crypto.ts';
import type { ConnectionSettings, PushRequest, PushResult, RemoteChange } from '../remote/remote-platform.ts';

/** Oldest push that is read: the platform tries again for up to 3.5 hours. */
const oldestSeconds = 4 * 3600;
const success = { contentType: 'text/plain', body: 'success' };

/**
 * A callback of the platform: the check of the address (GET, answered with `echostr`), or an encrypted event as JSON or XML. The
 * signature is compared in constant time, old timestamps and other apps' messages are refused.
 */
export function readWeixinPush(request: PushRequest, settings: ConnectionSettings, now: Date): PushResult {
  const { timestamp = '', nonce = '', signature = '', msg_signature: ofMessage = '', echostr = '' } = request.query;
  const token = settingOf(settings, 'callbackToken');
  if (token === '') return refuse(401, 'no callback token is set');
  if (!isRecent(timestamp, now)) return refuse(401, 'the timestamp is too old');
  if (request.method === 'GET') {
    if (!sameText(wechatSignature([token, timestamp, nonce]), signature)) return refuse(401, 'the signature is wrong');
    return { ok: true, answer: { contentType: 'text/plain', body: echostr }, changes: [] };
  }
  const sealed = sealedMessage.safeParse(readJson(request.body) ?? readXml(request.body));
  if (!sealed.success) return refuse(400, 'no encrypted message');
  const expected = wechatSignature([token, timestamp, nonce, sealed.data.Encrypt]);
  if (!sameText(expected, ofMessage)) return refuse(401, 'the signature is wrong');
  const keys = [settingOf(settings, 'encodingKey'), settingOf(settings, 'previousEncodingKey')].filter(
    (key) => key !== '',
  );
  const opened = openWechatMessage(sealed.data.Encrypt, keys, settingOf(settings, 'appId'));
  if (!opened.ok) return refuse(401, opened.problem);
  const event = pushedEvent.safeParse(readJson(opened.message) ?? readXml(opened.message));
  return event.success ? { ok: true, answer: success, changes: changesOf(event.data) } : refuse(400, 'no event');
}

const sealedMessage = z.looseObject({ Encrypt: z.string().min(1) });
const pushedEvent = z.looseObject({
  Event: textOrEmpty,
  order_info: z.looseObject({ order_id: idText }).optional(),
  finder_shop_aftersale_status_update: z
    .looseObject({ after_sale_order_id: idText, order_id: idText.optional() })
    .optional(),
  ProductSpuListing: z.looseObject({ product_id: idText }).optional(),
  ProductSpuAudit: z.looseObject({ product_id: idText }).optional(),
});

function changesOf(event: z.output<typeof pushedEvent>): RemoteChange[] {
  const aftersale = event.finder_shop_aftersale_status_update;
  if (aftersale !== undefined) return [{ kind: 'case', id: aftersale.after_sale_order_id }];
  if (event.order_info !== undefined) return [{ kind: 'order', id: event.order_info.order_id }];
  const product = event.ProductSpuListing ?? event.ProductSpuAudit;
  return product === undefined ? [{ kind: 'unknown', id: event.Event }] : [{ kind: 'product', id: product.product_id }];
}

function isRecent(timestamp: string, now: Date): boolean {
  return /^\d{1,11}$/.test(timestamp) && Math.abs(toSeconds(now) - Number(timestamp)) <= oldestSeconds;
}

function refuse(status: 400 | 401, problem: string): PushResult {
  return { ok: false, status, problem };
}

import { z } from 'zod';
import { settingOf } from '../kit/connection-fields.ts';
import { readJson, textOrEmpty } from '../kit/read-json.ts';
import { md5, sameText } from '../kit/sign.ts';
import type { ConnectionSettings, PushRequest, PushResult, RemoteChange } from '../remote/remote-platform.ts';

const answer = { contentType: 'application/json', body: '{"code":0,"msg":"success"}' };

/** A push of 有赞: `event-sign` is the MD5 of client id, raw body and client secret; what it tells of is fetched afterwards. */
export function readYouzanPush(request: PushRequest, settings: ConnectionSettings): PushResult {
  const expected = md5(`${settingOf(settings, 'clientId')}${request.body}${settingOf(settings, 'clientSecret')}`);
  if (!sameText(expected, (request.headers['event-sign'] ?? '').toLowerCase())) {
    return { ok: false, status: 401, problem: 'the signature is wrong' };
  }
  const message = pushed.safeParse(readJson(request.body));
  if (!message.success) return { ok: false, status: 400, problem: 'no message' };
  const { type, id, msg, test, kdt_id: shop } = message.data;
  if (shop !== '' && shop !== settingOf(settings, 'kdtId'))
    return { ok: false, status: 401, problem: 'the message is for another shop' };
  return { ok: true, answer, changes: test === true ? [] : [changeOf(type, id, msg)] };
}

const pushed = z.object({
  type: textOrEmpty,
  id: textOrEmpty,
  kdt_id: textOrEmpty,
  msg: z.unknown().optional(),
  test: z.boolean().optional(),
});
const content = z.object({ refund_id: textOrEmpty, tid: textOrEmpty });

/** Older messages carry theirs as encoded text, newer ones as an object. */
function changeOf(type: string, id: string, msg: unknown): RemoteChange {
  const parsed = content.safeParse(typeof msg === 'string' ? readJson(decoded(msg)) : msg);
  const { refund_id: caseId = '', tid = '' } = parsed.success ? parsed.data : {};
  if (caseId !== '') return { kind: 'case', id: caseId };
  if (/^(youzan_)?trade_/i.test(type) && (tid || id) !== '') return { kind: 'order', id: tid || id };
  return /^item_/i.test(type) ? { kind: 'product', id } : { kind: 'unknown', id: id || type };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

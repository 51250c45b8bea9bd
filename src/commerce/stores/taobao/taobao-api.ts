import { z } from 'zod';
import { enteredTokenFlow, renewedToken, sendWithToken } from '../kit/access-token.ts';
import { toChinaTime } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer, refusesWith } from '../kit/platform-answer.ts';
import { answerJson, readAs, readJson, textOrEmpty } from '../kit/read-json.ts';
import { formOf, hmac, joinSorted, wrappedMd5 } from '../kit/sign.ts';
import type { RemoteParts, RemoteResponse } from '../remote/remote-platform.ts';

/** One call of TOP by the interface's name; the data is what stands inside `…_response`. */
export type TaobaoApi = (
  method: string,
  business: Readonly<Record<string, string>>,
  isWrite?: boolean,
) => Promise<PlatformAnswer<unknown>>;

const gateways = { live: 'https://eco.taobao.com/router/rest', sandbox: 'https://gw.api.tbsandbox.com/router/rest' };

/** TOP's signature over everything that is sent, in capitals (open.taobao.com, "API 签名算法", read 2026-11-21). */
export function signTaobao(parameters: Readonly<Record<string, string>>, secret: string): string {
  switch (parameters['sign_method']) {
    case 'md5':
      return wrappedMd5(secret, parameters);
    case 'hmac-sha256':
      return hmac('sha256', secret, joinSorted(parameters)).toUpperCase();
    default:
      return hmac('md5', secret, joinSorted(parameters)).toUpperCase();
  }
}

/** The platform's API for one shop; an authorisation that is not taken is renewed once, where it can be. */
export function taobaoApi(parts: RemoteParts): TaobaoApi {
  return (method, business, isWrite = false) =>
    sendWithToken(
      parts,
      () => tokenFlow(parts),
      ['27'],
      (session) => send(parts, { ...business, method, session }, isWrite),
    );
}

async function send(parts: RemoteParts, call: Readonly<Record<string, string>>, isWrite: boolean) {
  const { settings, clock, http } = parts;
  const parameters: Record<string, string> = {
    ...call,
    app_key: settingOf(settings, 'appKey'),
    timestamp: toChinaTime(clock.now()),
    format: 'json',
    v: '2.0',
    sign_method: settingOf(settings, 'signMethod', 'hmac'),
  };
  const sign = signTaobao(parameters, settingOf(settings, 'appSecret'));
  const response = await http({
    method: 'POST',
    url: settingOf(settings, 'sandbox') === 'true' ? gateways.sandbox : gateways.live,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: formOf({ ...parameters, sign }),
    isTooMany: refusesWith(['7'], readAnswer),
    ...(isWrite ? { isWrite } : {}),
  });
  return readAnswer(response);
}

/** Where no refresh token is given the session lives as long as its owner's authorisation; the platform tells when it has ended. */
function tokenFlow(parts: RemoteParts) {
  return enteredTokenFlow(parts, 'sessionKey', async (old) => {
    const answer = await send(parts, { method: 'taobao.top.auth.token.refresh', refresh_token: old }, false);
    const { token_result: text } = readAs(
      z.object({ token_result: z.string() }),
      dataOf(answer, 'taobao token'),
      'taobao token',
    );
    return renewedToken(parts.clock, readJson(text), { old, what: 'taobao token' });
  });
}

const failure = z.object({
  error_response: z.object({ code: textOrEmpty, msg: textOrEmpty, sub_code: textOrEmpty, sub_msg: textOrEmpty }),
});
const success = z.record(z.string(), z.unknown());

/** Business errors stand in `sub_code`, those of the gateway in `code`. */
function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  const body = answerJson(response, 'eco.taobao.com');
  const refused = failure.safeParse(body);
  if (refused.success) {
    const { code, msg, sub_code: subCode, sub_msg: subText } = refused.data.error_response;
    const isGateway = Number(code) !== 15 && Number(code) !== 50 && Number(code) < 100;
    return { ok: false, code: isGateway || subCode === '' ? code : subCode, text: subText || msg };
  }
  return { ok: true, data: Object.values(readAs(success, body, 'taobao'))[0] };
}

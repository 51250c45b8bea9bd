import { z } from 'zod';
import { enteredTokenFlow, renewedToken, sendWithToken } from '../kit/access-token.ts';
import { toChinaTime } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { answerJson, readAs, textOrEmpty } from '../kit/read-json.ts';
import { formOf, wrappedMd5 } from '../kit/sign.ts';
import type { RemoteParts, RemoteResponse } from '../remote/remote-platform.ts';

/** One call by the interface's name; the data is what stands inside `…_responce` (the platform's spelling). */
export type JdApi = (
  method: string,
  business: Readonly<Record<string, unknown>>,
  isWrite?: boolean,
) => Promise<PlatformAnswer<unknown>>;

const gateway = 'https://api.jd.com/routerjson';

/** MD5 in capitals over everything that is sent; business parameters are one of it, `360buy_param_json` (open.jd.com listId 2643, read 2026-11-21). */
export function signJd(parameters: Readonly<Record<string, string>>, secret: string): string {
  return wrappedMd5(secret, parameters);
}

/** The platform's API for one shop; a token that is not taken is renewed once, where it can be. */
export function jdApi(parts: RemoteParts): JdApi {
  return (method, business, isWrite = false) =>
    sendWithToken(
      parts,
      () => tokenFlow(parts),
      ['19'],
      (token) => send(parts, method, business, token, isWrite),
    );
}

async function send(
  { settings, clock, http }: RemoteParts,
  method: string,
  business: Readonly<Record<string, unknown>>,
  token: string,
  isWrite: boolean,
) {
  const parameters = {
    '360buy_param_json': JSON.stringify(business),
    access_token: token,
    app_key: settingOf(settings, 'appKey'),
    method,
    timestamp: `${toChinaTime(clock.now())}.${String(clock.now().getMilliseconds()).padStart(3, '0')}+0800`,
    v: '2.0',
  };
  const response = await http({
    method: 'POST',
    url: gateway,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: formOf({ ...parameters, sign: signJd(parameters, settingOf(settings, 'appSecret')) }),
    ...(isWrite ? { isWrite } : {}),
  });
  return readAnswer(response);
}

function tokenFlow(parts: RemoteParts) {
  const { settings, http } = parts;
  return enteredTokenFlow(parts, 'accessToken', async (old) => {
    const query = formOf({
      app_key: settingOf(settings, 'appKey'),
      app_secret: settingOf(settings, 'appSecret'),
      grant_type: 'refresh_token',
      refresh_token: old,
    });
    const response = await http({ method: 'GET', url: `https://open-oauth.jd.com/oauth2/refresh_token?${query}` });
    const body = answerJson(response, 'open-oauth.jd.com');
    const failed = tokenFailure.safeParse(body);
    const answer: PlatformAnswer<unknown> = failed.success
      ? { ok: false, code: '19', text: failed.data.msg }
      : { ok: true, data: body };
    return renewedToken(parts.clock, dataOf(answer, 'jd token'), { old, what: 'jd token' });
  });
}

const tokenFailure = z.object({ code: z.coerce.number().positive(), msg: textOrEmpty });
const failure = z.object({
  error_response: z.object({ code: textOrEmpty, zh_desc: textOrEmpty, en_desc: textOrEmpty }),
});
const success = z.record(z.string(), z.unknown());
const inner = z.looseObject({ code: textOrEmpty, zh_desc: textOrEmpty, errorMessage: textOrEmpty });

/** A call fails as a whole (`error_response`), or inside its answer by a code that is not 0. */
function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  const body = answerJson(response, 'api.jd.com');
  const refused = failure.safeParse(body);
  if (refused.success) {
    const { code, zh_desc: text, en_desc: english } = refused.data.error_response;
    return { ok: false, code, text: text || english };
  }
  const data = Object.values(readAs(success, body, 'jd'))[0];
  const status = inner.safeParse(data);
  const isRefused = status.success && status.data.code !== '' && status.data.code !== '0';
  return isRefused
    ? { ok: false, code: status.data.code, text: status.data.zh_desc || status.data.errorMessage }
    : { ok: true, data };
}

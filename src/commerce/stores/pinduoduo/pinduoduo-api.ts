import { z } from 'zod';
import { enteredTokenFlow, renewedToken, sendWithToken } from '../kit/access-token.ts';
import { toSeconds } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer, refusesWith } from '../kit/platform-answer.ts';
import { answerJson, readAs, textOrEmpty } from '../kit/read-json.ts';
import { formOf, wrappedMd5 } from '../kit/sign.ts';
import type { RemoteParts, RemoteResponse } from '../remote/remote-platform.ts';

/** One call by the interface's name (`type`); the data is what stands inside `…_response`. */
export type PinduoduoApi = (
  type: string,
  business: Readonly<Record<string, string>>,
  isWrite?: boolean,
) => Promise<PlatformAnswer<unknown>>;

const gateway = 'https://gw-api.pinduoduo.com/api/router';
const staleTokens = ['10018', '10019'];

/** MD5 in capitals over everything that is sent (open.pinduoduo.com browse?idStr=8EC06C399636041E, read 2026-11-21). */
export function signPinduoduo(parameters: Readonly<Record<string, string>>, secret: string): string {
  return wrappedMd5(secret, parameters);
}

/** The platform's API for one shop; a token that has ended is renewed once, where it can be. */
export function pinduoduoApi(parts: RemoteParts): PinduoduoApi {
  return (type, business, isWrite = false) =>
    sendWithToken(
      parts,
      () => tokenFlow(parts),
      staleTokens,
      (token) => send(parts, { ...business, type, access_token: token }, isWrite),
    );
}

async function send({ settings, clock, http }: RemoteParts, call: Readonly<Record<string, string>>, isWrite: boolean) {
  const parameters: Record<string, string> = {
    ...call,
    client_id: settingOf(settings, 'clientId'),
    data_type: 'JSON',
    timestamp: String(toSeconds(clock.now())),
  };
  const response = await http({
    method: 'POST',
    url: gateway,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: formOf({ ...parameters, sign: signPinduoduo(parameters, settingOf(settings, 'clientSecret')) }),
    isTooMany: refusesWith(['70031'], readAnswer),
    ...(isWrite ? { isWrite } : {}),
  });
  return readAnswer(response);
}

function tokenFlow(parts: RemoteParts) {
  return enteredTokenFlow(parts, 'accessToken', async (old) => {
    const answer = await send(parts, { type: 'pdd.pop.auth.token.refresh', refresh_token: old }, false);
    return renewedToken(parts.clock, dataOf(answer, 'pinduoduo token'), { old, what: 'pinduoduo token' });
  });
}

const failure = z.object({
  error_response: z.object({
    error_code: textOrEmpty,
    error_msg: textOrEmpty,
    sub_code: textOrEmpty,
    sub_msg: textOrEmpty,
  }),
});

function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  const body = answerJson(response, 'gw-api.pinduoduo.com');
  const refused = failure.safeParse(body);
  if (refused.success) {
    const { error_code: code, error_msg: text, sub_msg: more } = refused.data.error_response;
    return { ok: false, code, text: more || text };
  }
  return { ok: true, data: Object.values(readAs(z.record(z.string(), z.unknown()), body, 'pinduoduo'))[0] };
}

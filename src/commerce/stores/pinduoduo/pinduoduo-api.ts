import { z } from 'zod';
import { accessToken, endsAfter, type TokenFlow } from '../kit/access-token.ts';
import { toSeconds } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { readAs, readJson, textOrEmpty } from '../kit/read-json.ts';
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
  return async (type, business, isWrite = false) => {
    const once = async (isRefused: boolean) =>
      send(parts, { ...business, type, access_token: await accessToken(parts, tokenFlow(parts), isRefused) }, isWrite);
    const answer = await once(false);
    const mayRenew =
      !answer.ok && staleTokens.includes(answer.code) && settingOf(parts.settings, 'refreshToken') !== '';
    return mayRenew ? once(true) : answer;
  };
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
    ...(isWrite ? { isWrite } : {}),
  });
  return readAnswer(response);
}

function tokenFlow(parts: RemoteParts): TokenFlow {
  const { settings, clock } = parts;
  const refresh = settingOf(settings, 'refreshToken');
  const year = 365 * 86_400;
  return {
    first: async () => ({
      access: settingOf(settings, 'accessToken'),
      expiresAt: endsAfter(clock, year),
      ...(refresh === '' ? {} : { refresh }),
    }),
    next: async (old) => {
      const answer = await send(parts, { type: 'pdd.pop.auth.token.refresh', refresh_token: old }, false);
      const token = readAs(tokenAnswer, dataOf(answer, 'pinduoduo token'), 'pinduoduo token');
      return {
        access: token.access_token,
        refresh: token.refresh_token || old,
        expiresAt: endsAfter(clock, token.expires_in),
      };
    },
  };
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: textOrEmpty,
  expires_in: z.coerce.number().positive(),
});
const failure = z.object({
  error_response: z.object({
    error_code: textOrEmpty,
    error_msg: textOrEmpty,
    sub_code: textOrEmpty,
    sub_msg: textOrEmpty,
  }),
});

function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  const body = readJson(response.text);
  const refused = failure.safeParse(body);
  if (refused.success) {
    const { error_code: code, error_msg: text, sub_msg: more } = refused.data.error_response;
    return { ok: false, code, text: more || text };
  }
  return { ok: true, data: Object.values(readAs(z.record(z.string(), z.unknown()), body, 'pinduoduo'))[0] };
}

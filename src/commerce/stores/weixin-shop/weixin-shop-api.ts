import { z } from 'zod';
import { endsAfter, sendWithToken, type TokenFlow } from '../kit/access-token.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer, refusesWith } from '../kit/platform-answer.ts';
import { answerJson, readAs, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteParts, RemoteRequest, RemoteResponse } from '../remote/remote-platform.ts';

/** Calls of the platform: JSON both ways, the token in the query, no signature per request; `errcode` 0 is success. */
export type WeixinShopApi = {
  post(path: string, body: Readonly<Record<string, unknown>>, isWrite?: boolean): Promise<PlatformAnswer<unknown>>;
  get(path: string): Promise<PlatformAnswer<unknown>>;
};

const host = 'https://api.weixin.qq.com';
/** Codes that say that the token was not taken; then, and only then, a new one is forced (20 a day at most). */
const staleTokens = ['40001', '40014', '42001'];

/** The platform's API for one shop. */
export function weixinShopApi(parts: RemoteParts): WeixinShopApi {
  const call = (request: Omit<RemoteRequest, 'url'>, path: string): Promise<PlatformAnswer<unknown>> =>
    sendWithToken(
      parts,
      (isRefused) => tokenFlow(parts, isRefused),
      staleTokens,
      async (token) =>
        readAnswer(
          await parts.http({
            ...request,
            url: `${host}${path}?access_token=${encodeURIComponent(token)}`,
            isTooMany: refusesWith(['45011'], readAnswer),
          }),
        ),
    );
  const headers = { 'content-type': 'application/json' };
  return {
    get: (path) => call({ method: 'GET' }, path),
    post: (path, body, isWrite = false) =>
      call({ method: 'POST', headers, body: JSON.stringify(body), ...(isWrite ? { isWrite } : {}) }, path),
  };
}

/** `stable_token` hands out the same token until shortly before its end; its lifetime is what it says, not always two hours. */
function tokenFlow({ http, settings, clock }: RemoteParts, isForced: boolean): TokenFlow {
  return {
    async first() {
      const response = await http({
        method: 'POST',
        url: `${host}/cgi-bin/stable_token`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          grant_type: 'client_credential',
          appid: settingOf(settings, 'appId'),
          secret: settingOf(settings, 'appSecret'),
          force_refresh: isForced,
        }),
      });
      const data = dataOf(readAnswer(response), 'weixin stable_token');
      const token = readAs(tokenAnswer, data, 'weixin stable_token');
      return { access: token.access_token, expiresAt: endsAfter(clock, token.expires_in) };
    },
  };
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const envelope = z.looseObject({ errcode: z.union([z.number(), z.string()]).default(0), errmsg: textOrEmpty });

/** A wrong address of ours is answered by a bare 403. */
function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  if (response.status === 403) return { ok: false, code: 'http-403', text: 'forbidden' };
  const data = readAs(envelope, answerJson(response, 'api.weixin.qq.com'), 'weixin');
  return String(data.errcode) === '0'
    ? { ok: true, data }
    : { ok: false, code: String(data.errcode), text: data.errmsg };
}

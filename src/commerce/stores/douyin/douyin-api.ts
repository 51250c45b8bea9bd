import { z } from 'zod';
import { endsAfter, sendWithToken, type TokenFlow } from '../kit/access-token.ts';
import { toSeconds } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer, refusesWith } from '../kit/platform-answer.ts';
import { answerJson, readAs, textOrEmpty } from '../kit/read-json.ts';
import { formOf, hmac } from '../kit/sign.ts';
import type { RemoteParts, RemoteResponse, RemoteToken } from '../remote/remote-platform.ts';

/** One call by the interface's name (`order.searchList`); the data is what stands in `data`. */
export type DouyinApi = (
  method: string,
  parameters: Readonly<Record<string, unknown>>,
  isWrite?: boolean,
) => Promise<PlatformAnswer<unknown>>;

const gateway = 'https://openapi-fxg.jinritemai.com';
const staleTokens = ['isv.access-token-expired', 'isv.access-token-no-existed', 'isv.access-token-invalid'];

/** JSON as it is signed: keys sorted at every level, nothing between, nothing escaped that JSON does not escape. */
export function compactJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => compactJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${compactJson(item)}`)
    .join(',')}}`;
}

/** The signature: these five in this order between the secret, HMAC-SHA256 (op.jinritemai.com/docs/guide-docs/10/23, read 2026-11-21). */
export function signDouyin(
  { appKey, method, json, timestamp }: { appKey: string; method: string; json: string; timestamp: string },
  secret: string,
): string {
  const pattern = `app_key${appKey}method${method}param_json${json}timestamp${timestamp}v2`;
  return hmac('sha256', secret, `${secret}${pattern}${secret}`);
}

/** The platform's API for one shop; a token that is not taken is renewed once. */
export function douyinApi(parts: RemoteParts): DouyinApi {
  return (method, parameters, isWrite = false) =>
    sendWithToken(
      parts,
      () => tokenFlow(parts),
      staleTokens,
      (token) => send(parts, method, parameters, { token, isWrite }),
    );
}

async function send(
  { http, settings, clock }: RemoteParts,
  method: string,
  parameters: Readonly<Record<string, unknown>>,
  { token, isWrite }: { token?: string; isWrite?: boolean },
): Promise<PlatformAnswer<unknown>> {
  const json = compactJson(parameters);
  const appKey = settingOf(settings, 'appKey');
  const timestamp = String(toSeconds(clock.now()));
  const sign = signDouyin({ appKey, method, json, timestamp }, settingOf(settings, 'appSecret'));
  const query = {
    method,
    app_key: appKey,
    ...(token === undefined ? {} : { access_token: token }),
    timestamp,
    v: '2',
    sign,
    sign_method: 'hmac-sha256',
  };
  const response = await http({
    method: 'POST',
    url: `${gateway}/${method.replace('.', '/')}?${formOf(query)}`,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    // What is sent is exactly what was signed.
    body: json,
    isTooMany: refusesWith(['60000'], readAnswer),
    ...(isWrite === true ? { isWrite } : {}),
  });
  return readAnswer(response);
}

function tokenFlow(parts: RemoteParts): TokenFlow {
  const { settings } = parts;
  const next = (refresh: string) =>
    create(parts, 'token.refresh', { grant_type: 'refresh_token', refresh_token: refresh });
  const refresh = settingOf(settings, 'refreshToken');
  const self = { code: '', grant_type: 'authorization_self', shop_id: settingOf(settings, 'shopId') };
  return { first: () => (refresh === '' ? create(parts, 'token.create', self) : next(refresh)), next };
}

async function create(
  parts: RemoteParts,
  method: string,
  parameters: Readonly<Record<string, string>>,
): Promise<RemoteToken> {
  const data = dataOf(await send(parts, method, parameters, {}), `douyin ${method}`);
  const token = readAs(tokenAnswer, data, `douyin ${method}`);
  return {
    access: token.access_token,
    expiresAt: endsAfter(parts.clock, token.expires_in),
    ...(token.refresh_token === '' ? {} : { refresh: token.refresh_token }),
  };
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: textOrEmpty,
});
const envelope = z.object({
  code: z.coerce.number(),
  msg: textOrEmpty,
  sub_code: textOrEmpty,
  sub_msg: textOrEmpty,
  data: z.unknown().optional(),
});

/** 10000 is success; else the sub-code says more than the code. */
function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  const body = readAs(envelope, answerJson(response, 'openapi-fxg.jinritemai.com'), 'douyin');
  if (body.code === 10_000) return { ok: true, data: body.data };
  return { ok: false, code: body.sub_code || String(body.code), text: body.sub_msg || body.msg };
}

import { z } from 'zod';
import { sendWithToken, type TokenFlow } from '../kit/access-token.ts';
import { fromMilliseconds, toSeconds } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer, PlatformRefused } from '../kit/platform-answer.ts';
import { answerJson, readAs, textOrEmpty } from '../kit/read-json.ts';
import { md5 } from '../kit/sign.ts';
import type { RemoteParts, RemoteResponse } from '../remote/remote-platform.ts';

/** One call by the interface's name; the data is what stands in the innermost `data`. */
export type XiaohongshuApi = (
  method: string,
  business: Readonly<Record<string, unknown>>,
  isWrite?: boolean,
) => Promise<PlatformAnswer<unknown>>;

/** Ours: the platform publishes no table of codes, so that a refused token is known by its words only. */
const refusedToken = 'token-refused';
const gateway = 'https://ark.xiaohongshu.com/ark/open_api/v3/common_controller';

/**
 * The gateway's signature: the method and three of its own parameters, the secret at the end, MD5; neither business parameters
 * nor the token are signed (open.xiaohongshu.com/document/developer/file/39, read 2026-11-21).
 */
export function signXiaohongshu(
  { method, appId, timestamp }: { method: string; appId: string; timestamp: string },
  secret: string,
): string {
  return md5(`${method}?appId=${appId}&timestamp=${timestamp}&version=2.0${secret}`);
}

/** The signature of the interfaces before (`/ark/open_api/v1/…`): path, sorted parameters, secret, MD5. */
export function signLegacyXiaohongshu(
  path: string,
  parameters: Readonly<Record<string, string>>,
  secret: string,
): string {
  const sorted = Object.keys(parameters).sort();
  return md5(`${path}?${sorted.map((key) => `${key}=${parameters[key]}`).join('&')}${secret}`);
}

/** The platform's API for one shop. */
export function xiaohongshuApi(parts: RemoteParts): XiaohongshuApi {
  return (method, business, isWrite = false) =>
    sendWithToken(
      parts,
      () => tokenFlow(parts),
      [refusedToken],
      (accessToken) => send(parts, method, { ...business, accessToken }, isWrite),
    );
}

async function send(
  { settings, clock, http }: RemoteParts,
  method: string,
  body: Readonly<Record<string, unknown>>,
  isWrite: boolean,
) {
  const appId = settingOf(settings, 'appId');
  const timestamp = String(toSeconds(clock.now()));
  const sign = signXiaohongshu({ method, appId, timestamp }, settingOf(settings, 'appSecret'));
  const response = await http({
    method: 'POST',
    url: gateway,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: JSON.stringify({ ...body, appId, method, timestamp, version: '2.0', sign }),
    ...(isWrite ? { isWrite } : {}),
  });
  return readAnswer(response);
}

function tokenFlow(parts: RemoteParts): TokenFlow {
  const next = async (refresh: string) => {
    const answer = await send(parts, 'oauth.refreshToken', { refreshToken: refresh }, false);
    if (!answer.ok) throw new PlatformRefused({ ...answer, code: refusedToken }, 'xiaohongshu token');
    const token = readAs(tokenAnswer, dataOf(answer, 'xiaohongshu token'), 'xiaohongshu token');
    return {
      access: token.accessToken,
      refresh: token.refreshToken || refresh,
      expiresAt: fromMilliseconds(token.accessTokenExpiresAt) ?? parts.clock.now().toISOString(),
    };
  };
  return { first: () => next(settingOf(parts.settings, 'refreshToken')), next };
}

const tokenAnswer = z.object({
  accessToken: z.string().min(1),
  refreshToken: textOrEmpty,
  accessTokenExpiresAt: z.coerce.number(),
});
const envelope = z.looseObject({
  success: z.boolean().optional(),
  error_code: z.coerce.number().optional(),
  code: z.coerce.number().optional(),
  error_msg: textOrEmpty,
  msg: textOrEmpty,
  data: z.unknown().optional(),
});

/** Newer interfaces wrap their own envelope in the gateway's: both have to say that it went well. */
function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  const outer = opened(answerJson(response, 'ark.xiaohongshu.com'));
  if (!outer.ok) return outer;
  const inner = envelope.safeParse(outer.data);
  return inner.success && inner.data.success !== undefined && inner.data.code !== undefined
    ? opened(outer.data)
    : outer;
}

function opened(value: unknown): PlatformAnswer<unknown> {
  const body = readAs(envelope, value, 'xiaohongshu');
  const code = body.error_code ?? body.code ?? 0;
  if (body.success === true && code === 0) return { ok: true, data: body.data };
  const text = body.error_msg || body.msg;
  return { ok: false, code: /access_?token/i.test(text) ? refusedToken : String(code), text };
}

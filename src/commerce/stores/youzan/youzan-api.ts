import { z } from 'zod';
import { sendWithToken, type TokenFlow } from '../kit/access-token.ts';
import { fromMilliseconds } from '../kit/china-time.ts';
import { settingOf } from '../kit/connection-fields.ts';
import { dataOf, type PlatformAnswer, PlatformRefused } from '../kit/platform-answer.ts';
import { answerJson, readAs, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteParts, RemoteResponse } from '../remote/remote-platform.ts';

/** One call by name and version (`youzan.trade.get/4.0.2`); the data is what stands in `data`. */
export type YouzanApi = (
  nameAndVersion: string,
  body: Readonly<Record<string, unknown>>,
  isWrite?: boolean,
) => Promise<PlatformAnswer<unknown>>;

const host = 'https://open.youzanyun.com';
const staleTokens = ['4201', '4203'];

/** The platform's API for one shop: JSON, the token in the query and nowhere else, no signature (doc.youzanyun.com, read 2026-11-21). */
export function youzanApi(parts: RemoteParts): YouzanApi {
  return (nameAndVersion, body, isWrite = false) =>
    sendWithToken(
      parts,
      () => tokenFlow(parts),
      staleTokens,
      async (token) =>
        readAnswer(
          await parts.http({
            method: 'POST',
            url: `${host}/api/${nameAndVersion}?access_token=${encodeURIComponent(token)}`,
            headers: { 'content-type': 'application/json' },
            body: withLongNumbers(JSON.stringify(body)),
            ...(isWrite ? { isWrite } : {}),
          }),
        ),
    );
}

/** Line numbers are numbers of 19 digits for the platform, which only text holds exactly here. */
function withLongNumbers(json: string): string {
  return json.replace(/"oid":"(\d+)"/g, '"oid":$1');
}

/** An app for own use asks for its token without anybody's consent; `expires` is an instant. */
function tokenFlow({ http, settings, clock }: RemoteParts): TokenFlow {
  return {
    async first() {
      const response = await http({
        method: 'POST',
        url: `${host}/auth/token`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          client_id: settingOf(settings, 'clientId'),
          client_secret: settingOf(settings, 'clientSecret'),
          authorize_type: 'silent',
          grant_id: settingOf(settings, 'kdtId'),
          refresh: false,
        }),
      });
      const answer = readAnswer(response);
      if (!answer.ok) throw new PlatformRefused({ ...answer, code: 'token-refused' }, 'youzan token');
      const token = readAs(tokenAnswer, dataOf(answer, 'youzan token'), 'youzan token');
      return { access: token.access_token, expiresAt: fromMilliseconds(token.expires) ?? clock.now().toISOString() };
    },
  };
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires: z.coerce.number() });
const gatewayError = z.object({ gw_err_resp: z.object({ err_code: textOrEmpty, err_msg: textOrEmpty }) });
const envelope = z.object({
  success: z.boolean().optional(),
  code: textOrEmpty,
  message: textOrEmpty,
  data: z.unknown().optional(),
});

/** Success is told twice (`success` and code 200, which some interfaces write as text); a failure may still carry empty lists. */
function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  const body = answerJson(response, 'open.youzanyun.com');
  const gateway = gatewayError.safeParse(body);
  if (gateway.success)
    return { ok: false, code: gateway.data.gw_err_resp.err_code, text: gateway.data.gw_err_resp.err_msg };
  const { success, code, message, data } = readAs(envelope, body, 'youzan');
  return success === true && code === '200' ? { ok: true, data } : { ok: false, code, text: message };
}

import { z } from 'zod';
import { settingOf } from '../kit/connection-fields.ts';
import { type PlatformAnswer, refusesWith } from '../kit/platform-answer.ts';
import { answerJson, readAs, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteParts, RemoteResponse } from '../remote/remote-platform.ts';

/** One GraphQL document with its variables; the data is what stands in `data`. */
export type ShopifyApi = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
  isWrite?: boolean,
) => Promise<PlatformAnswer<unknown>>;

/** The Admin API of one shop (shopify.dev/docs/api/admin-graphql, read 2026-11-21). */
export function shopifyApi({ http, settings }: RemoteParts): ShopifyApi {
  const shop = settingOf(settings, 'shop').toLowerCase();
  const version = settingOf(settings, 'apiVersion', '2026-07');
  return async (document, variables, isWrite = false) => {
    if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shop)) return { ok: false, code: 'not-a-shop', text: shop };
    const response = await http({
      method: 'POST',
      url: `https://${shop}/admin/api/${version}/graphql.json`,
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': settingOf(settings, 'accessToken') },
      body: JSON.stringify({ query: document, variables }),
      isTooMany: refusesWith(['THROTTLED'], readAnswer),
      ...(isWrite ? { isWrite } : {}),
    });
    return readAnswer(response);
  };
}

function readAnswer(response: RemoteResponse): PlatformAnswer<unknown> {
  if (response.status >= 400) return { ok: false, code: `http-${response.status}`, text: response.text.slice(0, 200) };
  const body = readAs(envelope, answerJson(response, 'myshopify.com'), 'shopify');
  const [error] = body.errors ?? [];
  if (error !== undefined) return { ok: false, code: error.extensions?.code ?? 'graphql', text: error.message };
  return { ok: true, data: body.data };
}

const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: textOrEmpty, extensions: z.object({ code: z.string().optional() }).nullish() }))
    .nullish(),
});

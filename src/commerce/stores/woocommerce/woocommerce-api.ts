import { z } from 'zod';
import { settingOf } from '../kit/connection-fields.ts';
import type { PlatformAnswer } from '../kit/platform-answer.ts';
import { readJson, textOrEmpty } from '../kit/read-json.ts';
import { formOf } from '../kit/sign.ts';
import type { RemoteParts } from '../remote/remote-platform.ts';

/** A list's page with how many pages there are. */
export type WoocommercePage = { rows: unknown; pages: number; total: number };

/** REST v3 of one shop: basic authentication over https (woocommerce.github.io/woocommerce-rest-api-docs, read 2026-11-21). */
export type WoocommerceApi = {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<PlatformAnswer<unknown>>;
  list(path: string, query: Readonly<Record<string, string>>): Promise<PlatformAnswer<WoocommercePage>>;
  write(
    method: 'POST' | 'PUT',
    path: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<PlatformAnswer<unknown>>;
};

/** The shop's API; paths are below `/wp-json/wc/v3`, an empty path is the site itself. */
export function woocommerceApi({ http, settings }: RemoteParts): WoocommerceApi {
  const site = settingOf(settings, 'url').replace(/\/+$/, '');
  const key = `${settingOf(settings, 'consumerKey')}:${settingOf(settings, 'consumerSecret')}`;
  const headers = { authorization: `Basic ${Buffer.from(key, 'utf8').toString('base64')}` };
  const send = async (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    query: Readonly<Record<string, string>>,
    body?: unknown,
  ) => {
    if (!site.startsWith('https://'))
      return { answer: { ok: false as const, code: 'not-https', text: site }, pages: 0, total: 0 };
    const root = path === '' ? '/wp-json/' : `/wp-json/wc/v3${path}`;
    const search = Object.keys(query).length === 0 ? '' : `?${formOf(query)}`;
    const response = await http({
      method,
      url: `${site}${root}${search}`,
      ...(body === undefined
        ? { headers }
        : { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body), isWrite: true }),
    });
    const count = (name: string) => Number(response.headers[name] ?? '0');
    return {
      answer: readAnswer(response.status, response.text),
      pages: count('x-wp-totalpages'),
      total: count('x-wp-total'),
    };
  };
  return {
    get: async (path, query = {}) => (await send('GET', path, query)).answer,
    list: async (path, query) => {
      const { answer, pages, total } = await send('GET', path, query);
      return answer.ok ? { ok: true, data: { rows: answer.data, pages, total } } : answer;
    },
    write: async (method, path, body) => (await send(method, path, {}, body)).answer,
  };
}

const failure = z.object({ code: textOrEmpty, message: textOrEmpty });

function readAnswer(status: number, text: string): PlatformAnswer<unknown> {
  const body = readJson(text);
  if (status < 400)
    return body === undefined ? { ok: false, code: 'no-json', text: text.slice(0, 80) } : { ok: true, data: body };
  const told = failure.safeParse(body);
  const code = told.success && told.data.code !== '' ? told.data.code : `http-${status}`;
  return { ok: false, code, text: told.success ? told.data.message : '' };
}

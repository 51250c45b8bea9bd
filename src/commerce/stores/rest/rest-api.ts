import { AppError } from '../../../platform/index.ts';
import type { PlatformAnswer } from '../kit/platform-answer.ts';
import { readJson } from '../kit/read-json.ts';
import { statusError } from '../remote/remote-json.ts';
import type { RemoteHttp, RemoteRequest, RemoteResponse } from '../remote/remote-platform.ts';
import { notJson } from '../remote/remote-problem.ts';
import { fillAddress, fillJson, type NamedValues } from './fill-template.ts';
import { valueAt } from './json-path.ts';
import type { RestSetup, WriteTemplate } from './rest-setup.ts';

/** The shop's interface as its owner has described it. */
export type RestApi = {
  /** The JSON of a read; undefined where the shop says that there is no such thing. Other failures are thrown. */
  read(template: string, values: NamedValues): Promise<unknown>;
  /** Sends a write with its key in `Idempotency-Key`; a refusal has the shop's own words. */
  write(template: WriteTemplate, values: NamedValues, key: string): Promise<PlatformAnswer<undefined>>;
};

/** Opens the interface. */
export function restApi(setup: RestSetup, http: RemoteHttp): RestApi {
  const headers = { ...setup.headers, accept: 'application/json' };
  return {
    async read(template, values) {
      const url = addressBelow(setup, template, values);
      if (url === undefined) return undefined;
      const request: RemoteRequest = { method: 'GET', url, headers };
      const response = await http(request);
      if (response.status === 404 || response.status === 410) return undefined;
      if (response.status >= 300) throw statusError(request, response);
      return jsonOf(request, response);
    },
    async write({ method, path, body }, values, key) {
      const url = addressBelow(setup, path, values);
      if (url === undefined) return { ok: false, code: 'no-address', text: '' };
      const response = await http({
        method,
        url,
        headers: {
          ...headers,
          'idempotency-key': key,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(fillJson(body, values)) }),
        isWrite: true,
      });
      if (response.status < 300) return { ok: true, data: undefined };
      return { ok: false, code: `http-${response.status}`, text: wordsOf(setup, response) };
    },
  };
}

/** No value leads out of the address that the owner has given. */
function addressBelow(setup: RestSetup, template: string, values: NamedValues): string | undefined {
  const url = fillAddress(setup.base, template, values);
  if (url === undefined) return undefined;
  const base = new URL(setup.base);
  const read = new URL(url);
  const isBelow = read.origin === base.origin && `${read.pathname}/`.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
  if (!isBelow) throw new AppError('invalid', 'the path leads out of the address of the shop', { field: 'url' });
  return url;
}

function jsonOf(request: RemoteRequest, response: RemoteResponse): unknown {
  const value = readJson(response.text);
  if (value === undefined) throw notJson(new URL(request.url).host, response.status);
  return value;
}

function wordsOf({ mapping }: RestSetup, { text }: RemoteResponse): string {
  const path = mapping['answers']?.['error'];
  const said = path === undefined ? undefined : valueAt(readJson(text), path);
  return typeof said === 'string' ? said.slice(0, 300) : '';
}

import { z } from 'zod';
import { parseRemoteJson, readRemote, statusError } from '../remote/remote-json.ts';
import type { RemoteOutcome, RemoteParts } from '../remote/remote-platform.ts';

/** What the shop says no with. */
export type MedusaRefusal = Extract<RemoteOutcome, { ok: false }>;

/** The shop's Admin API (REST, https://docs.medusajs.com/api/admin). */
export type MedusaApi = {
  read<Schema extends z.ZodType>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: Schema,
  ): Promise<z.infer<Schema>>;
  /** A write goes out once; the shop's no is an answer. */
  write<Schema extends z.ZodType>(
    path: string,
    body: object,
    schema: Schema,
  ): Promise<{ ok: true; answer: z.infer<Schema> } | MedusaRefusal>;
};

/** Opens the API with a secret API key, sent as basic authentication without a password. */
export function openMedusaApi({ settings, http }: RemoteParts): MedusaApi {
  const base = (settings.url ?? '').replace(/\/+$/, '');
  const headers = {
    authorization: `Basic ${Buffer.from(`${settings.apiKey ?? ''}:`).toString('base64')}`,
    accept: 'application/json',
  };
  return {
    read: async (path, query, schema) => {
      const request = { method: 'GET' as const, url: `${base}${path}?${new URLSearchParams(query)}`, headers };
      const response = await http(request);
      if (response.status >= 400) throw statusError(request, response);
      return readRemote(new URL(request.url).host, parseRemoteJson(request, response), schema);
    },
    write: async (path, body, schema) => {
      const request = {
        method: 'POST' as const,
        url: `${base}${path}`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        isWrite: true,
      };
      const response = await http(request);
      if (response.status === 401 || response.status === 403) throw statusError(request, response);
      const answer = parseRemoteJson(request, response);
      const host = new URL(request.url).host;
      if (response.status < 400) return { ok: true, answer: readRemote(host, answer, schema) };
      const { type = String(response.status), message = '' } = readRemote(host, answer, refusalSchema);
      return { ok: false, platformCode: type, platformText: message };
    },
  };
}

const refusalSchema = z.object({ type: z.string().optional(), message: z.string().optional() });

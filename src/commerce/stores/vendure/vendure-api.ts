import { z } from 'zod';
import { UpstreamError } from '../../../platform/index.ts';
import { parseRemoteJson, readRemote, statusError } from '../remote/remote-json.ts';
import type { RemoteParts, RemoteToken } from '../remote/remote-platform.ts';

/** The shop's Admin API (GraphQL, https://docs.vendure.io/reference/graphql-api/admin). */
export type VendureApi = {
  read<Schema extends z.ZodType>(query: string, variables: object, schema: Schema): Promise<z.infer<Schema>>;
  /** A write goes out once; its answer is read by the same kind of schema. */
  write<Schema extends z.ZodType>(query: string, variables: object, schema: Schema): Promise<z.infer<Schema>>;
};

/** What the shop answers where somebody is not signed in (any more) or may not do it. */
export class VendureRefusal extends UpstreamError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message, { isRetryable: false, upstreamStatus: code === 'FORBIDDEN' || code === 'UNAUTHORIZED' ? 403 : 200 });
    this.name = 'VendureRefusal';
    this.code = code;
  }
}

/** Sessions live for a year by default; a day is on the safe side, and a refusal renews at once. */
const sessionMilliseconds = 24 * 3_600_000;

/** Opens the API with an API key, or with a session of an administrator that all nodes share. */
export function openVendureApi({ settings, http, tokens, clock }: RemoteParts): VendureApi {
  const url = apiAddress(settings.url ?? '');
  const post = async (query: string, variables: object, headers: Record<string, string>, isWrite: boolean) => {
    const channel: Record<string, string> = settings.channelToken ? { 'vendure-token': settings.channelToken } : {};
    const request = {
      method: 'POST' as const,
      url,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...channel, ...headers },
      body: JSON.stringify({ query, variables }),
      isWrite,
    };
    const response = await http(request);
    if (response.status === 401 || response.status === 403 || response.status === 404)
      throw statusError(request, response);
    const answer = readRemote(new URL(url).host, parseRemoteJson(request, response), answerSchema);
    const [error] = answer.errors ?? [];
    if (error !== undefined) throw new VendureRefusal(error.extensions?.code ?? 'ERROR', error.message);
    return { data: answer.data, headers: response.headers };
  };
  const signIn = async (): Promise<RemoteToken> => {
    const { username = '', password = '' } = settings;
    const { data, headers } = await post(signInMutation, { username, password }, {}, true);
    const { login } = readRemote(url, data, signInSchema);
    const access = headers['vendure-auth-token'];
    if (login.__typename !== 'CurrentUser') throw new VendureRefusal('UNAUTHORIZED', login.message ?? login.__typename);
    if (access === undefined)
      throw new VendureRefusal('NO_TOKEN', "the shop's tokenMethod does not include 'bearer'; use an API key instead");
    return { access, expiresAt: new Date(clock.now().getTime() + sessionMilliseconds).toISOString() };
  };
  const ask = async (query: string, variables: object, isWrite: boolean) => {
    if (settings.apiKey) return post(query, variables, { 'vendure-api-key': settings.apiKey }, isWrite);
    const known = await tokens.read();
    const isFresh = known !== undefined && Date.parse(known.expiresAt) > clock.now().getTime();
    const token = isFresh ? known : await tokens.renew(known, signIn);
    const bearer = (one: RemoteToken) => ({ authorization: `Bearer ${one.access}` });
    try {
      return await post(query, variables, bearer(token), isWrite);
    } catch (error) {
      // The session has ended; a refused request has done nothing.
      if (!isFresh || !(error instanceof VendureRefusal) || error.code !== 'FORBIDDEN') throw error;
      return post(query, variables, bearer(await tokens.renew(token, signIn)), isWrite);
    }
  };
  const host = new URL(url).host;
  return {
    read: async (query, variables, schema) => readRemote(host, (await ask(query, variables, false)).data, schema),
    write: async (query, variables, schema) => readRemote(host, (await ask(query, variables, true)).data, schema),
  };
}

/** The address of the API; an owner may give the shop's address alone. */
function apiAddress(typed: string): string {
  if (!URL.canParse(typed)) return typed;
  const url = new URL(typed);
  if (url.pathname === '/') url.pathname = '/admin-api';
  return url.href;
}

const answerSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .optional(),
});

const signInMutation = `mutation($username: String!, $password: String!) {
  login(username: $username, password: $password, rememberMe: true) { __typename ... on ErrorResult { message } }
}`;
const signInSchema = z.object({ login: z.object({ __typename: z.string(), message: z.string().optional() }) });

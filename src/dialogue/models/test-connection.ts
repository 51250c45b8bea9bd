import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import {
  blockedReason,
  createGuardedFetch,
  type GuardedFetch,
  toAppError,
  UpstreamError,
} from '../../platform/index.ts';
import { builtInFlows } from '../flows/load-flows.ts';
import { commandJsonSchema, readWireCommands } from './command-schema.ts';
import type { ModelProvider, ModelRequest } from './model-provider.ts';
import { endpointOf } from './openai-compatible/endpoint.ts';
import { createOpenAiCompatibleEmbedder } from './openai-compatible/openai-compatible-embedder.ts';
import { createOpenAiCompatibleProvider } from './openai-compatible/openai-compatible-provider.ts';
import { understandSystemPrompt } from './prompts/understand-prompt.ts';
import { readReply } from './read-reply.ts';
import { localUrl, type OpenShopModel } from './shop-model.ts';

/** What a test has found; each has a sentence in plain words in the workspace. */
export type ConnectionFinding = {
  code:
    | 'address-wrong'
    | 'address-private'
    | 'address-forbidden'
    | 'host-unknown'
    | 'host-refuses'
    | 'certificate'
    | 'no-answer'
    | 'not-a-model-server'
    | 'key-missing'
    | 'key-refused'
    | 'no-money'
    | 'too-many-requests'
    | 'model-unknown'
    | 'server-error'
    | 'request-refused'
    | 'local-missing'
    | 'answers'
    | 'schema-strict'
    | 'schema-loose'
    | 'form-wrong'
    | 'slow'
    | 'embedding-works'
    | 'embedding-fails';
  /** `problem`: it does not work; `warning`: it does, not well. */
  tone: 'good' | 'warning' | 'problem';
  milliseconds?: number;
  /** Names that the server offers, or what failed; no part of an address or a key. */
  detail?: string;
};

/** A call that takes longer to its first word than this costs customers time; twice that, and turns are answered without it. */
const slowAfter = 1_500;
const patience = 20_000;

/** How a model is reached for the test of a connection; the local one is handed in. */
export type ConnectionParts = { local(name: string | undefined): ModelProvider };

/** Tries address, key, name, form and speed in this order and says what is wrong, in codes. Never throws. */
export async function testConnection(
  model: OpenShopModel,
  parts: ConnectionParts,
): Promise<readonly ConnectionFinding[]> {
  const send = createGuardedFetch(model.allowsPrivate ? 'private' : 'public');
  const chat = await testChat(model, send, parts).catch((error: unknown) => [problemOf(error, model)]);
  if (chat.some((finding) => finding.tone === 'problem') || model.embeddingName === null) return chat;
  return [...chat, await testEmbedding(model, send)];
}

async function testChat(
  model: OpenShopModel,
  send: GuardedFetch,
  { local }: ConnectionParts,
): Promise<readonly ConnectionFinding[]> {
  const { url, name, key } = model;
  if (url === null) return [{ code: 'address-wrong', tone: 'problem' }];
  const isLocal = url === localUrl;
  const reason = isLocal ? undefined : blockedReason(url, model.allowsPrivate ? 'private' : 'public');
  if (reason !== undefined) return [{ code: codeOfBlocked(reason), tone: 'problem' }];
  const provider = isLocal
    ? local(name ?? undefined)
    : createOpenAiCompatibleProvider({ url, name: name ?? 'default', ...(key === undefined ? {} : { key }), send });
  try {
    return await tryCommands(provider);
  } catch (error) {
    const finding = problemOf(error, model);
    if (isLocal || (finding.code !== 'not-a-model-server' && finding.code !== 'request-refused')) return [finding];
    // A server that does not know the model often says no more than "not found"; its list of models does.
    const names = await namesOf(url, key, send);
    if (names.length === 0) return [finding];
    return names.includes(name ?? '')
      ? [{ ...finding, code: 'request-refused' }]
      : [{ code: 'model-unknown', tone: 'problem', detail: names.slice(0, 12).join(', ') }];
  }
}

async function tryCommands(provider: ModelProvider): Promise<readonly ConnectionFinding[]> {
  const flows = builtInFlows();
  const startedAt = performance.now();
  let firstAfter: number | undefined;
  const signal = AbortSignal.timeout(patience);
  const request: ModelRequest = {
    system: understandSystemPrompt(flows),
    user: JSON.stringify({
      candidates: ['ship.when', 'order.cancel'],
      lines: [],
      message: '你好,订单不想要了,帮我取消',
    }),
    schema: { name: 'commands', schema: commandJsonSchema(flows) },
    maxTokens: 200,
    temperature: 0,
    signal,
  };
  const reply = await readReply(provider.complete(request), {
    signal,
    maxCharacters: 8_000,
    onText: () => {
      firstAfter ??= performance.now() - startedAt;
      return true;
    },
  });
  const milliseconds = Math.round(performance.now() - startedAt);
  const isInForm = readWireCommands(reply.text) !== undefined;
  const isStrict = !('schemaForm' in provider) || isStrictForm(provider.schemaForm);
  return [
    { code: 'answers', tone: 'good', milliseconds },
    ...(isInForm ? [] : [{ code: 'form-wrong' as const, tone: 'warning' as const }]),
    isStrict ? { code: 'schema-strict', tone: 'good' } : { code: 'schema-loose', tone: 'warning' },
    ...((firstAfter ?? milliseconds) > slowAfter
      ? [{ code: 'slow' as const, tone: 'warning' as const, milliseconds: Math.round(firstAfter ?? milliseconds) }]
      : []),
  ];
}

function isStrictForm(schemaForm: unknown): boolean {
  const form: unknown = typeof schemaForm === 'function' ? schemaForm() : undefined;
  return typeof form === 'object' && form !== null && 'mode' in form && form.mode === 'schema';
}

async function testEmbedding(model: OpenShopModel, send: GuardedFetch): Promise<ConnectionFinding> {
  const url = model.embeddingUrl ?? model.url;
  if (url === null || model.embeddingName === null || url === localUrl)
    return { code: 'embedding-works', tone: 'good' };
  const isSamePlace = model.url !== null && model.url !== localUrl && new URL(url).origin === new URL(model.url).origin;
  const key = isSamePlace ? model.key : undefined;
  try {
    const startedAt = performance.now();
    const embedder = createOpenAiCompatibleEmbedder({
      url,
      name: model.embeddingName,
      ...(key === undefined ? {} : { key }),
      send,
    });
    const [vector] = await embedder.embed(['什么时候发货'], AbortSignal.timeout(patience));
    const milliseconds = Math.round(performance.now() - startedAt);
    return { code: 'embedding-works', tone: 'good', milliseconds, detail: String(vector?.length ?? 0) };
  } catch (error) {
    return { code: 'embedding-fails', tone: 'warning', detail: problemOf(error, model).code };
  }
}

const listSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

async function namesOf(url: string, key: string | undefined, send: GuardedFetch): Promise<readonly string[]> {
  try {
    const answer = await send(endpointOf(url, 'models'), {
      method: 'GET',
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(5_000),
    });
    const parsed = listSchema.safeParse(await answer.json());
    return parsed.success ? parsed.data.data.map((one) => one.id.slice(0, 100)) : [];
  } catch {
    return [];
  }
}

function codeOfBlocked(reason: NonNullable<ReturnType<typeof blockedReason>>): ConnectionFinding['code'] {
  if (reason === 'private-address') return 'address-private';
  return reason === 'metadata-address' ? 'address-forbidden' : 'address-wrong';
}

const codeOfStatus: Readonly<Record<number, ConnectionFinding['code']>> = {
  400: 'request-refused',
  402: 'no-money',
  403: 'key-refused',
  404: 'not-a-model-server',
  405: 'not-a-model-server',
  429: 'too-many-requests',
};

/** From what was thrown to one sentence; the order is from the outside to the inside. */
function problemOf(error: unknown, { key, url }: OpenShopModel): ConnectionFinding {
  const failure = toAppError(error);
  const code = (found: ConnectionFinding['code']): ConnectionFinding => ({ code: found, tone: 'problem' });
  if (url === localUrl) return { ...code('local-missing'), detail: failure.message.slice(0, 200) };
  if (failure.field === 'url') return code('address-wrong');
  if (failure.field === 'key') return code('key-refused');
  if (failure.userMessageKey === 'error.private-address') return code('address-private');
  const status = failure instanceof UpstreamError ? failure.upstreamStatus : undefined;
  if (status === 401) return code(key === undefined ? 'key-missing' : 'key-refused');
  if (status !== undefined)
    return code(codeOfStatus[status] ?? (status >= 500 ? 'server-error' : 'not-a-model-server'));
  const words = `${failure.message} ${wordsOfCause(failure)}`;
  return code(wordsToCode.find(({ words: pattern }) => pattern.test(words))?.code ?? 'not-a-model-server');
}

const wordsToCode: readonly { words: RegExp; code: ConnectionFinding['code'] }[] = [
  { words: /does not lead to a public address|blocked:/, code: 'address-private' },
  { words: /ENOTFOUND|EAI_AGAIN/, code: 'host-unknown' },
  { words: /ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|socket hang up/, code: 'host-refuses' },
  { words: /certificate|self.signed|SSL|TLS|wrong version number|EPROTO/i, code: 'certificate' },
  { words: /timeout|aborted|ETIMEDOUT|within \d+ ms/i, code: 'no-answer' },
];

function wordsOfCause(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return '';
  const code = 'code' in cause ? String(cause.code) : '';
  return `${cause.name} ${cause.message} ${code}`;
}

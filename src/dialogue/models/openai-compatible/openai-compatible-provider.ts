import { AppError, isRetryableStatus, toAppError, UpstreamError } from '../../../platform/index.ts';
import type { ModelPiece, ModelProvider, ModelRequest } from '../model-provider.ts';
import { chatCompletionBody, type SchemaMode, schemaModes } from './chat-completion-body.ts';
import { readChatStream, readWholeReply } from './read-chat-stream.ts';

/** `url` is the API's base (`https://host/v1`) or the chat completions address itself. */
export type OpenAiCompatibleSettings = { url: string; name: string; key?: string };

/**
 * Any server with OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat, read 2026-11): streams where the
 * server streams. A server that refuses a JSON schema is asked for a JSON object, then in words only; what it knows is remembered.
 */
export function createOpenAiCompatibleProvider(settings: OpenAiCompatibleSettings): ModelProvider {
  const endpoint = endpointOf(settings.url);
  const headers = headersOf(settings);
  let firstMode: SchemaMode = 'schema';

  async function send(request: ModelRequest, mode: SchemaMode): Promise<Response> {
    const body = JSON.stringify(chatCompletionBody(request, settings.name, mode));
    try {
      // A redirect could lead the customer's words to another host.
      return await fetch(endpoint, { method: 'POST', headers, body, signal: request.signal, redirect: 'manual' });
    } catch (error) {
      throw lostConnection(error);
    }
  }

  async function open(request: ModelRequest): Promise<Response> {
    const modes = request.schema ? schemaModes.slice(schemaModes.indexOf(firstMode)) : ['none' as const];
    for (const mode of modes) {
      const response = await send(request, mode);
      const isRefusedSchema = (response.status === 400 || response.status === 422) && mode !== 'none';
      if (!isRefusedSchema) {
        if (response.ok && request.schema) firstMode = mode;
        return response;
      }
      await response.body?.cancel();
    }
    throw new UpstreamError('the model server refused every form of the request', { isRetryable: false });
  }

  return {
    name: settings.name,
    complete: async function* (request): AsyncGenerator<ModelPiece> {
      const response = await open(request);
      if (!response.ok || response.body === null) throw await refusal(response);
      const isStream = /event-stream/i.test(response.headers.get('content-type') ?? '');
      try {
        yield* isStream ? readChatStream(response.body) : readWholeReply(response.body);
      } catch (error) {
        throw error instanceof AppError ? error : lostConnection(error);
      }
    },
  };
}

function endpointOf(url: string): string {
  if (!URL.canParse(url)) throw new AppError('invalid', `no address of a model server: ${url}`, { field: 'url' });
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')
    throw new AppError('invalid', `a model server is called by http or https, not ${parsed.protocol}`, {
      field: 'url',
    });
  const path = parsed.pathname.replace(/\/+$/, '');
  if (!path.endsWith('/chat/completions')) parsed.pathname = `${path === '' ? '/v1' : path}/chat/completions`;
  return parsed.toString();
}

function headersOf({ name, key }: OpenAiCompatibleSettings): Readonly<Record<string, string>> {
  if (name.trim() === '') throw new AppError('invalid', 'the model has no name', { field: 'name' });
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
    throw new AppError('invalid', 'the key of the model server has signs that no header may hold', { field: 'key' });
  return {
    'content-type': 'application/json',
    accept: 'text/event-stream, application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
}

/** The body is not read: it may repeat what was sent, and nobody needs it in a log. */
async function refusal(response: Response): Promise<UpstreamError> {
  await response.body?.cancel();
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new UpstreamError(`the model server answered ${response.status}`, {
    isRetryable: isRetryableStatus(response.status),
    upstreamStatus: response.status,
    ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {}),
  });
}

function lostConnection(error: unknown): UpstreamError {
  return new UpstreamError(`the model server was lost: ${toAppError(error).message}`, {
    isRetryable: true,
    cause: error,
  });
}

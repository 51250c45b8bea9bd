import { createGuardedFetch, type GuardedFetch, UpstreamError } from '../../../platform/index.ts';
import type { ModelPiece, ModelProvider, ModelRequest } from '../model-provider.ts';
import { type BodyForm, bodyForms, chatCompletionBody } from './chat-completion-body.ts';
import { endpointOf, headersOf, lostConnection, refusal } from './endpoint.ts';
import { readChatStream, readWholeReply } from './read-chat-stream.ts';

/** `url` is the API's base (`https://host/v1`) or the chat completions address itself; `send` decides which addresses are called. */
export type OpenAiCompatibleSettings = { url: string; name: string; key?: string; send?: GuardedFetch };

/** A provider that also tells in which form the server takes requests with a schema; undefined before the first one. */
export type OpenAiCompatibleProvider = ModelProvider & { schemaForm(): BodyForm | undefined };

/**
 * Any server with OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat, read 2026-11): streams where the
 * server streams. A server that refuses a JSON schema is asked for a JSON object, then in words only; what it knows is remembered.
 */
export function createOpenAiCompatibleProvider(settings: OpenAiCompatibleSettings): OpenAiCompatibleProvider {
  const { name, send = createGuardedFetch('private') } = settings;
  const endpoint = endpointOf(settings.url, 'chat/completions');
  const headers = headersOf(settings);
  const known = new Map<boolean, BodyForm>();

  async function post(request: ModelRequest, form: BodyForm): Promise<Response> {
    const body = JSON.stringify(chatCompletionBody(request, name, form));
    try {
      return await send(endpoint, { method: 'POST', headers, body, signal: request.signal });
    } catch (error) {
      throw lostConnection(error);
    }
  }

  async function open(request: ModelRequest): Promise<Response> {
    const hasSchema = request.schema !== undefined;
    const form = known.get(hasSchema);
    const forms = form === undefined ? bodyForms(hasSchema) : [form];
    for (const one of forms) {
      const response = await post(request, one);
      const isRefused = response.status === 400 || response.status === 422;
      if (!isRefused) {
        if (response.ok) known.set(hasSchema, one);
        return response;
      }
      await response.body?.cancel();
    }
    // A server that was changed is learned anew at the next request.
    known.delete(hasSchema);
    throw new UpstreamError('the model server refused every form of the request', {
      isRetryable: false,
      upstreamStatus: 400,
    });
  }

  return {
    name,
    schemaForm: () => known.get(true),
    complete: async function* (request): AsyncGenerator<ModelPiece> {
      const response = await open(request);
      if (!response.ok || response.body === null) throw await refusal(response);
      const isStream = /event-stream/i.test(response.headers.get('content-type') ?? '');
      try {
        yield* isStream ? readChatStream(response.body) : readWholeReply(response.body);
      } catch (error) {
        throw lostConnection(error);
      }
    },
  };
}
